#pragma once

#include "model/registry.h"

namespace kontor::records {
class ActionCall;
}

// The parts of the module that prospecting.cpp puts together.
namespace kontor::prospecting {

// What waits in the queue may be dealt with by whoever reads it; what somebody has taken, by those who may change it.
void demand_own_or_queued(records::ActionCall&);

void add_rules(Registry&);
void add_actions(Registry&);
void add_qualifying(Registry&);
// Whoever reads the queue may settle what nobody has taken; what a colleague has taken needs the right to change it.
void demand_mine_or_nobodys(records::ActionCall&);
void add_seeds(Registry&);
void add_today(Registry&);

}
