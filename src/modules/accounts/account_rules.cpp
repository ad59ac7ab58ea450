#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/formats.h"
#include "modules/accounts/position.h"
#include "modules/accounts/rhythm.h"
#include "modules/accounts/rules.h"
#include "modules/accounts/service_conflict.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/sql.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::accounts {

using records::Change;

namespace {

void demand_reasons(Change& change)
{
    auto const status = change.get(account.lifecycle.status);
    if (status == "former_client" && change.lacks(account.former_reason))
        change.reject(account.former_reason, "required_when_former_client",
            Label { "Say why the client left.", "Укажите, почему клиент ушёл." });
    if (status == "rejected" && change.lacks(account.rejected_reason))
        change.reject(account.rejected_reason, "required_when_rejected",
            Label { "Say why the client was rejected.", "Укажите, почему клиент отклонён." });
}

void remember_when_it_became_client(Change& change)
{
    if (change.moves(account.lifecycle.status, "client") && change.lacks(account.became_client_on))
        change.set(account.became_client_on, change.transaction().today());
}

void keep_contact_due(Change& change)
{
    if (change.is_creation() || change.changes(account.contact_cadence_days) || change.changes(account.tier))
        set_contact_due(change.transaction(), change.after);
}

void check_tax_number(Change& change)
{
    auto const number = change.get(account.tax_number);
    if (!number || !(change.changes(account.tax_number) || change.changes(account.country)))
        return;
    auto const form = change.get(account.legal_form).value_or("");
    auto const is_russian_form = form == "ooo" || form == "ao" || form == "pao" || form == "ip";
    auto const country = change.get(account.country);
    // Other countries' numbers are taken as they are.
    if ((country == "RU" || (!country && is_russian_form)) && !is_inn(*number))
        change.reject(account.tax_number, "wrong_checksum",
            Label { "This INN number fails its checksum.", "Контрольное число ИНН не сходится." });
}

void refuse_wrong_owner(Change& change)
{
    if (change.changes(account.owned.owner) || change.changes(account.kind))
        refuse_other_kind_of_client(change, account.owned.owner, change.get(account.kind).value_or("corporate"));
}

void check_who_referred(Change& change)
{
    auto const collection = change.after.entity_of(account.referred_by);
    if (!collection.empty() && collection != "accounts" && collection != "contacts")
        change.reject(account.referred_by, "no_such_record",
            Label { "A client or a person refers others.", "Рекомендует клиент или человек." });
}

// Asked by indexed keys, never by full text: an import of thousands passes here.
void warn_of_duplicates(Change& change)
{
    auto& connection = change.transaction().connection();
    auto const is_russian = change.actor().language == Language::ru;
    auto tell = [&](records::Sql const& sql) {
        auto rows = sql.query(connection);
        auto const there = rows->next() ? Id { rows->whole(0) } : Id {};
        // What the writer may not see is not told to him.
        if (there.is_empty()
            || !records::reaches(connection, change.transaction().schema(), change.actor(), change.entity(), there,
                records::Right::read))
            return;
        change.warn(is_russian ? fmt::format("Похожий клиент уже есть: {}.", rows->text(1))
                               : fmt::format("A similar client is already there: {}.", rows->text(1)));
    };
    auto others = [&] {
        auto sql = records::Sql { connection.dialect() };
        sql.add("select \"id\", \"name\" from \"accounts\" where \"deleted_at\" is null and \"id\" <> ");
        sql.bind(change.after.id.value);
        return sql;
    };
    if (auto const number = change.get(account.tax_number); number && change.changes(account.tax_number)) {
        auto sql = others();
        sql.add(" and \"tax_number_fold\" = ").bind(companion_of(FieldType::text, *number));
        if (auto const branch = change.get(account.tax_branch_code))
            sql.add(" and \"tax_branch_code\" = ").bind(*branch);
        tell(sql.add(" limit 1"));
    }
    if (auto const name = change.get(account.name); name && change.is_creation()) {
        auto sql = others();
        tell(sql.add(" and \"name_fold\" = ").bind(companion_of(FieldType::text, *name)).add(" limit 1"));
    }
}

// A sole proprietor is the person that decides there.
void make_the_proprietor(Change& change)
{
    if (!change.moves(account.kind, "sole_proprietor"))
        return;
    auto& transaction = change.transaction();
    if (!records::load_linked(transaction, position, position.account, change.after.id).empty())
        return;
    auto const himself = records::Writer::create(transaction, contact,
        { { contact.name, change.get(account.name) }, { contact.phone, change.get(account.phone) },
            { contact.email, change.get(account.email) }, { contact.owned.owner, change.get(account.owned.owner) } });
    records::Writer::create(transaction, position,
        { { position.contact, himself.id }, { position.account, change.after.id }, { position.is_main, true },
            { position.buying_role, "decision_maker" } });
}

}

void add_account_rules(Registry& registry)
{
    demand_country(registry, account, account.country);
    platform::refuse_cycle(registry, account, account.parent);
    registry.rule(account, Moment::before_save, "reasons", demand_reasons);
    registry.rule(account, Moment::before_save, "became_client", remember_when_it_became_client);
    registry.rule(account, Moment::before_save, "contact_due", keep_contact_due);
    registry.rule(account, Moment::before_save, "tax_number", check_tax_number);
    registry.rule(account, Moment::before_save, "serves_conflict", refuse_wrong_owner);
    registry.rule(account, Moment::before_save, "referred_by", check_who_referred);
    registry.rule(account, Moment::after_save, "likely_duplicate", warn_of_duplicates);
    registry.rule(account, Moment::after_save, "one_person_company", make_the_proprietor);
}

}
