#pragma once

#include "model/registry.h"

// One possible sale, its stages and its people.
namespace kontor::deals {

void add_to(Registry&);

}
