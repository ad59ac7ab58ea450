#pragma once

#include "model/registry.h"

namespace kontor::approvals {

void add_to(Registry&);

}
