#include "modules/billing/billing.h"

#include "modules/billing/account_money.h"
#include "modules/billing/dunning.h"
#include "modules/billing/dunning_step.h"
#include "modules/billing/duties.h"
#include "modules/billing/exchange_rate.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/payment.h"
#include "modules/billing/rules.h"
#include "records/conversions.h"

namespace kontor::billing {

void add_duties(jobs::Duties& duties)
{
    duties.add("exchange_rates",
        [](records::Transaction& transaction) { return records::refresh_conversions(transaction, 200); });
    duties.add("dunning", mark_due_reminders);
    duties.add("billing_schedule", draft_scheduled_invoices);
}

void add_to(Registry& registry)
{
    registry.add(dunning_step);
    registry.add(invoice);
    registry.add(invoice_line);
    registry.add(payment);
    registry.add(payment_allocation);
    registry.add(account_money);
    registry.add(exchange_rate);
    add_exchange_rate_rules(registry);
    add_invoice_rules(registry);
    add_dunning(registry);
    add_payment_rules(registry);
    add_invoice_actions(registry);
    add_invoice_order_action(registry);
    add_payment_actions(registry);
    add_credit_action(registry);
    add_receivables_report(registry);
    add_dunning_report(registry);
    add_today(registry);
}

}
