#include "modules/accounts/account_of.h"
#include "modules/conversations/activity.h"
#include "modules/conversations/rules.h"
#include "modules/deals/deal.h"
#include "records/change.h"

#include <algorithm>
#include <array>

namespace kontor::conversations {

using records::Change;

namespace {

TimeZone company_zone(Change& change)
{
    return TimeZone::find(change.transaction().store().workspace().time_zone).value_or(TimeZone::utc());
}

// What the activity is about, its deal and its client tell of each other.
void connect(Change& change)
{
    auto const target = change.get(activity.about);
    auto const collection = change.after.entity_of(activity.about);
    if (target && change.changes(activity.about) && collection == "deals" && !change.names(activity.deal))
        change.set(activity.deal, *target);
    if (!target && !change.lacks(activity.deal))
        change.after.set_any(activity.about, "deals", *change.get(activity.deal));
    auto const moved = change.changes(activity.about) || change.changes(activity.deal);
    if (!moved || (change.names(activity.account) && !change.lacks(activity.account)))
        return;
    auto found = std::optional<Id> {};
    if (auto const deal = change.get(activity.deal))
        found = accounts::account_of(change.transaction(), "deals", *deal);
    if (!found && !change.lacks(activity.about))
        found = accounts::account_of(
            change.transaction(), change.after.entity_of(activity.about), *change.get(activity.about));
    if (found)
        change.set(activity.account, *found);
}

std::optional<Day> day_meant(Change& change, Record const& record)
{
    if (auto const due = record.get(activity.due_on))
        return due;
    if (auto const starts = record.get(activity.starts_at))
        return company_zone(change).day_of(*starts);
    return {};
}

void keep_planned_day(Change& change)
{
    auto const before = change.before.get(activity.planned_on), after = day_meant(change, change.after);
    change.after.set_value(activity.planned_on, after ? Value { *after } : Value {});
    auto const is_planned = change.get(activity.lifecycle.status) == "planned";
    if (!change.is_creation() && is_planned && before && after && *after > *before)
        change.set(activity.rescheduled_count, change.get(activity.rescheduled_count).value_or(0) + 1);
    auto const starts = change.get(activity.starts_at), ends = change.get(activity.ends_at);
    if (starts && ends && *ends < *starts)
        change.reject(
            activity.ends_at, "dates_reversed", Label { "The end lies before the start.", "Конец раньше начала." });
}

// What was held at an hour ended then, whenever it is ticked off; what is entered as done was done on its day.
Instant when_it_was_done(Change& change)
{
    auto const now = change.transaction().now();
    auto held = change.get(activity.ends_at);
    if (!held)
        held = change.get(activity.starts_at);
    if (held && *held <= now)
        return *held;
    auto const due = change.get(activity.due_on);
    if (change.is_creation() && due && *due < change.transaction().today())
        return company_zone(change).start_of(*due);
    return now;
}

void keep_completion(Change& change)
{
    if (!change.changes(activity.lifecycle.status))
        return;
    if (change.get(activity.lifecycle.status) == "done")
        change.set(activity.completed_at, when_it_was_done(change));
    else
        change.clear(activity.completed_at);
}

void demand_outcome(Change& change)
{
    static constexpr std::array<std::string_view, 3> talks = { "meeting", "visit", "negotiation" };
    auto const kind = change.get(activity.kind).value_or("");
    if (change.get(activity.lifecycle.status) == "done" && change.lacks(activity.outcome)
        && std::ranges::find(talks, kind) != talks.end()
        && (change.changes(activity.lifecycle.status) || change.changes(activity.outcome)))
        change.reject(
            activity.outcome, "outcome_missing", Label { "Write what came of it.", "Напишите, чем закончилось." });
}

// An activity is never without a subject: what it is, at least.
void keep_subject(Change& change)
{
    if (!change.lacks(activity.subject))
        return;
    auto const* kind = activity.kind.find_choice(change.get(activity.kind).value_or("task"));
    auto const language = change.transaction().store().workspace().language;
    change.set(activity.subject, kind ? kind->label.in(language) : change.get(activity.kind).value_or("task"));
}

}

void add_rules(Registry& registry)
{
    registry.rule(activity, Moment::before_save, "connect", connect);
    registry.rule(activity, Moment::before_save, "planned_day", keep_planned_day);
    registry.rule(activity, Moment::before_save, "completion", keep_completion);
    registry.rule(activity, Moment::before_save, "outcome_missing", demand_outcome);
    registry.rule(activity, Moment::before_save, "subject", keep_subject);
}

}
