#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/position.h"
#include "modules/accounts/rules.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/roll_up.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::accounts {

using records::Change;
using records::Transaction;

namespace {

std::string plain_title(Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    return std::string { Label { "Contact person", "Контактное лицо" }.in(language) };
}

// A position is never without a title: what we do not know yet is called by its unit, or plainly.
void keep_title(Change& change)
{
    if (change.lacks(position.title))
        change.set(position.title, change.get(position.unit).value_or(plain_title(change.transaction())));
}

// The head of a group of companies; a company without a parent is its own.
Id group_of(Transaction& transaction, Id account_id)
{
    auto here = account_id;
    for (auto depth = 0; depth < 50; ++depth) {
        auto const company = records::load(transaction, account, here);
        auto const parent = company ? company->get(account.parent) : std::nullopt;
        if (!parent)
            return here;
        here = *parent;
    }
    return here;
}

void refuse_other_group(Change& change)
{
    auto const superior = change.changes(position.reports_to) ? change.find(position.reports_to) : std::nullopt;
    auto const theirs = superior ? superior->get(position.account) : std::nullopt;
    auto const ours = change.get(position.account);
    if (theirs && ours && *theirs != *ours
        && group_of(change.transaction(), *theirs) != group_of(change.transaction(), *ours))
        change.reject(position.reports_to, "other_group",
            Label { "The superior must be in the same group of companies.",
                "Руководитель должен работать в той же группе компаний." });
}

// The first position of a person is his main one.
void make_first_one_main(Change& change)
{
    auto const holder = change.get(position.contact);
    if (!change.is_creation() || !holder || change.get(position.is_main).value_or(false))
        return;
    if (records::load_linked(change.transaction(), position, position.contact, *holder).empty())
        change.set(position.is_main, true);
}

// Tells the person what his main job is now: the main position that has not ended, else any that has not.
void refresh_person(Transaction& transaction, Id person)
{
    auto const today = transaction.today();
    auto jobs = records::load_linked(transaction, position, position.contact, person);
    auto const had_any = !jobs.empty();
    std::erase_if(jobs, [&](Record const& job) {
        auto const ends = job.get(position.ends_on);
        return ends && *ends < today;
    });
    std::ranges::stable_partition(jobs, [](Record const& job) { return job.get(position.is_main).value_or(false); });
    auto values = Values { { contact.left_company, had_any && jobs.empty() } };
    auto const main_job = jobs.empty() ? nullptr : &jobs.front();
    values.assignments.emplace_back(contact.account, main_job ? main_job->value(position.account) : Value {}, 0);
    if (main_job && main_job->get(position.title) != plain_title(transaction))
        values.assignments.emplace_back(contact.title, main_job->value(position.title), 0);
    records::write_derived(transaction, transaction.schema().of(contact), person, values);
}

void follow_with_person(Change& change)
{
    auto const before = change.is_creation() ? std::nullopt : change.before.get(position.contact);
    auto const after = change.get(position.contact);
    if (after && change.changes(position.is_main) && change.get(position.is_main).value_or(false))
        for (auto const& other : records::load_linked(change.transaction(), position, position.contact, *after))
            if (other.id != change.after.id && other.get(position.is_main).value_or(false))
                records::write_derived(change.transaction(), other.entity(), other.id, { { position.is_main, false } });
    if (before && before != after)
        refresh_person(change.transaction(), *before);
    if (after)
        refresh_person(change.transaction(), *after);
}

}

void add_position_rules(Registry& registry)
{
    registry.rule(position, Moment::before_save, "title", keep_title);
    registry.rule(position, Moment::before_save, "main", make_first_one_main);
    registry.rule(position, Moment::before_save, "other_group", refuse_other_group);
    platform::refuse_cycle(registry, position, position.reports_to);
    platform::refuse_reversed(registry, position, position.starts_on, position.ends_on);
    registry.rule(position, Moment::after_save, "person", follow_with_person);
    registry.rule(position, Moment::after_remove, "person", follow_with_person);
}

}
