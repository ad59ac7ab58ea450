#include "tests/support/workspace.h"

#include "api/session_api.h"
#include "app/modules.h"
#include "modules/people/user.h"
#include "records/input.h"
#include "records/report.h"
#include "records/writer.h"

namespace kontor::test {

namespace {

Json parsed(std::string_view text)
{
    auto json = parse_json(text);
    return std::get<Json>(std::move(json)); // throws when a test is written badly
}

}

Workspace::Workspace(Language language)
    : clock(*Instant::parse("2026-11-23T09:00:00Z"))
    , m_database(db::dialect_for_tests(), { .runs_closures_twice = true, .syncs_to_disk = false })
{
    register_modules(m_registry);
    m_registry.check_names();
    m_store = std::make_unique<records::Store>(
        *m_database, m_registry, clock, records::StoreOptions { .data_folder = m_folder.path().string() });
    m_store->migrate();
    auto workspace = m_store->workspace();
    workspace.name = "Kontor Trading";
    workspace.language = language;
    m_store->set_workspace(kontor(), workspace);
    api::sow(*m_store);
    m_sessions = std::make_unique<api::Sessions>(*m_store, PasswordCost::test);
}

Id Workspace::hire(std::string_view name, std::string_view role, Id department)
{
    auto const& user = people::user;
    auto values = Values { { user.name, std::string { name } }, { user.email, std::string { name } + "@kontor.test" },
        { user.role, Key { std::string { role } } }, { user.lifecycle.status, "active" } };
    if (!department.is_empty())
        values.set(user.department, department);
    return create(kontor(), user, values).id;
}

records::Actor Workspace::as(Id user)
{
    m_sessions->forget();
    auto actor = m_sessions->actor_of(user);
    if (!actor)
        throw std::runtime_error("this colleague may not sign in");
    return *actor;
}

Record Workspace::create(records::Actor const& actor, Entity const& entity, Values const& values)
{
    auto made = Record {};
    m_store->write(actor, [&](records::Transaction& transaction) {
        made = records::Writer::create(transaction, transaction.schema().of(entity), values);
        warnings = transaction.warnings;
    });
    return made;
}

Record Workspace::update(records::Actor const& actor, Record const& record, Values const& values)
{
    auto changed = Record {};
    m_store->write(actor, [&](records::Transaction& transaction) {
        changed = records::Writer::update(transaction, record.entity(), record.id, values);
        warnings = transaction.warnings;
    });
    return changed;
}

Record Workspace::remove(records::Actor const& actor, Record const& record)
{
    auto removed = Record {};
    m_store->write(actor, [&](records::Transaction& transaction) {
        removed = records::Writer::remove(transaction, record.entity(), record.id);
    });
    return removed;
}

Record Workspace::restore(records::Actor const& actor, Record const& record)
{
    auto restored = Record {};
    m_store->write(actor, [&](records::Transaction& transaction) {
        restored = records::Writer::restore(transaction, record.entity(), record.id);
    });
    return restored;
}

records::ActionResult Workspace::act(
    records::Actor const& actor, Record const& record, std::string_view action, std::string_view json)
{
    auto const body = parsed(json);
    auto result = records::ActionResult {};
    m_store->write(actor, [&](records::Transaction& transaction) {
        result = records::run_action(transaction, record.entity(), record.id, action, body, {}).second;
    });
    return result;
}

Record Workspace::create_from(records::Actor const& actor, Entity const& entity, std::string_view json)
{
    return create(actor, entity, records::read_values(parsed(json), info(entity), *m_store->schema(), actor));
}

Record Workspace::update_from(records::Actor const& actor, Record const& record, std::string_view json)
{
    return update(actor, record, records::read_values(parsed(json), record.entity(), *m_store->schema(), actor));
}

Record Workspace::now(Record const& record)
{
    auto found = std::optional<Record> {};
    m_database->read([&](db::Connection& connection) {
        found = records::load(connection, m_store->schema(), record.entity(), record.id, true);
    });
    return found.value();
}

std::vector<Record> Workspace::all(Entity const& entity, std::string_view filter)
{
    auto found = std::vector<Record> {};
    m_store->write(kontor(), [&](records::Transaction& transaction) {
        found = records::load_where(transaction, transaction.schema().of(entity), filter, 10'000);
    });
    return found;
}

Record Workspace::keyed(Entity const& entity, std::string_view key)
{
    return all(entity, "key = \"" + std::string { key } + "\"").at(0);
}

std::string Workspace::report(
    records::Actor const& actor, std::string_view name, std::map<std::string, std::string> parameters)
{
    auto text = std::string {};
    m_store->read(actor, [&](records::Reading& reading) {
        text = records::run_report(reading, m_registry, name, std::move(parameters));
    });
    return text;
}

std::string Workspace::today(records::Actor const& actor)
{
    auto text = std::string {};
    m_store->read(actor, [&](records::Reading& reading) { text = records::today(reading, m_registry); });
    return text;
}

std::string refusal(std::function<void()> const& attempt)
{
    try {
        attempt();
    } catch (Problem const& problem) {
        auto codes = std::string {};
        for (auto const& fault : problem.fields())
            codes += (codes.empty() ? "" : ", ") + fault.field + ": " + fault.code;
        return codes.empty() ? problem.code() : codes;
    }
    return {};
}

}
