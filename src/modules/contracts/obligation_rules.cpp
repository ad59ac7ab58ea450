#include "base/rounding.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/obligation.h"
#include "modules/contracts/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/input.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::contracts {

using records::Change;
using records::Writer;

namespace {

void follow_contract(Change& change)
{
    auto const paper = change.find(obligation.contract);
    if (!paper)
        return;
    change.after.set_value(obligation.account, paper->value(contract.account));
    change.set(obligation.currency, paper->get(contract.currency).value_or(""));
}

void demand_proof(Change& change)
{
    auto const status = change.get(obligation.lifecycle.status);
    if (status == "done") {
        if (change.lacks(obligation.done_on))
            change.set(obligation.done_on, change.transaction().today());
        if (change.get(obligation.needs_evidence).value_or(false) && change.lacks(obligation.evidence)
            && (change.changes(obligation.lifecycle.status) || change.changes(obligation.evidence)))
            change.reject(obligation.evidence, "evidence_missing",
                Label { "Attach the proof that it was done.", "Приложите доказательство исполнения." });
    } else if (status == "open") {
        change.clear(obligation.done_on);
    }
    if (status == "waived" && change.lacks(obligation.waive_reason))
        change.reject(obligation.waive_reason, "required_when_waived",
            Label { "Say why it is waived.", "Укажите, почему не требуется." });
}

// What was done late costs what the contract says for each day, up to its cap.
void keep_penalty(Change& change)
{
    auto const done = change.get(obligation.done_on), due = change.get(obligation.due_on);
    auto const agreed = change.find(obligation.contract);
    auto const amount = change.get(obligation.amount);
    auto const a_day = agreed ? agreed->get(contract.penalty_percent_day) : std::nullopt;
    if (change.get(obligation.lifecycle.status) != "done" || !done || !due || *done <= *due || !amount || !a_day) {
        change.clear(obligation.penalty_amount);
        return;
    }
    constexpr auto hundred = Decimal::from_whole(100);
    auto const days = Decimal::from_whole(std::int64_t { done->days } - due->days);
    auto percent = proportion(*a_day, days, Decimal::from_whole(1), Decimal::from_whole(1)).value_or(hundred);
    if (auto const cap = agreed->get(contract.penalty_cap_percent))
        percent = std::min(percent, *cap);
    auto const digits = records::currency_digits(change.get(obligation.currency).value_or("")).value_or(2);
    if (auto const penalty = proportion(*amount, percent, Decimal::from_whole(1), hundred, digits))
        change.set(obligation.penalty_amount, *penalty);
}

// What comes again is made when its turn is over, so that there is one open obligation at a time.
void make_the_next(Change& change)
{
    auto const status = change.get(obligation.lifecycle.status);
    auto const every = change.get(obligation.every_months);
    auto const due = change.get(obligation.due_on);
    if (change.is_creation() || !change.changes(obligation.lifecycle.status) || !every || !due
        || (status != "done" && status != "waived") || change.before.get(obligation.lifecycle.status) == "done")
        return;
    auto const next = due->plus_months(static_cast<int>(*every));
    auto const until = change.get(obligation.repeat_until_on);
    if (until && *until < next)
        return;
    auto values = Values { { obligation.lifecycle.status, "open" }, { obligation.due_on, next } };
    for (Field const* field :
        std::initializer_list<Field const*> { &obligation.contract, &obligation.party, &obligation.name,
            &obligation.kind, &obligation.every_months, &obligation.repeat_until_on, &obligation.amount,
            &obligation.quantity, &obligation.measure, &obligation.needs_evidence, &obligation.owned.owner })
        values.assignments.emplace_back(*field, change.after.value(*field), 0);
    Writer::create(change.transaction(), obligation, values);
}

}

void add_obligation_rules(Registry& registry)
{
    registry.rule(obligation, Moment::before_save, "contract", follow_contract);
    registry.rule(obligation, Moment::before_save, "proof", demand_proof);
    registry.rule(obligation, Moment::before_save, "penalty", keep_penalty);
    platform::refuse_reversed(registry, obligation, obligation.due_on, obligation.repeat_until_on);
    registry.rule(obligation, Moment::after_save, "next", make_the_next);
}

}
