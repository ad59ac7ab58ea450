#pragma once

#include "model/registry.h"

// Whom we sell to.
namespace kontor::market {

void add_to(Registry&);

}
