#pragma once

#include "model/registry.h"

// The parts of the module that people.cpp puts together.
namespace kontor::people {

void add_rules(Registry&);
void add_role_rules(Registry&);
void add_actions(Registry&);
void add_seeds(Registry&);

}
