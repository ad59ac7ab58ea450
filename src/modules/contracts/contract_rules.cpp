#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/position.h"
#include "modules/catalog/account_terms.h"
#include "modules/catalog/product.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/contracts/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/numbering.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::contracts {

using records::Change;

namespace {

void begin_with_terms(Change& change)
{
    auto const client = change.is_creation() ? change.find(contract.account) : std::nullopt;
    if (!client)
        return;
    auto const take = [&](Field const& field, Field const& from) {
        if (!change.names(field) && !kontor::is_empty(client->value(from)))
            change.after.set_value(field, client->value(from));
    };
    take(contract.currency, accounts::account.currency);
    take(contract.payment_term, catalog::account_terms.payment_term);
    if (change.lacks(contract.our_entity))
        if (auto const ours = default_company(change.transaction()))
            change.set(contract.our_entity, *ours);
}

void keep_notice_day(Change& change)
{
    auto const ends = change.get(contract.ends_on);
    if (!ends) {
        change.clear(contract.notice_until_on);
        return;
    }
    change.set(contract.notice_until_on, ends->plus_days(-change.get(contract.notice_days).value_or(0)));
}

void demand_prolongation(Change& change)
{
    if (change.get(contract.prolongation) == "automatic" && change.lacks(contract.prolong_months)
        && (change.changes(contract.prolongation) || change.changes(contract.prolong_months)))
        change.reject(contract.prolong_months, "required_when_automatic",
            Label { "Say by how many months it prolongs itself.", "Укажите, на сколько месяцев он продлевается." });
}

// Whoever signs for them works there and is not somebody else's employee.
void check_signatory(Change& change)
{
    auto const who = change.find(contract.their_signatory);
    if (who && change.changes(contract.their_signatory)
        && who->get(accounts::position.account) != change.get(contract.account))
        change.reject(contract.their_signatory, "position_of_other_account",
            Label { "This person does not work for this client.", "Этот человек не работает у клиента." });
}

// Whoever signs has the right to, for as much as this; our own signatories are those of our company, if it names any.
void check_right_to_sign(Change& change)
{
    if (change.is_creation() || !change.moves(contract.lifecycle.status, "signed"))
        return;
    auto const who = change.find(contract.their_signatory);
    if (!who)
        return;
    auto const person = who->get(accounts::position.contact)
        ? records::load(change.transaction(), accounts::contact, *who->get(accounts::position.contact))
        : std::nullopt;
    auto const name
        = person ? person->get(accounts::contact.name).value_or("") : who->get(accounts::position.title).value_or("");
    auto const limit = who->get(accounts::position.signing_limit);
    auto const amount = change.get(contract.amount);
    auto const is_russian = change.actor().language == Language::ru;
    if (!who->get(accounts::position.may_sign).value_or(false))
        change.reject(contract.their_signatory.name(), "nobody_may_sign",
            is_russian ? fmt::format("{}: нет права подписи.", name) : fmt::format("{} has no right to sign.", name));
    else if (limit && amount && who->get(accounts::position.currency) == change.get(contract.currency)
        && *limit < *amount)
        change.reject(contract.their_signatory.name(), "nobody_may_sign",
            is_russian ? fmt::format("{}: право подписи до {}.", name, limit->to_string(2))
                       : fmt::format("{} has no right to sign above {}.", name, limit->to_string(2)));
}

// A contract that was imported as signed brings what its file had; one that is being signed here needs everything.
void demand_what_signing_needs(Change& change)
{
    if (change.is_creation() || !change.moves(contract.lifecycle.status, "signed"))
        return;
    auto const demand = [&](Field const& field, Label sentence) {
        if (change.lacks(field))
            change.reject(field, "required_when_signed", sentence);
    };
    demand(contract.signed_on, { "Say when it was signed.", "Укажите дату подписания." });
    demand(contract.our_signatory, { "Say who signs for us.", "Укажите нашего подписанта." });
    demand(contract.their_signatory, { "Say who signs for them.", "Укажите подписанта клиента." });
    if (!change.get(contract.is_open_amount).value_or(false))
        demand(contract.amount, { "Say what it is worth.", "Укажите сумму договора." });
}

void demand_reason_to_terminate(Change& change)
{
    if (!change.moves(contract.lifecycle.status, "terminated"))
        return;
    if (change.lacks(contract.termination_reason))
        change.reject(contract.termination_reason, "required_when_terminated",
            Label { "Say why it is terminated.", "Укажите причину расторжения." });
    if (change.lacks(contract.terminates_on))
        change.set(contract.terminates_on, change.transaction().today());
}

void demand_reason_to_suspend(Change& change)
{
    if (change.moves(contract.lifecycle.status, "suspended") && change.lacks(contract.suspend_reason))
        change.reject(contract.suspend_reason, "required_when_suspended",
            Label { "Say why it is suspended.", "Укажите причину приостановки." });
}

// What was signed is changed by agreement, not by a keystroke.
void keep_what_was_signed(Change& change)
{
    static constexpr std::array<std::string_view, 3> open = { "draft", "sent", "cancelled" };
    auto const before = change.before.get(contract.lifecycle.status).value_or("draft");
    if (change.is_creation() || std::ranges::find(open, before) != open.end())
        return;
    for (Field const* field :
        std::initializer_list<Field const*> { &contract.account, &contract.kind, &contract.currency,
            &contract.starts_on, &contract.signed_on, &contract.our_signatory, &contract.their_signatory })
        if (change.changes(*field) && !kontor::is_empty(change.before.value(*field)))
            change.reject(*field, "locked",
                Label { "What was signed can no longer be changed.", "Подписанное больше не меняется." });
}

void keep_signed_from_the_bin(Change& change)
{
    auto const status = change.before.get(contract.lifecycle.status);
    if (change.actor().user != system_user && status != "draft" && status != "cancelled" && status != "sent")
        throw Problem::conflict("locked",
            std::string { Label {
                "A signed contract is not deleted; terminate it.", "Подписанный договор не удаляют: расторгните его." }
                              .in(change.actor().language) });
}

void keep_item(Change& change)
{
    if (auto const paper = change.find(contract_item.lines.parent))
        change.set(contract_item.currency, paper->get(contract.currency).value_or(""));
    auto const sold = change.find(contract_item.product);
    if (sold && change.lacks(contract_item.description))
        change.set(contract_item.description, sold->get(catalog::product.name).value_or(""));
    if (sold && change.lacks(contract_item.unit) && sold->get(catalog::product.unit))
        change.set(contract_item.unit, *sold->get(catalog::product.unit));
    auto const quantity = change.get(contract_item.quantity);
    if (quantity && *quantity <= Decimal {})
        change.reject(contract_item.quantity, *quantity < Decimal {} ? "negative" : "zero_quantity",
            Label { "The quantity is a number above zero.", "Количество должно быть больше нуля." });
    auto const at_most = change.get(contract_item.max_quantity);
    if (at_most && quantity && *at_most < *quantity)
        change.reject(contract_item.max_quantity, "less_than_quantity",
            Label { "At most is less than the quantity.", "Предел меньше количества." });
    auto const ordered = change.get(contract_item.ordered_quantity).value_or(Decimal {});
    auto const allowed = at_most ? at_most : quantity;
    if (allowed && *allowed < ordered)
        change.reject(contract_item.quantity, "less_than_ordered",
            Label { "More than this was already ordered.", "Уже заказано больше." });
}

Label prefix(Record const&) { return { "CT", "Д" }; }

}

