#include "base/spoken_time.h"
#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/rules.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::prospecting {

using records::TodayCall;
using records::TodayCard;

namespace {

constexpr std::size_t cards_max = 100;

std::string moment(TodayCall& call, Instant at)
{
    auto const& actor = call.reading.actor;
    return spoken_moment(at, call.today(), actor.zone, actor.language);
}

// T7: an enquiry that nobody has taken for a quarter of an hour, or whose answer is due within the hour.
void tell_waiting_enquiries(TodayCall& call)
{
    auto const& entity = call.reading.schema.of(enquiry);
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const waiting = records::Reader { call.reading }.records(entity,
        "(owner = null AND status = \"new\" AND received_at < now() - minutes(15)) OR "
        "(owner = me() AND status IN (\"new\", \"working\") AND responded_at = null AND respond_by_at < now() + "
        "hours(1))",
        "received_at", cards_max);
    for (auto const& found : waiting) {
        auto const is_mine = found.get(enquiry.owned.owner).has_value();
        auto const received = found.get(enquiry.received_at).value_or(call.reading.now);
        auto const promised = found.get(enquiry.respond_by_at).value_or(received);
        auto card = TodayCard {};
        card.rule = "T7";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(enquiry.subject).value_or("");
        card.verb = is_mine ? "qualify" : "take";
        card.verb_label = is_russian ? (is_mine ? "Ответить" : "Взять") : (is_mine ? "Answer" : "Take");
        card.since = call.reading.actor.zone.day_of(received);
        card.severity = TodayCard::Severity::urgent;
        if (auto const* budget = std::get_if<Decimal>(&found.value(*entity.find("budget_base"))))
            card.money = *budget;
        card.reason = is_russian
            ? fmt::format("Обращение от {} ждёт ответа; обещано до {}.", moment(call, received), moment(call, promised))
            : fmt::format(
                "Enquiry of {} waits for an answer; promised by {}.", moment(call, received), moment(call, promised));
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry) { registry.today({ "T7", &enquiry, tell_waiting_enquiries }); }

}
