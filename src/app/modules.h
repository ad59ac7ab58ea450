#pragma once

#include "model/registry.h"

namespace kontor {

// The table of contents: every module of the program, in the order in which the database takes its locks, parents
// first.
void register_modules(Registry&);

}
