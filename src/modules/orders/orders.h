#pragma once

#include "model/registry.h"

// What was ordered and whether it comes on time.
namespace kontor::orders {

void add_to(Registry&);

}
