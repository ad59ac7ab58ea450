#include "modules/contracts/billing_schedule.h"

#include "modules/contracts/contract.h"
#include "modules/contracts/rules.h"
#include "records/change.h"
#include "records/writer.h"

namespace kontor::contracts {

using records::Change;

BillingSchedule::BillingSchedule()
    : Entity { "billing_schedule", "billing_schedules",
        {
            .module = "contracts",
            .label = { { "Billing", "Счёт по графику" }, { "Billing schedule", "График счетов" } },
            .icon = "calendar-dollar",
            .colour = "grape",
            .hidden = true,
            .order_by = "bill_on",
            .list = { "contract", "name", "amount", "percent", "bill_when", "bill_on", "every_months", "invoice" },
            .highlight = { "name", "amount", "percent", "bill_when", "bill_on", "invoice" },
            .form = { "contract", "name", "amount", "percent", "bill_when", "bill_on", "every_months" },
            .roles
            = { { "title", "name" }, { "amount", "amount" }, { "currency", "currency" }, { "parent", "contract" } },
            .views = { { "all", { "All", "Все" }, {}, "bill_on" } },
        } }
{
}

namespace {

void take_currency(Change& change)
{
    if (auto const agreed = change.find(billing_schedule.lines.parent))
        change.set(billing_schedule.currency, agreed->get(contract.currency).value_or(""));
}

void check_schedule(Change& change)
{
    auto const has_amount = !change.lacks(billing_schedule.amount), has_share = !change.lacks(billing_schedule.percent);
    if (has_amount == has_share)
        change.reject(billing_schedule.amount, "one_of_two",
            Label { "Say an amount or a percentage.", "Укажите сумму или процент." });
    auto const when = change.get(billing_schedule.bill_when);
    if (when == "month" && change.lacks(billing_schedule.every_months))
        change.set(billing_schedule.every_months, 1);
    if ((when == "date" || when == "month") && change.lacks(billing_schedule.bill_on)
        && change.lacks(billing_schedule.invoice) && (change.is_creation() || change.changes(billing_schedule.bill_on)))
        change.reject(billing_schedule.bill_on, "required", Label { "Say on which day.", "Укажите день." });
}

// What is due with the signature is due on its day.
void bill_what_is_due_at_signing(Change& change)
{
    if (!change.changes(contract.signed_on) || change.lacks(contract.signed_on))
        return;
    for (auto const& part :
        records::load_linked(change.transaction(), billing_schedule, billing_schedule.lines.parent, change.after.id))
        if (part.get(billing_schedule.bill_when) == "signing" && !part.get(billing_schedule.bill_on)
            && !part.get(billing_schedule.invoice))
            records::Writer::update(
                change.transaction(), part, { { billing_schedule.bill_on, change.get(contract.signed_on) } });
}

}

void add_billing_schedule(Registry& registry)
{
    registry.rule(billing_schedule, Moment::before_save, "contract", take_currency);
    registry.rule(billing_schedule, Moment::before_save, "schedule", check_schedule);
    registry.rule(contract, Moment::after_save, "billing", bill_what_is_due_at_signing);
}

}
