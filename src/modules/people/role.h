#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::people {

// A named bundle of rights. `grants` says for each collection how far reading, creating, changing, deleting, exporting
// and each action reach; "administrator" is built in and may everything.
struct Role : Entity {
    Role();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    LongText description { *this, "description", { .label = { "Description", "Описание" } } };
    JsonField grants { *this, "grants", { .label = { "Grants", "Права" }, .default_value = "{}" } };
    JsonField rights { *this, "rights",
        { .label = { "Further rights", "Дополнительные права" }, .default_value = "[]" } };
    JsonField limits { *this, "limits", { .label = { "Limits", "Пределы" }, .default_value = "{}" } };
    Flag is_shipped { *this, "is_shipped",
        { .label = { "Shipped", "Поставляется" }, .computed = true, .default_value = "false" } };
    Timeline timeline { *this };
};

inline Role const role;

}
