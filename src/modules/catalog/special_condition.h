#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/approvals/approvable.h"

namespace kontor::catalog {

// What one client gets that others do not: a price of its own or a discount, for a time and with a reason. What a head
// company was granted holds for its subsidiaries too.
struct SpecialCondition : Entity {
    SpecialCondition();

    Text name { *this, "name", { .label = { "Name", "Название" }, .searchable = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .required = true, .indexed = true } };
    Link product { *this, "product", "product", { .label = { "Product", "Товар" }, .indexed = true } };
    Link product_family { *this, "product_family", "product_family",
        { .label = { "Family", "Группа" },
            .help = { "Neither product nor family: for everything.", "Ни товара, ни группы: на всё." } } };
    Choice kind { *this, "kind",
        {
            { "price", { "Price", "Цена" }, "blue" },
            { "discount_percent", { "Discount", "Скидка" }, "green" },
            { "payment_term", { "Payment term", "Условия оплаты" }, "teal" },
            { "delivery", { "Delivery", "Поставка" }, "cyan" },
            { "free_service", { "Free service", "Бесплатная услуга" }, "violet" },
            { "bonus", { "Bonus", "Бонус" }, "orange" },
            { "rate", { "Rate", "Ставка" }, "grey" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "discount_percent" } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
    Money price { *this, "price",
        { .label = { "Price", "Цена" }, .min_value = "0", .required_when = "kind = \"price\"" } };
    Percent percent { *this, "percent",
        { .label = { "Percent", "Процент" },
            .min_value = "0",
            .max_value = "100",
            .required_when = "kind = \"discount_percent\"" } };
    Link payment_term { *this, "payment_term", "payment_term", { .label = { "Payment term", "Условия оплаты" } } };
    Text text { *this, "text", { .label = { "Wording", "Формулировка" } } };
    Number min_quantity { *this, "min_quantity",
        { .label = { "From a quantity of", "От количества" }, .min_value = "0" } };
    DayField starts_on { *this, "starts_on",
        { .label = { "Starts", "Действует с" }, .required = true, .default_value = "today()" } };
    DayField ends_on { *this, "ends_on", { .label = { "Ends", "Действует до" }, .required = true, .indexed = true } };
    Link contract { *this, "contract", "contract",
        { .label = { "Contract", "Договор" }, .indexed = true, .on_delete = OnDelete::clear } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
    Lifecycle lifecycle { *this,
        {
            { "draft", { "Draft", "Черновик" }, "grey" },
            { "active", { "Active", "Действует" }, "green" },
            { "ended", { "Ended", "Завершено" }, "red" },
        },
        { { "draft", "active" }, { "active", "ended" }, { "draft", "ended" }, { "ended", "active" } }, "draft" };
    approvals::Approvable approvable { *this };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
};

inline SpecialCondition const special_condition;

}
