#include "modules/accounts/account.h"
#include "modules/accounts/rhythm.h"
#include "modules/accounts/rules.h"
#include "records/reader.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::accounts {

using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;

TodayCard card_for(TodayCall& call, Record const& client, std::string rule)
{
    auto const tier = client.get(account.tier).value_or("");
    auto card = TodayCard {};
    card.rule = std::move(rule);
    card.entity = &client.entity();
    card.record = client.id;
    card.title = client.get(account.name).value_or("");
    card.money = client.get(account.open_deal_amount).value_or(Decimal {});
    card.is_key_client = tier == "key" || tier == "strategic";
    card.verb_label = std::string { Label { "Plan", "Запланировать" }.in(call.reading.actor.language) };
    return card;
}

// T1: longer without contact than the client's rhythm allows.
void tell_overdue_contacts(TodayCall& call)
{
    auto const& entity = call.reading.schema.of(account);
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const clients = records::Reader { call.reading }.records(entity,
        "owner = me() AND status IN (\"prospect\", \"client\") AND contact_due_on < today()", "contact_due_on",
        cards_max);
    for (auto const& client : clients) {
        auto const cadence = contact_cadence_days(client);
        auto const due = *client.get(account.contact_due_on);
        auto const silent_days = call.today().days - due.days + cadence;
        auto card = card_for(call, client, "T1");
        card.verb = "call";
        card.verb_label = is_russian ? "Позвонить" : "Call";
        card.since = due;
        card.severity = silent_days >= 2 * cadence ? TodayCard::Severity::urgent : TodayCard::Severity::attention;
        card.reason = is_russian
            ? fmt::format("Нет контакта {} дн.; ритм для этого клиента — {}.", silent_days, cadence)
            : fmt::format("No contact for {} days; the rhythm for this client is {}.", silent_days, cadence);
        call.add(std::move(card));
    }
}

// T3: nothing is planned with a client that matters most.
void tell_unplanned_key_clients(TodayCall& call)
{
    auto const& entity = call.reading.schema.of(account);
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const clients = records::Reader { call.reading }.records(entity,
        "owner = me() AND tier IN (\"key\", \"strategic\") AND status IN (\"prospect\", \"client\") AND next_step_on = "
        "null",
        "name", cards_max);
    for (auto const& client : clients) {
        auto card = card_for(call, client, "T3");
        card.verb = "plan";
        card.reason = is_russian ? "С этим ключевым клиентом ничего не запланировано."
                                 : "Nothing is planned with this key client.";
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T1", &account, tell_overdue_contacts });
    registry.today({ "T3", &account, tell_unplanned_key_clients });
}

}
