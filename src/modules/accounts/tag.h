#pragma once

#include "model/entity.h"

namespace kontor::accounts {

// A word to mark records with.
struct Tag : Entity {
    Tag();

    Text name { *this, "name",
        { .label = { "Name", "Название" }, .required = true, .unique = true, .searchable = true, .max = 60 } };
    Text colour { *this, "colour", { .label = { "Colour", "Цвет" }, .max = 20, .default_value = "grey" } };
    Text entity { *this, "entity",
        { .label = { "Only for", "Только для" },
            .help = { "The collection that it is offered in; empty: everywhere.",
                "Раздел, в котором метка предлагается; пусто: везде." },
            .max = 60 } };
};

inline Tag const tag;

}
