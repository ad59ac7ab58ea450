#include "app/demo/inbox.h"

#include "app/demo/telling.h"
#include "modules/approvals/approval_rule.h"
#include "modules/offers/offer.h"
#include "records/action.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::demo {

using approvals::approval_rule;
using offers::offer;
using records::Transaction;
using records::Writer;

void ask_for_approvals(History& history, World const& world)
{
    history.travel_to(history.present());
    auto waiting = std::vector<Record> {};
    history.write(records::Actor::system(), [&](Transaction& transaction) {
        auto const language = transaction.store().workspace().language;
        auto const name = text(Label { "Discount above 5 %", "Скидка выше 5 %" }.in(language));
        if (find_by(transaction, approval_rule, approval_rule.name, name).is_empty())
            Writer::create(transaction, approval_rule,
                { { approval_rule.name, name }, { approval_rule.entity, "offers" },
                    { approval_rule.condition, "largest_discount_percent > 5" } });
        waiting = records::load_where(transaction, transaction.schema().of(offer),
            "status = \"draft\" AND approval_status = \"none\" AND largest_discount_percent > 5", 5);
    });
    auto const request = parse_json(R"({"reason":"Volume of the year"})");
    for (auto const& found : waiting) {
        auto const who = std::ranges::find_if(
            world.house.people, [&](auto const& person) { return person.actor.user == found.get(offer.owned.owner); });
        if (who == world.house.people.end())
            continue;
        history.try_to_write(who->actor, [&](Transaction& transaction) {
            records::run_action(
                transaction, transaction.schema().of(offer), found.id, "request_approval", std::get<Json>(request), {});
        });
    }
}

}
