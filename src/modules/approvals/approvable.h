#pragma once

#include "model/entity.h"
#include "model/registry.h"

#include <string_view>
#include <vector>

namespace kontor::approvals {

// A record that may need somebody's approval before it goes out.
struct Approvable {
    explicit Approvable(Entity&);
    Choice approval_status;
};

// What waits for an approval, and what an approval is given for.
struct Approved {
    Entity const& entity;
    Approvable const& approvable;
    std::vector<std::string_view> states; // the moves into these states wait
    std::vector<Field const*> judged;     // an approval counts as long as these values stay
    std::string_view ask_when;            // a filter over the record itself: when one may ask
};

// Blocks the moves while a rule holds and nobody has said yes; adds the action `request_approval`.
void demand_approval(Registry&, Approved);

}
