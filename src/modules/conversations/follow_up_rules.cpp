#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/rhythm.h"
#include "modules/conversations/activity.h"
#include "modules/conversations/rules.h"
#include "modules/deals/deal.h"
#include "records/change.h"
#include "records/filter_sql.h"
#include "records/link_tables.h"
#include "records/roll_up.h"
#include "records/writer.h"

#include <algorithm>

// What clients, deals and people show of the activities around them, beyond what roll-ups can say.
namespace kontor::conversations {

using records::Change;
using records::Transaction;

namespace {

// The subject of the earliest planned activity that the link ties to `target`.
Value next_subject(Transaction& transaction, Link const& link, Id target)
{
    auto rows = transaction.connection().query("select \"subject\" from \"activities\" where " + db::quote(link.name())
            + " = ?1 and \"status\" = 'planned' and \"deleted_at\" is null "
              "order by \"planned_on\" is null, \"planned_on\", \"id\" limit 1",
        { target.value });
    return rows->next() && !rows->is_null(0) ? Value { std::string { rows->text(0) } } : Value {};
}

void refresh_account(Transaction& transaction, Id id)
{
    auto const client = records::load(transaction, accounts::account, id);
    if (!client)
        return;
    auto after = *client;
    after.set_value(accounts::account.next_step, next_subject(transaction, activity.account, id));
    accounts::set_contact_due(transaction, after);
    records::store_derived(transaction, *client, std::move(after));
}

void refresh_deal(Transaction& transaction, Id id)
{
    auto values = Values {};
    values.assignments.emplace_back(deals::deal.next_step, next_subject(transaction, activity.deal, id), 0);
    records::write_derived(transaction, transaction.schema().of(deals::deal), id, values);
}

void refresh_contact(Transaction& transaction, Id id)
{
    auto const& entity = transaction.schema().of(activity);
    auto sql = records::Sql { transaction.connection().dialect() };
    sql.add("select max(a.\"completed_at\") from \"activities\" a join ");
    sql.name(records::link_table(entity, activity.contacts)).add(" l on l.\"source\" = a.\"id\" where l.\"target\" = ");
    sql.bind(id.value).add(" and a.\"status\" = 'done' and a.\"deleted_at\" is null");
    auto last = Value {};
    {
        auto rows = sql.query(transaction.connection());
        if (rows->next() && !rows->is_null(0))
            last = Instant { rows->whole(0) };
    }
    auto values = Values {};
    values.assignments.emplace_back(accounts::contact.last_contact_at, std::move(last), 0);
    records::write_derived(transaction, transaction.schema().of(accounts::contact), id, values);
}

// Both ends of a change: where the activity was, and where it is.
template<typename Refresh> void refresh_both(Change& change, Link const& link, Refresh const& refresh)
{
    auto const before = change.before.get(link), after = change.after.get(link);
    if (before && before != after)
        refresh(change.transaction(), *before);
    if (after)
        refresh(change.transaction(), *after);
}

void follow_up(Change& change)
{
    auto const concerns_plan = change.is_removal() || change.changes(activity.lifecycle.status)
        || change.changes(activity.planned_on) || change.changes(activity.subject);
    if (concerns_plan || change.changes(activity.account))
        refresh_both(change, activity.account, refresh_account);
    if (concerns_plan || change.changes(activity.deal))
        refresh_both(change, activity.deal, refresh_deal);
    auto people = std::vector<Id> {};
    for (auto const& links : change.links)
        if (*links.field == activity.contacts)
            people.insert(people.end(), links.before.begin(), links.before.end());
    if (change.is_removal() || change.changes(activity.completed_at) || !people.empty() || !change.links.empty())
        for (auto id :
            records::linked_ids(change.transaction().connection(), change.entity(), activity.contacts, change.after.id))
            people.push_back(id);
    // Everybody once, in one order: two writers then wait for each other instead of deadlocking.
    std::ranges::sort(people);
    people.erase(std::unique(people.begin(), people.end()), people.end());
    for (auto id : people)
        refresh_contact(change.transaction(), id);
}

}

void add_follow_up_rules(Registry& registry)
{
    registry.rule(activity, Moment::after_save, "follow_up", follow_up);
    registry.rule(activity, Moment::after_remove, "follow_up", follow_up);
}

}
