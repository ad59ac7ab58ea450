#include "modules/contracts/contract.h"
#include "modules/contracts/obligation.h"
#include "modules/contracts/rules.h"
#include "records/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::contracts {

using records::Reader;
using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;
constexpr int urgent_days = 14;

TodayCard card_for(TodayCall& call, Record const& found, std::string rule, std::string verb, Label verb_label)
{
    auto const& entity = found.entity();
    auto card = TodayCard {};
    card.rule = std::move(rule);
    card.entity = &entity;
    card.record = found.id;
    auto const* title = std::get_if<std::string>(&found.value(entity.title()));
    card.title = title ? *title : std::string {};
    card.verb = std::move(verb);
    card.verb_label = std::string { verb_label.in(call.reading.actor.language) };
    if (auto const* amount = std::get_if<Decimal>(&found.value(*entity.find("amount_base"))))
        card.money = *amount;
    return card;
}

// T17: whoever wants out must say so in time; what ends without a successor needs one.
void tell_ending_contracts(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const today = call.today();
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(contract),
             "owner = me() AND status = \"active\" AND notice_given_on = null AND renewal_deal = null AND "
             "((notice_until_on >= today() AND (notice_until_on <= days(30) OR (notice_until_on <= days(60) AND "
             "account.segment != \"small\") OR (notice_until_on <= days(180) AND account.segment = \"large\"))) OR "
             "ends_on <= days(90))",
             "ends_on", cards_max)) {
        auto card = card_for(call, found, "T17", "start_renewal", { "Start renewal", "Начать продление" });
        auto const ends = found.get(contract.ends_on).value_or(today);
        auto const notice = found.get(contract.notice_until_on).value_or(ends);
        auto const prolongs = found.get(contract.prolongation) == "automatic";
        auto const decide_by = prolongs && notice >= today ? notice : ends;
        if (prolongs && notice >= today)
            card.reason = is_russian
                ? fmt::format("Продлится сам {}, если не уведомить до {}.", ends.to_string(), notice.to_string())
                : fmt::format(
                    "Prolongs itself on {} unless you give notice by {}.", ends.to_string(), notice.to_string());
        else
            card.reason = is_russian ? fmt::format("Заканчивается {}, продление не начато.", ends.to_string())
                                     : fmt::format("Ends on {}, and no renewal was started.", ends.to_string());
        card.since = decide_by;
        card.severity
            = decide_by.days - today.days <= urgent_days ? TodayCard::Severity::urgent : TodayCard::Severity::attention;
        call.add(std::move(card));
    }
}

// T24: what we owe within a week, and what they should have done.
void tell_due_obligations(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const today = call.today();
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(obligation),
             "owner = me() AND status IN (\"open\", \"breached\") AND ((party = \"ours\" AND due_on <= days(7)) OR "
             "(party = \"theirs\" AND due_on < today()))",
             "due_on", cards_max)) {
        auto const is_ours = found.get(obligation.party) == "ours";
        auto card = is_ours ? card_for(call, found, "T24", "fulfil", { "Fulfil", "Исполнить" })
                            : card_for(call, found, "T24", "claim", { "Claim", "Потребовать" });
        auto const due = found.get(obligation.due_on).value_or(today);
        auto const name = found.get(obligation.name).value_or("");
        card.since = due;
        if (due < today) {
            auto const late = today.days - due.days;
            card.reason = is_ours ? (is_russian ? fmt::format("Мы просрочили на {} дн.: {}.", late, name)
                                                : fmt::format("We are {} days late: {}.", late, name))
                                  : (is_russian ? fmt::format("Нам просрочили на {} дн.: {}.", late, name)
                                                : fmt::format("They are {} days late: {}.", late, name));
            card.severity = TodayCard::Severity::urgent;
        } else {
            card.reason = is_russian ? fmt::format("Мы должны до {}: {}.", due.to_string(), name)
                                     : fmt::format("We owe by {}: {}.", due.to_string(), name);
        }
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T17", &contract, tell_ending_contracts });
    registry.today({ "T24", &obligation, tell_due_obligations });
}

}
