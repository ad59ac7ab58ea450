#pragma once

#include "model/registry.h"

// What is owed and what was paid.
namespace kontor::billing {

void add_to(Registry&);

}
