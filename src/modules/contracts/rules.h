#pragma once

#include "model/record.h"
#include "model/registry.h"

#include <optional>

// The parts of the module that contracts.cpp puts together.
namespace kontor::contracts {

void add_contract_rules(Registry&);
void add_obligation_rules(Registry&);
void add_contract_actions(Registry&);
void add_obligation_actions(Registry&);
void add_today(Registry&);

// The end after one more prolongation of itself; nothing when it may not go on.
std::optional<Day> prolonged_end(Record const& contract);

}
