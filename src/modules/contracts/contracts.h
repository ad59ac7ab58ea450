#pragma once

#include "model/registry.h"

// What both sides owe, until when, and the prolongation.
namespace kontor::contracts {

void add_to(Registry&);

}
