#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::platform {

// How the columns of a file become fields, kept for the next file of the same kind.
struct ImportMapping : Entity {
    ImportMapping();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text entity { *this, "entity",
        { .label = { "Records", "Записи" }, .required = true, .exact = true, .indexed = true, .max = 60 } };
    JsonField mapping { *this, "mapping", { .label = { "Mapping", "Сопоставление" }, .required = true } };
    Owned owned { *this };
};

inline ImportMapping const import_mapping;

}
