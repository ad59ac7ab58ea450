#pragma once

#include "model/entity.h"
#include "model/registry.h"

#include <string_view>
#include <vector>

namespace kontor::platform {

// A record that may need somebody's approval before it goes out. Whoever knows of a limit asks: he writes `waiting`.
struct Approvable {
    explicit Approvable(Entity&);
    Choice approval_status;
};

// Blocks the moves into these states while an approval is waited for or was refused.
void block_until_approved(Registry&, Entity const&, Approvable const&, std::vector<std::string_view> states);

}
