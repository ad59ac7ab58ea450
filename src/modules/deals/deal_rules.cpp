#include "modules/accounts/account.h"
#include "modules/accounts/account_of.h"
#include "modules/catalog/product.h"
#include "modules/deals/deal.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"
#include "modules/deals/stages.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::deals {

using records::Change;
using records::Writer;

namespace {

// A stage brings its pipeline along; a new pipeline begins with its first stage.
void keep_stage_in_pipeline(Change& change)
{
    auto const step = change.find(deal.stage);
    auto const pipeline = change.get(deal.pipeline);
    if (!step || !pipeline || step->get(stage.pipeline) == pipeline)
        return;
    auto const& values = *change.values;
    if (!change.names(deal.pipeline) && change.is_creation()) {
        change.set(deal.pipeline, *step->get(stage.pipeline));
    } else if (change.changes(deal.pipeline) && !values.find(deal.stage)) {
        change.set(deal.stage, stages_of(change.transaction(), *pipeline).at(0).id);
    } else {
        change.reject(deal.stage, "stage_of_other_pipeline",
            Label { "This stage belongs to another pipeline.", "Этот этап из другой воронки." });
    }
}

// What the stage decides: the status, and where nobody said otherwise the probability and the place in the forecast.
void follow_stage(Change& change)
{
    auto const step = change.changes(deal.stage) ? change.find(deal.stage) : std::nullopt;
    if (!step)
        return;
    change.set(deal.stage_changed_at, change.transaction().now());
    change.set(deal.status, step->get(stage.base_status).value_or("open"));
    auto take = [&](Field const& field, Field const& from) {
        if (!change.names(field) || change.lacks(field))
            change.after.set_value(field, step->value(from));
    };
    take(deal.probability, stage.probability);
    take(deal.forecast_category, stage.forecast_category);
}

void keep_days(Change& change)
{
    auto const today = change.transaction().today();
    auto const is_open = change.get(deal.status) == "open";
    if (is_open && !change.lacks(deal.closed_on)) {
        // Files give one column "close date" for open and closed deals alike.
        if (change.lacks(deal.closes_on) && change.names(deal.closed_on))
            change.set(deal.closes_on, *change.get(deal.closed_on));
        change.clear(deal.closed_on);
    }
    if (!is_open && change.lacks(deal.closed_on))
        change.set(deal.closed_on, today);
    // Old deals come without the day they began: better unknown than today.
    auto const closed = change.get(deal.closed_on), started = change.get(deal.started_on);
    if (change.is_creation() && !change.names(deal.started_on) && closed && started && *closed < *started)
        change.clear(deal.started_on);
    auto const before = change.before.get(deal.closes_on), after = change.get(deal.closes_on);
    if (!change.is_creation() && is_open && before && after && *after > *before)
        change.set(deal.push_count, change.get(deal.push_count).value_or(0) + 1);
}

// Why a deal was closed is told of closed deals only.
void forget_reasons_of_reopened(Change& change)
{
    auto const status = change.get(deal.status);
    if (status != "won")
        change.clear(deal.won_reason);
    if (status == "lost")
        return;
    for (Field const* field :
        std::initializer_list<Field const*> { &deal.lost_reason, &deal.lost_to, &deal.lost_price, &deal.lost_note })
        change.clear(*field);
}

std::string name_of_stage(Change& change)
{
    auto const step = change.find(deal.stage);
    return step ? step->get(stage.name).value_or("") : "";
}

void demand_client(Change& change)
{
    auto const language = change.actor().language;
    change.reject(deal.account.name(), "account_required",
        language == Language::ru ? fmt::format("Выберите клиента до этапа «{}».", name_of_stage(change))
                                 : fmt::format("Choose the client before stage {}.", name_of_stage(change)));
}

void demand_what_the_stage_needs(Change& change)
{
    auto const status = change.get(deal.status).value_or("open");
    auto asked = std::vector<Field const*> {};
    // Asked on the way in and when somebody empties it; a list that grew later does not lock what stands there.
    auto is_due = [&](Field const& field) {
        return change.lacks(field) && (change.changes(deal.stage) || change.changes(field));
    };
    auto ask = [&](Field const& field, auto const& reject) {
        asked.push_back(&field);
        if (is_due(field))
            reject();
    };
    if (status != "open")
        ask(deal.account, [&] { demand_client(change); });
    if (status == "lost")
        ask(deal.lost_reason, [&] {
            change.reject(deal.lost_reason, "required_when_lost",
                Label { "Say why the deal was lost.", "Укажите, почему сделка проиграна." });
        });
    if (status == "won")
        ask(deal.amount, [&] {
            change.reject(
                deal.amount, "required_when_won", Label { "Say what it was worth.", "Укажите сумму сделки." });
        });
    auto const step = change.find(deal.stage);
    if (!step)
        return;
    for (auto const* field : required_fields_of(change.transaction(), *step)) {
        if (!is_due(*field) || std::ranges::find(asked, field) != asked.end())
            continue;
        if (*field == deal.account) {
            demand_client(change);
            continue;
        }
        auto const is_russian = change.actor().language == Language::ru;
        auto const key = step->get(stage.key).value_or("stage");
        change.reject(field->name(), "required_when_" + key,
            is_russian
                ? fmt::format("Заполните «{}» до этапа «{}».", field->definition().label.ru, name_of_stage(change))
                : fmt::format("Fill in {} before stage {}.", field->definition().label.en, name_of_stage(change)));
    }
}

std::string first_product_name(Change& change)
{
    if (!change.values)
        return {};
    for (auto const& edit : change.values->links) {
        if (!(*edit.field == deal.products) || edit.add.empty())
            continue;
        if (auto const found = records::load(change.transaction(), catalog::product, edit.add.front().id))
            return found->get(catalog::product.name).value_or("");
    }
    return {};
}

// A deal is never without a name: its client and first product, else the number that it came with, else the day.
void keep_name(Change& change)
{
    if (!change.lacks(deal.name))
        return;
    auto const client = change.find(deal.account);
    auto name = client ? client->get(accounts::account.name).value_or("") : std::string {};
    if (auto const product = first_product_name(change); !product.empty())
        name += (name.empty() ? "" : ", ") + product;
    if (name.empty())
        name = change.get(deal.external_id()).value_or("");
    if (name.empty()) {
        auto const word = Label { "Deal of", "Сделка от" }.in(change.transaction().store().workspace().language);
        name = fmt::format("{} {}", word, change.transaction().today().to_string());
    }
    while (name.size() > 250)
        name.pop_back();
    change.set(deal.name, name);
}

// Whoever has bought is a client.
void make_a_client_of_who_bought(Change& change)
{
    auto const account_id = change.get(deal.account);
    if (change.get(deal.status) != "won" || !account_id
        || !(change.changes(deal.status) || change.changes(deal.account) || change.changes(deal.closed_on)))
        return;
    auto const& account = accounts::account;
    auto const client = records::load(change.transaction(), account, *account_id);
    if (!client)
        return;
    auto const status = client->get(account.lifecycle.status).value_or("");
    auto const closed = change.get(deal.closed_on);
    auto const since = client->get(account.became_client_on);
    auto values = Values {};
    if (status == "suspect" || status == "prospect" || status == "former_client")
        values.set(account.lifecycle.status, "client");
    if (closed && (!since || *closed < *since))
        values.set(account.became_client_on, *closed);
    if (!values.is_empty())
        Writer::update(change.transaction(), *client, values);
}

void take_companions_to_new_account(Change& change)
{
    if (!change.is_creation() && change.changes(deal.account))
        accounts::follow_to_account(change.transaction(), change.after.id, change.get(deal.account));
}

std::int64_t open_deals_of(Change& change)
{
    auto rows = change.transaction().connection().query(
        "select count(*) from \"deals\" where \"account\" = ?1 and \"status\" = 'open' and \"deleted_at\" is null",
        { change.after.id.value });
    rows->next();
    return rows->whole(0);
}

// A client is not put away while something is going on with it.
void refuse_account_with_open_deals(Change& change)
{
    if (!change.is_removal() && !change.moves(accounts::account.lifecycle.status, "rejected"))
        return;
    auto const count = change.is_creation() ? 0 : open_deals_of(change);
    if (count == 0)
        return;
    auto const sentence = change.actor().language == Language::ru
        ? fmt::format("Сначала закройте или переведите открытые сделки: {}.", count)
        : fmt::format("Close or move {} open deals first.", count);
    if (change.is_removal())
        throw Problem::conflict("has_open_work", sentence);
    change.reject(accounts::account.lifecycle.status.name(), "has_open_work", sentence);
}

}

void add_deal_rules(Registry& registry)
{
    registry.rule(deal, Moment::before_save, "stage_of_other_pipeline", keep_stage_in_pipeline);
    registry.rule(deal, Moment::before_save, "stage", follow_stage);
    registry.rule(deal, Moment::before_save, "days", keep_days);
    registry.rule(deal, Moment::before_save, "reasons", forget_reasons_of_reopened);
    registry.rule(deal, Moment::before_save, "stage_needs", demand_what_the_stage_needs);
    registry.rule(deal, Moment::before_save, "name", keep_name);
    platform::refuse_reversed(registry, deal, deal.started_on, deal.closed_on);
    registry.rule(deal, Moment::after_save, "client", make_a_client_of_who_bought);
    registry.rule(deal, Moment::after_save, "companions", take_companions_to_new_account);
    registry.rule(accounts::account, Moment::before_save, "has_open_work", refuse_account_with_open_deals);
    registry.rule(accounts::account, Moment::before_remove, "has_open_work", refuse_account_with_open_deals);
}

}
