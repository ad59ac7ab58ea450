#pragma once

#include "model/registry.h"

// The parts of the module that prospecting.cpp puts together.
namespace kontor::prospecting {

void add_rules(Registry&);
void add_actions(Registry&);
void add_qualifying(Registry&);
void add_seeds(Registry&);
void add_today(Registry&);

}
