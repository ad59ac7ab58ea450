#pragma once

#include "model/record.h"
#include "model/registry.h"
#include "records/store.h"

#include <optional>

// The parts of the module that contracts.cpp puts together.
namespace kontor::contracts {

void add_contract_rules(Registry&);
void add_obligation_rules(Registry&);
void add_contract_actions(Registry&);
void add_obligation_actions(Registry&);
void add_today(Registry&);
void add_our_company(Registry&);
void add_billing_schedule(Registry&);

// The company of ours that is taken where nobody chooses.
std::optional<Id> default_company(records::Transaction&);

// The end after one more prolongation of itself; nothing when it may not go on.
std::optional<Day> prolonged_end(Record const& contract);

}
