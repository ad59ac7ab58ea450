#include "modules/accounts/account.h"
#include "modules/deals/deal.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/offers/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/numbering.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::offers {

using records::Change;

namespace {

// A month is what most trades give; whoever knows better says so.
constexpr int valid_days = 30;

void fill_in(Change& change)
{
    if (!change.is_creation())
        return;
    auto const from = change.get(offer.offered_on).value_or(change.transaction().today());
    if (change.lacks(offer.valid_until))
        change.set(offer.valid_until, from.plus_days(valid_days));
    auto const client = change.find(offer.account);
    if (client && change.lacks(offer.language) && client->get(accounts::account.language))
        change.set(offer.language, *client->get(accounts::account.language));
    if (client && change.lacks(offer.delivery_terms) && client->get(accounts::account.delivery_terms))
        change.set(offer.delivery_terms, *client->get(accounts::account.delivery_terms));
}

// An offer is called by its deal, else by its client.
void keep_name(Change& change)
{
    if (!change.lacks(offer.name))
        return;
    auto const sale = change.find(offer.deal);
    auto const client = change.find(offer.account);
    if (sale)
        change.set(offer.name, sale->get(deals::deal.name).value_or(""));
    else if (client)
        change.set(offer.name, client->get(accounts::account.name).value_or(""));
}

void refuse_deal_of_other_account(Change& change)
{
    auto const sale = change.find(offer.deal);
    if (sale && change.changes(offer.deal) && sale->get(deals::deal.account)
        && sale->get(deals::deal.account) != change.get(offer.account))
        change.reject(offer.deal, "deal_of_other_account",
            Label { "This deal is with another client.", "Эта сделка с другим клиентом." });
}

// What the client has in his hands stays as it was sent.
void freeze_what_was_sent(Change& change)
{
    auto const before = change.before.get(offer.lifecycle.status).value_or("draft");
    if (change.is_creation() || before == "draft")
        return;
    for (Field const* field :
        std::initializer_list<Field const*> { &offer.account, &offer.contact, &offer.name, &offer.offered_on,
            &offer.valid_until, &offer.money.currency, &offer.money.price_list, &offer.money.payment_term,
            &offer.delivery_terms, &offer.delivery_address, &offer.introduction, &offer.conditions })
        if (change.changes(*field))
            change.reject(*field, "locked",
                Label { "The offer was sent and can no longer be changed; make a new version.",
                    "КП отправлено и больше не меняется: сделайте новую версию." });
}

bool has_counted_lines(Change& change)
{
    auto rows = change.transaction().connection().query(
        "select 1 from \"offer_lines\" where \"offer\" = ?1 and \"deleted_at\" is null limit 1",
        { change.after.id.value });
    return rows->next();
}

void demand_what_sending_needs(Change& change)
{
    if (change.is_creation() || !change.moves(offer.lifecycle.status, "sent"))
        return;
    if (change.lacks(offer.contact))
        change.reject(
            offer.contact, "required_when_sent", Label { "Say to whom it goes.", "Укажите, кому отправить." });
    if (!has_counted_lines(change))
        change.reject(offer.lifecycle.status, "empty_offer",
            Label { "Add at least one line.", "Добавьте хотя бы одну позицию." });
    if (change.get(offer.valid_until).value_or(Day {}) < change.transaction().today())
        change.reject(offer.valid_until, "valid_until_past",
            Label { "It would have expired already.", "Срок действия уже прошёл." });
}

void demand_reason_to_decline(Change& change)
{
    if (change.get(offer.lifecycle.status) == "declined" && change.lacks(offer.decline_reason))
        change.reject(offer.decline_reason, "required_when_declined",
            Label { "Say why it was declined.", "Укажите причину отказа." });
}

void warn_of_loss(Change& change)
{
    auto const margin = change.get(offer.margin.margin_amount);
    if (change.moves(offer.lifecycle.status, "sent") && margin && *margin < Decimal {})
        change.warn(Label { "This offer is below cost.", "КП ниже себестоимости." });
}

void keep_sent_from_the_bin(Change& change)
{
    if (change.actor().user != system_user && change.before.get(offer.lifecycle.status) != "draft")
        throw Problem::conflict("locked",
            std::string { Label { "An offer that was sent is not deleted.", "Отправленное КП не удаляют." }.in(
                change.actor().language) });
}

Label prefix(Record const&) { return { "OF", "КП" }; }

}

catalog::PricedPaper const& priced_offers()
{
    static auto const kept = catalog::PricedPaper {
        .paper = offer,
        .money = offer.money,
        .account = offer.account,
        .day = offer.offered_on,
        .line = offer_line,
        .fields = offer_line.priced,
        .parent = offer_line.lines.parent,
        .open_states = { "draft" },
        .margin = &offer.margin,
        .cost = &offer_line.cost,
        .counted = "is_optional != true OR is_chosen = true",
        .demands_discount_reason = true,
    };
    return kept;
}

void add_offer_rules(Registry& registry)
{
    registry.rule(offer, Moment::before_save, "fill_in", fill_in);
    registry.rule(offer, Moment::before_save, "name", keep_name);
    registry.rule(offer, Moment::before_save, "deal_of_other_account", refuse_deal_of_other_account);
    registry.rule(offer, Moment::before_save, "locked", freeze_what_was_sent);
    registry.rule(offer, Moment::before_save, "sending", demand_what_sending_needs);
    registry.rule(offer, Moment::before_save, "decline_reason", demand_reason_to_decline);
    registry.rule(offer, Moment::before_save, "below_cost", warn_of_loss);
    registry.rule(offer, Moment::before_remove, "locked", keep_sent_from_the_bin);
    platform::refuse_reversed(registry, offer, offer.offered_on, offer.valid_until);
    catalog::keep_priced(registry, priced_offers());
    approvals::demand_approval(registry,
        { .entity = offer,
            .approvable = offer.approvable,
            .states = { "sent", "accepted" },
            .judged = { &offer.account, &offer.money.currency, &offer.money.payment_term, &offer.money.net_amount,
                &offer.money.discount_amount, &offer.money.largest_discount_percent, &offer.margin.cost_amount,
                &offer.valid_until },
            .ask_when = "status = \"draft\"" });
    records::give_numbers(registry,
        { offer, offer.numbered, offer.offered_on, prefix, { "sent", "accepted", "declined", "expired", "replaced" } });
}

}
