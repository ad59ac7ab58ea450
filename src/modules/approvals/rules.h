#pragma once

#include "model/registry.h"

// The parts of the module that approvals.cpp puts together.
namespace kontor::approvals {

void add_rules(Registry&);
void add_actions(Registry&);
void add_today(Registry&);

}
