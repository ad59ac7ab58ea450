#pragma once

#include "model/entity.h"

namespace kontor::billing {

// What `units` of a currency were worth in another one on a day. Two figures instead of one with eight places: a rate
// is kept exactly as it was published (1.0872 US dollars for 1 euro; 100 yen for 57.12 roubles).
struct ExchangeRate : Entity {
    ExchangeRate();

    CurrencyField currency { *this, "currency",
        { .label = { "Currency", "Валюта" }, .required = true, .indexed = true } };
    DayField rated_on { *this, "rated_on",
        { .label = { "Rate of", "Курс на" }, .required = true, .default_value = "today()" } };
    Number units { *this, "units",
        { .label = { "Units", "Единиц" },
            .help = { "How many units of the currency the rate is for.", "Сколько единиц валюты стоят этот курс." },
            .required = true,
            .min_value = "0.0001",
            .default_value = "1" } };
    Number rate { *this, "rate", { .label = { "Rate", "Курс" }, .required = true, .min_value = "0.0001" } };
    CurrencyField in_currency { *this, "in_currency",
        { .label = { "In currency", "В валюте" }, .required = true, .default_value = "workspace()" } };
    Choice source { *this, "source",
        {
            { "ecb", { "European Central Bank", "Европейский центральный банк" } },
            { "cbr", { "Bank of Russia", "Банк России" } },
            { "manual", { "By hand", "Вручную" } },
            { "import", { "Import", "Импорт" } },
        },
        { .label = { "Source", "Источник" }, .required = true, .default_value = "manual" } };
};

inline ExchangeRate const exchange_rate;

}
