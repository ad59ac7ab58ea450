#include "modules/deals/deal.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"
#include "records/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace kontor::deals {

using records::Reader;
using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;

TodayCard card_for(TodayCall& call, Record const& found, std::string rule, std::string verb, Label verb_label)
{
    auto const& entity = found.entity();
    auto card = TodayCard {};
    card.rule = std::move(rule);
    card.entity = &entity;
    card.record = found.id;
    card.title = found.get(deal.name).value_or("");
    card.verb = std::move(verb);
    card.verb_label = std::string { verb_label.in(call.reading.actor.language) };
    if (auto const* amount = std::get_if<Decimal>(&found.value(*entity.find("amount_base"))))
        card.money = *amount;
    return card;
}

// T8: longer in its stage than is usual there, and nothing done about it since.
void tell_rotting_deals(TodayCall& call)
{
    auto& reading = call.reading;
    auto const is_russian = reading.actor.language == Language::ru;
    for (auto const& step : Reader { reading }.records(
             reading.schema.of(stage), "base_status = \"open\" AND rot_days != null", "rank", 200)) {
        auto const rot_days = step.get(stage.rot_days).value_or(0);
        auto const filter
            = fmt::format("owner = me() AND status = \"open\" AND stage = \"{0}\" AND stage_changed_at < days(-{1}) "
                          "AND (last_activity_at = null OR last_activity_at < days(-{1}))",
                step.id.value, rot_days);
        for (auto const& found :
            Reader { reading }.records(reading.schema.of(deal), filter, "stage_changed_at", cards_max)) {
            auto last = found.get(deal.stage_changed_at).value_or(reading.now);
            last = std::max(last, found.get(deal.last_activity_at).value_or(last));
            auto const since = reading.actor.zone.day_of(last);
            auto card = card_for(call, found, "T8", "move", { "Move on", "Сдвинуть" });
            card.since = since;
            auto const name = step.get(stage.name).value_or("");
            card.reason = is_russian
                ? fmt::format(
                    "{} дн. без движения на этапе «{}» (обычно {}).", call.today().days - since.days, name, rot_days)
                : fmt::format("No move for {} days in {} (usual {}).", call.today().days - since.days, name, rot_days);
            call.add(std::move(card));
        }
    }
}

// T10: nobody knows what comes next.
void tell_deals_without_next_step(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(deal),
             "owner = me() AND status = \"open\" AND NOT any(activities, status = \"planned\")", "amount_base desc",
             cards_max)) {
        auto card = card_for(call, found, "T10", "plan", { "Plan", "Запланировать" });
        card.reason = is_russian ? "Нет следующего шага." : "No next step.";
        call.add(std::move(card));
    }
}

// T11: the day has passed, or it has been put off again and again.
void tell_overdue_deals(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(deal),
             "owner = me() AND status = \"open\" AND (closes_on < today() OR push_count >= 3)", "closes_on",
             cards_max)) {
        auto card = card_for(call, found, "T11", "decide", { "Decide", "Решить" });
        auto const closes = found.get(deal.closes_on);
        auto const late = closes ? call.today().days - closes->days : 0;
        auto const pushed = found.get(deal.push_count).value_or(0);
        if (late > 0) {
            card.since = closes;
            card.reason = is_russian ? fmt::format("Должна была закрыться {} дн. назад", late)
                                     : fmt::format("Should have closed {} days ago", late);
            if (pushed > 0)
                card.reason
                    += is_russian ? fmt::format("; переносов: {}", pushed) : fmt::format("; moved {} times", pushed);
            card.reason += ".";
        } else {
            card.reason = is_russian ? fmt::format("Закрытие переносили {} раз(а).", pushed)
                                     : fmt::format("Its closing was moved {} times.", pushed);
        }
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T8", &deal, tell_rotting_deals });
    registry.today({ "T10", &deal, tell_deals_without_next_step });
    registry.today({ "T11", &deal, tell_overdue_deals });
}

}
