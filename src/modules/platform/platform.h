#pragma once

#include "model/registry.h"

// What every workspace keeps beside its business: views, comments, notifications, mappings.
namespace kontor::platform {

void add_to(Registry&);

}
