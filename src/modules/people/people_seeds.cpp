#include "modules/people/department.h"
#include "modules/people/role.h"
#include "modules/people/rules.h"
#include "modules/people/shipped_roles.h"
#include "modules/people/user.h"
#include "records/record_row.h"
#include "records/roll_up.h"
#include "records/writer.h"

namespace kontor::people {

using records::Transaction;
using records::Writer;

namespace {

void seed_root_department(Transaction& transaction)
{
    auto const workspace = transaction.store().workspace();
    Writer::create(transaction, department,
        { { department.name, workspace.name }, { department.key, "company" }, { department.kind, "management" } });
}

// The built-in user has the id 1, which no write path hands out: his row is put there once, as it is.
void seed_kontor_himself(Transaction& transaction)
{
    auto const& info = transaction.schema().of(user);
    auto himself = Record { transaction.shared_schema(), info };
    himself.id = system_user;
    himself.version = 1;
    himself.set(user.name, "Kontor");
    himself.set(user.kind, "service");
    himself.set(user.serves, "none");
    himself.set(user.lifecycle.status, "listed");
    himself.set(user.active, false);
    if (auto const root = records::load_where(transaction, transaction.schema().of(department), "key = \"company\"", 1);
        !root.empty())
        himself.set(user.department, root.front().id);
    for (auto const* name : { "created_at", "updated_at" })
        himself.set_value(*info.find(name), transaction.now());
    for (auto const* name : { "created_by", "updated_by" })
        himself.set_value(*info.find(name), system_user);
    auto columns = std::vector<records::StoredColumn> { { "id", himself.id.value }, { "version", himself.version } };
    for (std::size_t slot = 0; slot < info.slot_count(); ++slot)
        if (auto const& field = info.field_at(slot); field.is_stored() && !is_empty(himself.at(slot)))
            append_stored(columns, himself, field);
    auto sql = records::Sql { transaction.connection().dialect() };
    sql.add("insert into ").name(info.plural).add(" (");
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql.add(i ? ", " : "").name(columns[i].name);
    sql.add(") values (");
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql.add(i ? ", " : "").bind(std::move(columns[i].value));
    sql.add(")").execute(transaction.connection());
    transaction.search_later(info, system_user);
}

void seed_roles(Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_roles()) {
        auto const made = Writer::create(transaction, role,
            { { role.name, std::string { shipped.name.in(language) } }, { role.key, std::string { shipped.key } },
                { role.description, std::string { shipped.description.in(language) } },
                { role.grants, JsonText { shipped.grants.to_text() } },
                { role.rights, JsonText { shipped.rights.to_text() } },
                { role.limits, JsonText { shipped.limits.to_text() } } });
        records::write_derived(transaction, made.entity(), made.id, { { role.is_shipped, true } });
    }
}

}

void add_seeds(Registry& registry)
{
    registry.seed({ "root_department", seed_root_department });
    registry.seed({ "kontor_himself", seed_kontor_himself });
    registry.seed({ "roles", seed_roles });
}

}
