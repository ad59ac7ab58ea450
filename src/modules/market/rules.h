#pragma once

#include "model/registry.h"

// The parts of the module that market.cpp puts together.
namespace kontor::market {

void add_rules(Registry&);
void add_seeds(Registry&);

}
