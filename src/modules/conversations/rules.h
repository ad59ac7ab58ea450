#pragma once

#include "model/registry.h"

// The parts of the module that conversations.cpp puts together.
namespace kontor::conversations {

void add_rules(Registry&);
void add_follow_up_rules(Registry&);
void add_actions(Registry&);
void add_today(Registry&);

}
