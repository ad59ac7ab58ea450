#pragma once

#include "model/registry.h"

// The client, its people, their jobs and our team around it.
namespace kontor::accounts {

void add_to(Registry&);

}
