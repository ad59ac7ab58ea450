#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/billing/dunning_step.h"
#include "modules/billing/invoice.h"
#include "modules/billing/rules.h"
#include "records/input.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::billing {

using records::Reader;
using records::TodayCall;
using records::TodayCard;

namespace {

// More cards than anybody reads; the rest waits for tomorrow.
constexpr std::size_t cards_max = 100;
constexpr int urgent_days = 30;

std::string title_of_step(TodayCall& call, Id step)
{
    auto const found = Reader { call.reading }.records(
        call.reading.schema.of(dunning_step), fmt::format("id = \"{}\"", step.value), "id", 1);
    return found.empty() ? std::string {} : found.front().get(dunning_step.name).value_or("");
}

// T29: money that should be here.
void tell_overdue_invoices(TodayCall& call)
{
    auto const is_russian = call.reading.actor.language == Language::ru;
    auto const& entity = call.reading.schema.of(invoice);
    for (auto const& found : Reader { call.reading }.records(entity,
             "owner = me() AND status IN (\"sent\", \"partly_paid\") AND kind != \"credit_note\" AND open_amount > 0 "
             "AND (due_on < today() OR promised_pay_on < today())",
             "due_on", cards_max)) {
        auto const due = found.get(invoice.due_on).value_or(call.today());
        auto const late = call.today().days - due.days;
        auto const promised = found.get(invoice.promised_pay_on);
        if (promised && *promised >= call.today())
            continue; // they said when; until then we wait
        auto card = TodayCard {};
        card.rule = "T29";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(invoice.numbered.number).value_or("");
        card.verb = "remind";
        card.verb_label = is_russian ? "Напомнить" : "Remind";
        card.since = due;
        auto const currency = found.get(invoice.money.currency).value_or("");
        auto const open = found.get(invoice.open_amount)
                              .value_or(Decimal {})
                              .to_string(records::currency_digits(currency).value_or(2));
        card.reason = promised
            ? (is_russian
                    ? fmt::format("Обещали оплатить {}, не оплатили: {} {}.", promised->to_string(), open, currency)
                    : fmt::format(
                        "They promised to pay on {} and did not: {} {}.", promised->to_string(), open, currency))
            : (is_russian ? fmt::format("Просрочено на {} дн.: {} {}.", late, open, currency)
                          : fmt::format("{} days overdue: {} {}.", late, open, currency));
        if (auto const step = found.get(invoice.dunning_step); step && !promised) {
            auto const name = call.reading.actor.sees(call.reading.schema, entity, invoice.dunning_step)
                ? title_of_step(call, *step)
                : std::string {};
            if (!name.empty())
                card.reason += " " + name + ".";
        }
        card.severity = late >= urgent_days || promised ? TodayCard::Severity::urgent : TodayCard::Severity::attention;
        if (auto const* amount = std::get_if<Decimal>(&found.value(*entity.find("open_amount_base"))))
            card.money = *amount;
        call.add(std::move(card));
    }
}

// T29: nine tenths of the credit are used. Who may not see the limit is not told of it.
void tell_used_credit(TodayCall& call)
{
    auto const& entity = call.reading.schema.of(accounts::account);
    auto const& actor = call.reading.actor;
    if (!actor.sees(call.reading.schema, entity, accounts::account.credit_limit)
        || !actor.sees(call.reading.schema, entity, account_money.credit_used))
        return;
    auto const is_russian = actor.language == Language::ru;
    for (auto const& found : Reader { call.reading }.records(
             entity, "owner = me() AND credit_limit > 0 AND credit_used > 0", "credit_used desc", 1'000)) {
        auto const* limit = std::get_if<Decimal>(&found.value(*entity.find("credit_limit_base")));
        auto const used = found.get(account_money.credit_used).value_or(Decimal {});
        auto const tenfold = checked_multiply(used, Decimal::from_whole(10));
        auto const ninefold = limit ? checked_multiply(*limit, Decimal::from_whole(9)) : std::nullopt;
        if (!tenfold || !ninefold || *tenfold <= *ninefold)
            continue;
        auto card = TodayCard {};
        card.rule = "T29";
        card.entity = &entity;
        card.record = found.id;
        card.title = found.get(accounts::account.name).value_or("");
        card.verb = "open";
        card.verb_label = is_russian ? "Открыть" : "Open";
        card.reason = is_russian
            ? fmt::format("Кредит почти исчерпан: {} из {}.", used.to_string(2), limit->to_string(2))
            : fmt::format("The credit is nearly used up: {} of {}.", used.to_string(2), limit->to_string(2));
        card.severity = used > *limit ? TodayCard::Severity::urgent : TodayCard::Severity::attention;
        card.money = used;
        call.add(std::move(card));
    }
}

}

void add_today(Registry& registry)
{
    registry.today({ "T29", &invoice, tell_overdue_invoices });
    registry.today({ "T29", &accounts::account, tell_used_credit });
}

}
