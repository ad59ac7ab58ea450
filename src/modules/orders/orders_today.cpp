#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::orders {

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
    card.title = found.get(order.numbered.number).value_or("");
    card.verb = std::move(verb);
    card.verb_label = std::string { verb_label.in(call.reading.actor.language) };
    if (auto const* amount = std::get_if<Decimal>(&found.value(*entity.find("open_amount_base"))))
        card.money = *amount;
    return card;
}

// The line of an order that is the latest of those still open.
std::optional<Record> latest_open_line(TodayCall& call, Id order_id)
{
    auto found = Reader { call.reading }.records(call.reading.schema.of(order_line),
        fmt::format("order = \"{}\" AND status IN (\"open\", \"partial\") AND promised_on <= days(3)", order_id.value),
        "promised_on", 1);
    return found.empty() ? std::nullopt : std::optional { std::move(found.front()) };
}

// T25: late, or about to be: promised within three days and not there.
void tell_late_orders(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(order),
             "(owner = me() OR handled_by = me()) AND status IN (\"confirmed\", \"in_delivery\") AND "
             "any(order_lines, status IN (\"open\", \"partial\") AND promised_on <= days(3))",
             "promised_on", cards_max)) {
        auto const line = latest_open_line(call, found.id);
        if (!line)
            continue;
        auto card = card_for(call, found, "T25", "chase", { "Chase", "Поторопить" });
        auto const promised = line->get(order_line.promised_on).value_or(call.today());
        auto const late = call.today().days - promised.days;
        auto const quantity = line->get(order_line.open_quantity).value_or(Decimal {}).to_string();
        auto const name = line->get(order_line.priced.description).value_or("");
        card.since = promised;
        card.severity = TodayCard::Severity::urgent;
        if (late > 0) {
            card.reason = is_russian ? fmt::format("{} × {}: опаздывает на {} дн.", quantity, name, late)
                                     : fmt::format("{} of {} are {} days late.", quantity, name, late);
        } else {
            card.severity = TodayCard::Severity::attention;
            card.reason = is_russian
                ? fmt::format("{} × {} обещано к {}.", quantity, name, promised.to_string())
                : fmt::format("{} of {} are promised by {}.", quantity, name, promised.to_string());
        }
        call.add(std::move(card));
    }
}

// T26: the next one is expected, or a draft lies about.
void tell_expected_orders(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(call.reading.schema.of(order),
             "(owner = me() OR handled_by = me()) AND status != \"cancelled\" AND (next_on <= days(5) OR (status = "
             "\"draft\" AND created_at < days(-2)))",
             "ordered_on", cards_max)) {
        auto card = card_for(call, found, "T26", "confirm", { "Confirm", "Подтвердить" });
        if (found.get(order.lifecycle.status) == "draft") {
            card.since = found.get(order.ordered_on);
            card.reason = is_russian ? "Черновик заказа не подтверждён." : "The order is still not confirmed.";
        } else {
            card.since = found.get(order.next_on);
            auto const next = found.get(order.next_on).value_or(call.today()).to_string();
            card.reason = is_russian ? fmt::format("Следующий заказ ожидается {}.", next)
                                     : fmt::format("The next order is expected on {}.", next);
        }
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T25", &order, tell_late_orders });
    registry.today({ "T26", &order, tell_expected_orders });
}

}
