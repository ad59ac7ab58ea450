#include "modules/accounts/account.h"
#include "modules/billing/rules.h"
#include "records/action.h"

namespace kontor::billing {

using accounts::account;
using records::ActionCall;
using records::ActionResult;

namespace {

struct SetCreditInput : Input {
    Money credit_limit { *this, "credit_limit",
        { .label = { "Credit limit", "Кредитный лимит" },
            .help = { "In the client's currency; empty: none.", "В валюте клиента; пусто: без лимита." },
            .min_value = "0" } };
    Flag credit_hold { *this, "credit_hold",
        { .label = { "Nothing goes out", "Стоп-отгрузка" }, .default_value = "false" } };
};
SetCreditInput const set_credit_input;

// Finance keeps the credit of clients whose other facts are the account managers' business.
ActionResult set_credit(ActionCall& call)
{
    auto values = Values { { account.credit_hold, call.get(set_credit_input.credit_hold).value_or(false) } };
    auto const limit = call.get(set_credit_input.credit_limit);
    values.assignments.emplace_back(account.credit_limit, limit ? Value { *limit } : Value {}, 0);
    call.update(values);
    auto const language = call.transaction.actor().language;
    return { .message = std::string { Label { "Credit set.", "Кредит установлен." }.in(language) } };
}

}

void add_credit_action(Registry& registry)
{
    registry.action(account,
        { .name = "set_credit", .label = { "Set credit", "Установить кредит" }, .icon = "building-bank" },
        &set_credit_input, set_credit);
}

}
