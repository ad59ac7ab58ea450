#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// How a product is taxed when it is sold; the percentages are its rates.
struct TaxClass : Entity {
    TaxClass();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Choice category { *this, "category",
        {
            { "S", { "Standard rate", "Облагается" } },
            { "Z", { "Zero rate", "Ставка 0 %" } },
            { "E", { "Exempt", "Освобождено" } },
            { "AE", { "Reverse charge", "Платит покупатель" } },
            { "K", { "Within the EU", "Поставка внутри ЕС" } },
            { "G", { "Export", "Экспорт" } },
            { "O", { "Outside the scope", "Не облагается" } },
        },
        { .label = { "Category", "Категория" },
            .help = { "EN 16931, BT-151.", "EN 16931, BT-151." },
            .required = true,
            .default_value = "S" } };
};

inline TaxClass const tax_class;

// A percentage from a day on. Without a country it holds for every client, with one for the clients from there.
struct TaxRate : Entity {
    TaxRate();

    LinesOf lines { *this, "tax_class", "tax_rates", { "Tax class", "Налоговый класс" } };
    Text country { *this, "country",
        { .label = { "Client's country", "Страна клиента" },
            .help = { "Two letters: DE.", "Две буквы: RU." },
            .max = 2 } };
    Percent percent { *this, "percent",
        { .label = { "Percent", "Ставка" }, .required = true, .min_value = "0", .max_value = "100" } };
    DayField starts_on { *this, "starts_on", { .label = { "Holds since", "Действует с" }, .required = true } };
};

inline TaxRate const tax_rate;

}
