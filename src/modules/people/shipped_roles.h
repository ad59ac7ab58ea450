#pragma once

#include "base/json.h"
#include "base/language.h"

#include <string_view>
#include <vector>

namespace kontor::people {

// The roles that a new workspace begins with (MODEL.md C), as far as the entities are there.
struct ShippedRole {
    std::string_view key;
    Label name;
    Label description;
    Json grants;
    Json rights;
    Json limits;
};
std::vector<ShippedRole> shipped_roles();

}
