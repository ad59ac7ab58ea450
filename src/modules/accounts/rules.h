#pragma once

#include "model/registry.h"

// The parts of the module that accounts.cpp puts together.
namespace kontor::accounts {

void add_account_rules(Registry&);
void add_contact_rules(Registry&);
void add_position_rules(Registry&);
void add_team_rules(Registry&);
void add_note_rules(Registry&);
void add_actions(Registry&);
void add_today(Registry&);

}
