#pragma once

#include "model/registry.h"

// The proposal: lines, prices, versions, the client's answer.
namespace kontor::offers {

void add_to(Registry&);

}
