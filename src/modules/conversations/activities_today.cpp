#include "modules/conversations/activity.h"
#include "modules/conversations/rules.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::conversations {

using records::TodayCall;
using records::TodayCard;

namespace {

constexpr std::size_t cards_max = 100;

// T13: what was meant for today or for a day that has passed.
void tell_due_activities(TodayCall& call)
{
    auto const& entity = call.reading.schema.of(activity);
    auto const language = call.reading.actor.language;
    auto const due = records::Reader { call.reading }.records(
        entity, "owner = me() AND status = \"planned\" AND planned_on <= today()", "planned_on", cards_max);
    for (auto const& found : due) {
        auto const* kind_field = entity.find("kind");
        auto const* kind = kind_field->find_choice(found.get(activity.kind).value_or("task"));
        auto const what = kind ? kind->label.in(language) : found.get(activity.kind).value_or("");
        auto const day = found.get(activity.planned_on).value_or(call.today());
        auto const late = call.today().days - day.days;
        auto card = TodayCard {};
        card.rule = "T13";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(activity.subject).value_or("");
        card.verb = "complete";
        card.verb_label = language == Language::ru ? "Сделать" : "Do";
        card.since = day;
        card.severity = late > 0 ? TodayCard::Severity::attention : TodayCard::Severity::info;
        if (late > 0)
            card.reason = language == Language::ru ? fmt::format("{}: просрочено на {} дн.", what, late)
                                                   : fmt::format("{} overdue by {} days.", what, late);
        else
            card.reason
                = language == Language::ru ? fmt::format("{}: сегодня.", what) : fmt::format("{} is due today.", what);
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry) { registry.today({ "T13", &activity, tell_due_activities }); }

}
