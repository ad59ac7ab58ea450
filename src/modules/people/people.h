#pragma once

#include "model/registry.h"

// Who works here, who heads whom, and who may do what.
namespace kontor::people {

void add_to(Registry&);

}
