#pragma once

#include "model/registry.h"

// Finding clients: enquiries and where they come from.
namespace kontor::prospecting {

void add_to(Registry&);

}
