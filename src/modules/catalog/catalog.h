#pragma once

#include "model/registry.h"

// What we sell.
namespace kontor::catalog {

void add_to(Registry&);

}
