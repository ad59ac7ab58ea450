#pragma once

#include "model/registry.h"

// The parts of the module that deals.cpp puts together.
namespace kontor::deals {

void add_pipeline_rules(Registry&);
void add_deal_rules(Registry&);
void add_deal_money_rules(Registry&);
void add_participant_rules(Registry&);
void add_actions(Registry&);
void add_seeds(Registry&);
void add_pipeline_report(Registry&);
void add_won_lost_report(Registry&);
void add_days_to_win_report(Registry&);
void add_top_accounts_report(Registry&);
void add_today(Registry&);

}
