#include "modules/catalog/rules.h"
#include "modules/catalog/special_condition.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::catalog {

using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;

// T17: what a client was granted ends within a month.
void tell_ending_conditions(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const& entity = call.reading.schema.of(special_condition);
    for (auto const& found : records::Reader { call.reading }.records(entity,
             "owner = me() AND status = \"active\" AND ends_on >= today() AND ends_on <= days(30)", "ends_on",
             cards_max)) {
        auto card = TodayCard {};
        card.rule = "T17";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(special_condition.name).value_or("");
        card.verb = "prolong";
        card.verb_label = is_russian ? "Продлить" : "Prolong";
        card.since = found.get(special_condition.ends_on);
        auto const day = found.get(special_condition.ends_on).value_or(call.today()).to_string();
        card.reason = is_russian ? fmt::format("Особое условие заканчивается {}.", day)
                                 : fmt::format("The special condition ends on {}.", day);
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry) { registry.today({ "T17", &special_condition, tell_ending_conditions }); }

}
