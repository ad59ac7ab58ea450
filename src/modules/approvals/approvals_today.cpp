#include "modules/approvals/approval.h"
#include "modules/approvals/rules.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::approvals {

using records::Reader;
using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;

TodayCard card_for(TodayCall& call, Record const& found)
{
    auto card = TodayCard {};
    card.rule = "T16";
    card.entity = &found.entity();
    card.record = found.id;
    card.title = found.get(approval.name).value_or("");
    auto const due = found.get(approval.due_at);
    if (due)
        card.since = call.reading.actor.zone.day_of(*due);
    return card;
}

std::string reason_of(TodayCall& call, Record const& found)
{
    auto reason = found.get(approval.reason).value_or("");
    auto const asked = found.get(approval.asked_value), limit = found.get(approval.limit_amount);
    if (!asked || !limit)
        return reason;
    return call.reading.actor.language == Language::ru
        ? fmt::format("{} вместо {}: {}", asked->to_string(), limit->to_string(), reason)
        : fmt::format("{}, limit {}: {}", asked->to_string(), limit->to_string(), reason);
}

// T16: an approval waits for me.
void tell_what_waits_for_me(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(
             call.reading.schema.of(approval), "approver = me() AND status = \"waiting\"", "due_at", cards_max)) {
        auto card = card_for(call, found);
        card.verb = "approve";
        card.verb_label = is_russian ? "Согласовать" : "Approve";
        card.reason = reason_of(call, found);
        auto const due = found.get(approval.due_at);
        if (!due || *due < call.reading.now)
            card.severity = TodayCard::Severity::urgent;
        call.add(std::move(card));
    }
}

// T16: what I asked for is older than it should be.
void tell_what_i_wait_for(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(approval),
             "asked_by = me() AND status = \"waiting\" AND (due_at = null OR due_at < now())", "id", cards_max)) {
        auto card = card_for(call, found);
        card.verb = "open";
        card.verb_label = is_russian ? "Открыть" : "Open";
        card.reason = is_russian ? "Ответа нет дольше положенного." : "Not answered in time.";
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T16", &approval, tell_what_waits_for_me });
    registry.today({ "T16", &approval, tell_what_i_wait_for });
}

}
