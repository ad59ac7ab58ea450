#include "modules/accounts/position.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/deals/rules.h"
#include "records/change.h"
#include "records/roll_up.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::deals {

using records::Change;
using records::Transaction;

namespace {

// What is known of the person's job at this client holds for the deal too, until somebody says otherwise.
void take_from_position(Change& change)
{
    auto const person = change.get(deal_contact.contact);
    if (!person)
        return;
    auto& transaction = change.transaction();
    if (change.lacks(deal_contact.position)) {
        auto const parent = records::load(transaction, deal, change.get(deal_contact.lines.parent).value_or(Id {}));
        auto const client = parent ? parent->get(deal.account) : std::nullopt;
        auto const jobs = records::load_linked(transaction, accounts::position, accounts::position.contact, *person);
        auto const here = std::ranges::find_if(
            jobs, [&](Record const& job) { return client && job.get(accounts::position.account) == client; });
        if (here != jobs.end())
            change.set(deal_contact.position, here->id);
    }
    auto const job = change.find(deal_contact.position);
    auto take = [&](Field const& field, Field const& from) {
        if (change.lacks(field) && job)
            change.after.set_value(field, job->value(from));
    };
    take(deal_contact.buying_role, accounts::position.buying_role);
    take(deal_contact.decision_power, accounts::position.decision_power);
    take(deal_contact.attitude, accounts::position.attitude);
    if (change.lacks(deal_contact.buying_role))
        change.set(deal_contact.buying_role, "influencer");
}

void refuse_second_time(Change& change)
{
    auto const role = change.get(deal_contact.buying_role).value_or("");
    for (auto const& other : records::load_linked(change.transaction(), deal_contact, deal_contact.lines.parent,
             change.get(deal_contact.lines.parent).value_or(Id {})))
        if (other.id != change.after.id && other.get(deal_contact.contact) == change.get(deal_contact.contact)
            && other.get(deal_contact.buying_role) == role)
            change.reject(deal_contact.contact, "not_unique",
                Label { "This person already takes part in this role.", "Этот человек уже участвует в этой роли." });
}

// The main contact: who is marked, else who was named first.
void refresh_main_contact(Transaction& transaction, Id deal_id)
{
    auto people = records::load_linked(transaction, deal_contact, deal_contact.lines.parent, deal_id);
    std::ranges::stable_partition(
        people, [](Record const& one) { return one.get(deal_contact.is_main).value_or(false); });
    auto values = Values {};
    values.assignments.emplace_back(
        deal.main_contact, people.empty() ? Value {} : people.front().value(deal_contact.contact), 0);
    records::write_derived(transaction, transaction.schema().of(deal), deal_id, values);
}

void keep_main_contact(Change& change)
{
    auto const here = change.get(deal_contact.lines.parent);
    if (!here)
        return;
    if (!change.is_removal() && change.changes(deal_contact.is_main)
        && change.get(deal_contact.is_main).value_or(false))
        for (auto const& other :
            records::load_linked(change.transaction(), deal_contact, deal_contact.lines.parent, *here))
            if (other.id != change.after.id && other.get(deal_contact.is_main).value_or(false))
                records::write_derived(
                    change.transaction(), other.entity(), other.id, { { deal_contact.is_main, false } });
    refresh_main_contact(change.transaction(), *here);
}

}

void add_participant_rules(Registry& registry)
{
    registry.rule(deal_contact, Moment::before_save, "position", take_from_position);
    registry.rule(deal_contact, Moment::before_save, "not_unique", refuse_second_time);
    registry.rule(deal_contact, Moment::after_save, "main_contact", keep_main_contact);
    registry.rule(deal_contact, Moment::after_remove, "main_contact", keep_main_contact);
}

}
