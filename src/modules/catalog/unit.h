#pragma once

#include "model/entity.h"

namespace kontor::catalog {

// A unit of measure. `factor` says how many of `base` one of these is.
struct Unit : Entity {
    Unit();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Text code { *this, "code",
        { .label = { "Code", "Код" },
            .help = { "UN/ECE Recommendation 20.", "Рекомендация 20 ЕЭК ООН." },
            .exact = true,
            .max = 10 } };
    Link base { *this, "base", *this, { .label = { "Base unit", "Базовая единица" } } };
    Number factor { *this, "factor", { .label = { "Factor", "Коэффициент" }, .min_value = "0" } };
};

inline Unit const unit;

}
