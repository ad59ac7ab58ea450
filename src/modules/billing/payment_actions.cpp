#include "modules/billing/invoice.h"
#include "modules/billing/payment.h"
#include "modules/billing/rules.h"
#include "records/action.h"
#include "records/lines.h"
#include "records/said.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::billing {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct AllocateInput : Input {
    JsonField lines { *this, "lines",
        { .label = { "Invoices", "Счета" },
            .help = { "[{\"invoice\", \"amount\"}]; empty: the oldest first.",
                "[{\"invoice\", \"amount\"}]; пусто: сначала старые." } } };
};
AllocateInput const allocate_input;

struct Share {
    Id invoice;
    Decimal amount;
    Decimal discount;
};

std::optional<Decimal> amount_in(Json const& line, std::string_view name)
{
    auto const* member = line.find(name);
    if (member && member->as_string())
        return Decimal::parse(*member->as_string());
    return member && member->as_number() ? Decimal::parse(member->as_number()->text) : std::nullopt;
}

std::vector<Share> shares_told(JsonText const& told)
{
    auto const parsed = parse_json(told.text);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* list = json ? json->as_array() : nullptr;
    if (!list || list->empty())
        throw Problem::invalid("lines", "wrong_type", "Send a list of {\"invoice\", \"amount\"}.");
    auto shares = std::vector<Share> {};
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const* of = (*list)[i].find("invoice");
        auto const id = of && of->as_string() ? Id::parse(*of->as_string()) : std::nullopt;
        auto const amount = amount_in((*list)[i], "amount");
        if (!id || !amount)
            throw Problem::invalid(fmt::format("lines[{}]", i), "required", "Say which invoice, and how much.");
        shares.push_back({ *id, *amount, amount_in((*list)[i], "discount_taken").value_or(Decimal {}) });
    }
    return shares;
}

// The oldest debts first, as far as the money goes.
std::vector<Share> shares_by_age(ActionCall& call)
{
    auto open = records::load_where(call.transaction, call.transaction.schema().of(invoice),
        fmt::format("account = \"{}\" AND currency = \"{}\" AND open_amount > 0 AND status IN (\"sent\", "
                    "\"partly_paid\") AND kind != \"credit_note\"",
            call.record.get(payment.account).value_or(Id {}).value, call.record.get(payment.currency).value_or("")),
        1'000);
    std::ranges::stable_sort(open, {}, [](Record const& one) { return one.get(invoice.due_on).value_or(Day {}); });
    auto left = call.record.get(payment.unallocated_amount).value_or(Decimal {});
    auto shares = std::vector<Share> {};
    for (auto const& charged : open) {
        auto const amount = std::min(left, charged.get(invoice.open_amount).value_or(Decimal {}));
        if (amount <= Decimal {})
            break;
        shares.push_back({ charged.id, amount, {} });
        left = checked_subtract(left, amount).value_or(Decimal {});
    }
    if (shares.empty())
        throw Problem::invalid("lines", "nothing_open",
            said(call, { "This client has no open invoice.", "У клиента нет открытых счетов." }));
    return shares;
}

ActionResult allocate(ActionCall& call)
{
    auto const told = call.get(allocate_input.lines);
    for (auto const& share : told ? shares_told(*told) : shares_by_age(call)) {
        auto const charged = records::load(call.transaction, invoice, share.invoice);
        if (!charged
            || !records::reaches(call.transaction.connection(), call.transaction.schema(), call.transaction.actor(),
                charged->entity(), charged->id, records::Right::read))
            throw Problem::invalid("lines", "no_such_record", "There is no such record.");
        Writer::create(call.transaction, payment_allocation,
            { { payment_allocation.lines.parent, call.record.id }, { payment_allocation.invoice, share.invoice },
                { payment_allocation.amount, share.amount }, { payment_allocation.discount_taken, share.discount } });
    }
    return { .message = said(call, { "Allocated.", "Разнесено." }) };
}

ActionResult auto_allocate(ActionCall& call)
{
    for (auto const& share : shares_by_age(call))
        Writer::create(call.transaction, payment_allocation,
            { { payment_allocation.lines.parent, call.record.id }, { payment_allocation.invoice, share.invoice },
                { payment_allocation.amount, share.amount } });
    return { .message = said(call, { "Allocated to the oldest debts.", "Разнесено на старые долги." }) };
}

struct ReturnInput : Input {
    Text reason { *this, "reason", { .label = { "Why?", "Почему?" }, .required = true } };
};
ReturnInput const return_input;

ActionResult give_back(ActionCall& call)
{
    call.update({ { payment.lifecycle.status, "returned" }, { payment.return_reason, call.get(return_input.reason) } });
    return { .message = said(call, { "Returned.", "Возвращён." }) };
}

}

void add_payment_actions(Registry& registry)
{
    registry.action(payment,
        { .name = "allocate",
            .label = { "Allocate", "Разнести" },
            .icon = "arrows-split",
            .when = "status = \"received\" AND unallocated_amount > 0",
            .style = "primary" },
        &allocate_input, allocate);
    registry.action(payment,
        { .name = "auto_allocate",
            .label = { "Pay the oldest", "Погасить старые" },
            .icon = "wand",
            .when = "status = \"received\" AND unallocated_amount > 0",
            .bulk = true },
        nullptr, auto_allocate);
    registry.action(payment,
        { .name = "refund",
            .label = { "Refund", "Вернуть" },
            .icon = "arrow-back-up",
            .when = "status = \"received\" AND allocated_amount = 0",
            .style = "danger" },
        &return_input, give_back);
}

}
