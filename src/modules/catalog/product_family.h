#pragma once

#include "model/entity.h"

namespace kontor::catalog {

// A branch of the catalogue.
struct ProductFamily : Entity {
    ProductFamily();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Link parent { *this, "parent", *this, { .label = { "Parent", "Вышестоящая группа" } } };
    Flag is_whitespace_column { *this, "is_whitespace_column",
        { .label = { "Shown where clients buy nothing yet", "Показывать, где клиенты ещё не покупают" },
            .default_value = "true" } };
    Links attributes { *this, "attributes", "attribute", { .label = { "Properties", "Характеристики" } } };
};

inline ProductFamily const product_family;

}
