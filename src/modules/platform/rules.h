#pragma once

#include "model/registry.h"

// The parts of the module that platform.cpp puts together.
namespace kontor::platform {

void add_rules(Registry&);

}