std::optional<Day> prolonged_end(Record const& record)
{
    auto const ends = record.get(contract.ends_on);
    auto const months = record.get(contract.prolong_months);
    auto const at_most = record.get(contract.max_prolongations);
    if (record.get(contract.prolongation) != "automatic" || !ends || !months || record.get(contract.notice_given_on)
        || (at_most && record.get(contract.prolonged_count).value_or(0) >= *at_most))
        return {};
    return ends->plus_months(static_cast<int>(*months));
}

void add_contract_rules(Registry& registry)
{
    registry.rule(contract, Moment::before_save, "terms", begin_with_terms);
    registry.rule(contract, Moment::before_save, "notice", keep_notice_day);
    registry.rule(contract, Moment::before_save, "prolongation", demand_prolongation);
    registry.rule(contract, Moment::before_save, "signatory", check_signatory);
    registry.rule(contract, Moment::before_save, "signing", demand_what_signing_needs);
    registry.rule(contract, Moment::before_save, "nobody_may_sign", check_right_to_sign);
    registry.rule(contract, Moment::before_save, "termination", demand_reason_to_terminate);
    registry.rule(contract, Moment::before_save, "suspension", demand_reason_to_suspend);
    registry.rule(contract, Moment::before_save, "locked", keep_what_was_signed);
    registry.rule(contract, Moment::before_remove, "locked", keep_signed_from_the_bin);
    platform::refuse_reversed(registry, contract, contract.starts_on, contract.ends_on);
    platform::refuse_reversed(registry, contract, contract.starts_on, contract.terminates_on);
    platform::refuse_cycle(registry, contract, contract.parent);
    approvals::demand_approval(registry,
        { .entity = contract,
            .approvable = contract.approvable,
            .states = { "sent", "signed", "active" },
            .judged = { &contract.account, &contract.kind, &contract.amount, &contract.currency, &contract.ends_on,
                &contract.prolongation, &contract.payment_term, &contract.credit_limit, &contract.price_list,
                &contract.penalty_percent_day, &contract.special_terms },
            .ask_when = "status IN (\"draft\", \"sent\")" });
    registry.rule(contract_item, Moment::before_save, "item", keep_item);
    records::give_numbers(registry,
        { contract, contract.numbered, contract.signed_on, prefix,
            { "signed", "active", "suspended", "ended", "terminated" } });
}

}
