#pragma once

#include "model/registry.h"
#include "modules/catalog/priced.h"
#include "records/action.h"
#include "records/store.h"

// The parts of the module that orders.cpp puts together.
namespace kontor::orders {

void add_order_rules(Registry&);
void add_order_line_rules(Registry&);
void add_delivery_rules(Registry&);
void add_order_actions(Registry&);
void add_delivery_actions(Registry&);
void add_call_off_action(Registry&);
void add_return_action(Registry&);
void add_revenue_reports(Registry&);
void add_consumption_report(Registry&);
void add_on_time_report(Registry&);
void add_backlog_report(Registry&);
void add_today(Registry&);

catalog::PricedPaper const& priced_orders();

// What deliveries say of their order: quantities of its lines, days, percentages, its state. After each change of a
// delivery.
void follow_deliveries(records::Transaction&, Id order);

// True, or false, once everything that was ordered has come: by the day that was promised first.
std::optional<bool> came_on_time(std::optional<Day> promised, std::optional<Day> delivered);

// An order that is delivered and invoiced to the end is closed; one that no longer is opens again.
std::string_view state_after_delivery(Decimal delivered_percent, Decimal invoiced_percent);

}
