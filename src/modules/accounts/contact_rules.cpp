#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/formats.h"
#include "modules/accounts/names.h"
#include "modules/accounts/position.h"
#include "modules/accounts/rules.h"
#include "records/change.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::accounts {

using records::Change;
using records::Writer;

namespace {

// The whole name may be given, or its parts: what is missing follows from what is there.
void keep_name(Change& change)
{
    auto const parts_given = change.changes(contact.first_name) || change.changes(contact.middle_name)
        || change.changes(contact.last_name);
    if (change.changes(contact.name) && !change.lacks(contact.name) && !parts_given) {
        auto const parts = split_name(*change.get(contact.name));
        change.after.set_value(contact.first_name, parts.first ? Value { *parts.first } : Value {});
        change.after.set_value(contact.middle_name, parts.middle ? Value { *parts.middle } : Value {});
        change.after.set_value(contact.last_name, parts.last ? Value { *parts.last } : Value {});
        return;
    }
    if (change.lacks(contact.name) || (parts_given && !change.changes(contact.name))) {
        auto const parts = PersonName { change.get(contact.first_name), change.get(contact.middle_name),
            change.get(contact.last_name) };
        auto const language = change.get(contact.language);
        auto const is_russian
            = language ? language == "ru" : change.transaction().store().workspace().language == Language::ru;
        if (auto full = join_name(parts, is_russian ? Language::ru : Language::en); !full.empty())
            change.set(contact.name, std::move(full));
        else
            change.reject(contact.name, "required", Label { "Give the person's name.", "Укажите имя человека." });
    }
}

void check_birthday(Change& change)
{
    auto const text = change.get(contact.birthday);
    // A leap year, so that 29 February is a birthday.
    if (text && change.changes(contact.birthday) && (text->size() != 5 || !Day::parse("2000-" + *text)))
        change.reject(
            contact.birthday, "bad_format", Label { "Write month and day: 04-27.", "Напишите месяц и день: 04-27." });
}

void warn_when_out_of_reach(Change& change)
{
    if (change.is_creation() && change.lacks(contact.email) && change.lacks(contact.phone)
        && change.lacks(contact.mobile) && change.lacks(contact.messenger))
        change.warn(Label { "Give an e-mail, phone or address.", "Укажите почту, телефон или адрес." });
}

bool is_current(Record const& job, Day today)
{
    auto const ends = job.get(position.ends_on);
    return !ends || *ends >= today;
}

// Writing account or title of a person writes his main position.
void write_main_position(Change& change)
{
    auto const moves = change.changes(contact.account), renamed = change.changes(contact.title);
    if ((!moves && !renamed) || change.lacks(contact.account))
        return;
    auto& transaction = change.transaction();
    auto const account_id = *change.get(contact.account);
    auto jobs = records::load_linked(transaction, position, position.contact, change.after.id);
    auto const there = std::ranges::find_if(jobs, [&](Record const& job) {
        return job.get(position.account) == account_id && is_current(job, transaction.today());
    });
    if (there == jobs.end()) {
        Writer::create(transaction, position,
            { { position.contact, change.after.id }, { position.account, account_id }, { position.is_main, true },
                { position.title, change.get(contact.title) } });
        return;
    }
    auto values = Values { { position.is_main, true } };
    if (renamed && !change.lacks(contact.title))
        values.set(position.title, *change.get(contact.title));
    Writer::update(transaction, *there, values);
}

}

void add_contact_rules(Registry& registry)
{
    registry.rule(contact, Moment::before_save, "name", keep_name);
    registry.rule(contact, Moment::before_save, "birthday", check_birthday);
    registry.rule(contact, Moment::before_save, "needs_reachability", warn_when_out_of_reach);
    demand_country(registry, contact, contact.country);
    registry.rule(contact, Moment::after_save, "main_position", write_main_position);
}

}
