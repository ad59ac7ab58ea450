#pragma once

#include "model/registry.h"
#include "modules/catalog/priced.h"
#include "records/store.h"

// The parts of the module that billing.cpp puts together.
namespace kontor::billing {

void add_exchange_rate_rules(Registry&);
void add_invoice_rules(Registry&);
void add_payment_rules(Registry&);
void add_invoice_actions(Registry&);
void add_invoice_order_action(Registry&);
void add_payment_actions(Registry&);
void add_credit_action(Registry&);
void add_receivables_report(Registry&);
void add_dunning_report(Registry&);
void add_today(Registry&);

catalog::PricedPaper const& priced_invoices();

// What payments and credit notes say of an invoice: paid, in part, or open again.
void follow_payments(records::Transaction&, Id invoice);

// How much of an order was invoiced, less what was credited: by line and in percent. A delivered order that is invoiced
// to the end is closed.
void follow_invoices(records::Transaction&, Id order);

}
