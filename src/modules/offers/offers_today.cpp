#include "modules/offers/offer.h"
#include "modules/offers/rules.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::offers {

using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;

// T14: it expires within a week and nobody has answered.
void tell_expiring_offers(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const& entity = call.reading.schema.of(offer);
    for (auto const& found : records::Reader { call.reading }.records(
             entity, "owner = me() AND status = \"sent\" AND valid_until <= days(7)", "valid_until", cards_max)) {
        auto card = TodayCard {};
        card.rule = "T14";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(offer.name).value_or("");
        card.verb = "follow_up";
        card.verb_label = is_russian ? "Напомнить" : "Follow up";
        card.since = found.get(offer.valid_until);
        auto const day = found.get(offer.valid_until).value_or(call.today()).to_string();
        card.reason = is_russian ? fmt::format("Действует до {}, ответа нет.", day)
                                 : fmt::format("Expires on {}, and nobody has answered.", day);
        if (auto const* amount = std::get_if<Decimal>(&found.value(*entity.find("total_base"))))
            card.money = *amount;
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry) { registry.today({ "T14", &offer, tell_expiring_offers }); }

}
