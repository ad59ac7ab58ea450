#include "modules/catalog/price_list.h"
#include "modules/catalog/product.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/special_condition.h"
#include "records/action.h"
#include "records/said.h"

#include <fmt/format.h>

namespace kontor::catalog {

using records::ActionCall;
using records::ActionResult;

namespace {

struct PhaseOutInput : Input {
    DayField ends_on { *this, "ends_on", { .label = { "Sold until", "Продаётся до" }, .required = true } };
    Link successor { *this, "successor", "product", { .label = { "Successor", "Замена" } } };
    Text reason { *this, "reason",
        { .label = { "Why is there none?", "Почему её нет?" },
            .help = { "When nothing takes its place.", "Если замены нет." } } };
};
PhaseOutInput const phase_out_input;

ActionResult phase_out(ActionCall& call)
{
    auto values
        = Values { { product.lifecycle.status, "phase_out" }, { product.ends_on, call.get(phase_out_input.ends_on) } };
    if (auto const next = call.get(phase_out_input.successor))
        values.set(product.successor, *next);
    if (auto const why = call.get(phase_out_input.reason))
        values.set(product.phase_out_reason, *why);
    call.update(values);
    // Offers that are still being written name it: their owners are told now rather than by the client.
    auto rows = call.transaction.connection().query(
        "select count(distinct o.\"id\") from \"offer_lines\" l join \"offers\" o on o.\"id\" = l.\"offer\" where "
        "l.\"product\" = ?1 and l.\"deleted_at\" is null and o.\"deleted_at\" is null and o.\"status\" in ('draft', "
        "'sent')",
        { call.record.id.value });
    if (rows->next() && rows->whole(0) > 0)
        call.transaction.warnings.push_back(call.transaction.actor().language == Language::ru
                ? fmt::format("Стоит в открытых КП: {}.", rows->whole(0))
                : fmt::format("It stands in open offers: {}.", rows->whole(0)));
    return { .message = said(call, { "The product is being phased out.", "Товар снимается с продажи." }) };
}

ActionResult activate_list(ActionCall& call)
{
    call.update({ { price_list.lifecycle.status, "active" } });
    return { .message = said(call, { "These prices hold now.", "Цены действуют." }) };
}

ActionResult end_list(ActionCall& call)
{
    call.update({ { price_list.lifecycle.status, "ended" }, { price_list.ends_on, call.transaction.today() } });
    return { .message = said(call, { "The price list has ended.", "Прайс-лист завершён." }) };
}

ActionResult activate_condition(ActionCall& call)
{
    call.update({ { special_condition.lifecycle.status, "active" } });
    return { .message = said(call, { "The condition holds now.", "Условие действует." }) };
}

struct ProlongConditionInput : Input {
    DayField ends_on { *this, "ends_on", { .label = { "Holds until", "Действует до" }, .required = true } };
    LongText reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
ProlongConditionInput const prolong_condition_input;

ActionResult prolong_condition(ActionCall& call)
{
    call.update({ { special_condition.ends_on, call.get(prolong_condition_input.ends_on) },
        { special_condition.reason, call.get(prolong_condition_input.reason) } });
    return { .message = said(call, { "The condition was prolonged.", "Условие продлено." }) };
}

}

void add_actions(Registry& registry)
{
    registry.action(product,
        { .name = "phase_out",
            .label = { "Phase out", "Снять с продажи" },
            .icon = "package-off",
            .when = "status = \"active\"" },
        &phase_out_input, phase_out);
    registry.action(price_list,
        { .name = "activate",
            .label = { "Activate", "Ввести в действие" },
            .icon = "player-play",
            .when = "status != \"active\"",
            .style = "primary" },
        nullptr, activate_list);
    registry.action(price_list,
        { .name = "end", .label = { "End", "Завершить" }, .icon = "player-stop", .when = "status = \"active\"" },
        nullptr, end_list);
    registry.action(special_condition,
        { .name = "activate",
            .label = { "Activate", "Ввести в действие" },
            .icon = "player-play",
            .when = "status = \"draft\"",
            .style = "primary" },
        nullptr, activate_condition);
    registry.action(special_condition,
        { .name = "prolong",
            .label = { "Prolong", "Продлить" },
            .icon = "calendar-plus",
            .when = "status = \"active\"" },
        &prolong_condition_input, prolong_condition);
}

}
