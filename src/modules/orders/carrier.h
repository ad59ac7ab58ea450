#pragma once

#include "model/entity.h"

namespace kontor::orders {

// Who brings what was ordered.
struct Carrier : Entity {
    Carrier();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Phone phone { *this, "phone", { .label = { "Phone", "Телефон" } } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Контрагент" }, .on_delete = OnDelete::clear } };
    Flag is_active { *this, "is_active", { .label = { "Active", "Работаем" }, .default_value = "true" } };
};

inline Carrier const carrier;

}
