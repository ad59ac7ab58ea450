#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/approvals/approvable.h"

namespace kontor::catalog {

// Prices in one currency for a time, for all clients or those of a segment.
struct PriceList : Entity {
    PriceList();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    CurrencyField currency { *this, "currency",
        { .label = { "Currency", "Валюта" }, .required = true, .default_value = "workspace()" } };
    Link segment { *this, "segment", "segment",
        { .label = { "Segment", "Сегмент" }, .help = { "Empty: for everybody.", "Пусто: для всех." } } };
    Text region { *this, "region",
        { .label = { "Region", "Регион" },
            .help = { "Empty: for clients from everywhere.", "Пусто: для клиентов из любого региона." } } };
    Flag is_gross { *this, "is_gross", { .label = { "Prices contain tax", "Цены с НДС" }, .default_value = "false" } };
    DayField starts_on { *this, "starts_on",
        { .label = { "Starts", "Действует с" }, .required = true, .default_value = "today()" } };
    DayField ends_on { *this, "ends_on", { .label = { "Ends", "Действует до" } } };
    Link based_on { *this, "based_on", *this,
        { .label = { "Based on", "На основе" },
            .help = { "What this list does not say stands there, times the factor.",
                "Чего здесь нет, берётся оттуда и умножается на коэффициент." } } };
    Number factor { *this, "factor",
        { .label = { "Factor", "Коэффициент" }, .min_value = "0.0001", .max_value = "1000", .default_value = "1" } };
    Whole rank { *this, "rank",
        { .label = { "Order", "Порядок" },
            .help = { "Of two lists that hold, the one with the smaller number counts.",
                "Из двух действующих главнее тот, у кого число меньше." },
            .default_value = "100" } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "approved", { "Approved", "Утверждён" }, "blue" },
            { "active", { "Active", "Действует" }, "green" },
            { "ended", { "Ended", "Завершён" }, "red" },
        },
        {
            { "draft", "approved" },
            { "draft", "active" },
            { "approved", "active" },
            { "approved", "draft" },
            { "active", "ended" },
            { "ended", "active" },
        },
        "draft" };
    approvals::Approvable approvable { *this };
    Timeline timeline { *this };
};

inline PriceList const price_list;

// What one unit of a product costs from a quantity on.
struct Price : Entity {
    Price();

    LinesOf lines { *this, "price_list", "prices", { "Price list", "Прайс-лист" } };
    Link product { *this, "product", "product",
        { .label = { "Product", "Товар" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .computed = true } };
    Money price { *this, "price", { .label = { "Price", "Цена" }, .required = true, .min_value = "0" } };
    Number min_quantity {
        *this, "min_quantity",
        { .label = { "From a quantity of", "От количества" }, .required = true, .min_value = "0", .default_value = "1" }
    };
    DayField starts_on { *this, "starts_on", { .label = { "Starts", "Действует с" } } };
    DayField ends_on { *this, "ends_on", { .label = { "Ends", "Действует до" } } };
};

inline Price const price;

}
