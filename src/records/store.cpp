#include "records/store.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/problem.h"
#include "records/audit.h"
#include "records/conversions.h"
#include "records/search.h"
#include "records/tables.h"
#include "records/write_connection.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kontor::records {

namespace {

// Thrown inside a write when another process has changed the Schema: the write is run again with the new one.
struct SchemaChanged { };

// Thrown to take a rehearsal back.
struct Rehearsed { };

std::string_view kind_name(Event::Kind kind)
{
    switch (kind) {
    case Event::Kind::created: return "created";
    case Event::Kind::updated: return "updated";
    case Event::Kind::removed: return "removed";
    case Event::Kind::restored: return "restored";
    }
    return "updated";
}

std::string event_body(Event const& event)
{
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object().key("fields").begin_array();
    for (auto const& field : event.fields)
        json.string(field);
    json.end_array();
    auto access = [&](std::string_view name, Event::Access const& columns) {
        json.key(name).begin_array();
        json.whole(columns.owner.value)
            .whole(columns.department.value)
            .whole(columns.account.value)
            .whole(columns.parent.value);
        json.end_array();
    };
    access("before", event.before);
    access("after", event.after);
    json.end_object();
    return body;
}

// Over this many records at once a change is told as one event, "many" (API.md 11).
constexpr std::size_t events_told_singly = 500;

}

Transaction::Transaction(Store& store, db::Transaction& inner, Actor const& actor, std::shared_ptr<Schema const> schema,
    Instant now, Id change)
    : m_store(store)
    , m_inner(inner)
    , m_writing(std::make_unique<WriteConnection>(inner.connection(), *schema))
    , m_connection(m_writing.get())
    , m_actor(actor)
    , m_schema(std::move(schema))
    , m_now(now)
    , m_change(change)
{
}

Transaction::~Transaction() = default;

Id Transaction::next_id() { return m_store.ids().next(); }

void Transaction::search_later(EntityInfo const& entity, Id record, Search search)
{
    m_search_rows.push_back({ &entity, record, search });
}

void Transaction::finish()
{
    write_events();
    m_writing->settle();
    if (!m_search_rows.empty())
        m_inner.before_commit([schema = m_schema, rows = std::exchange(m_search_rows, {})](
                                  db::Connection& connection) { update_search(connection, *schema, rows); });
    if (!m_events.empty())
        m_inner.after_commit([&store = m_store, events = std::exchange(m_events, {})] { store.tell(events); });
}

void Transaction::write_events()
{
    auto write_event = [&](Event const& event, std::string body) {
        m_writing->insert_later("kontor_outbox",
            R"("id", "change", "at", "actor", "entity", "record", "kind", "version", "body")",
            { next_id().value, m_change.value, m_now.milliseconds, m_actor.user.value, event.entity->plural,
                event.record.value, std::string { kind_name(event.kind) }, event.version, std::move(body) });
    };
    if (m_events.size() <= events_told_singly) {
        for (auto const& event : m_events)
            write_event(event, event_body(event));
        return;
    }
    auto told = std::vector<EntityInfo const*> {};
    for (auto const& event : m_events)
        if (std::ranges::find(told, event.entity) == told.end()) {
            told.push_back(event.entity);
            auto many = Event {};
            many.entity = event.entity;
            write_event(many, "{\"many\":true}");
        }
}

Store::Store(db::Database& database, Registry const& registry, Clock const& clock, StoreOptions options)
    : m_database(database)
    , m_registry(registry)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_ids(m_options.node)
    , m_schema(Schema::assemble(registry, {}))
    , m_workspace(std::make_shared<Workspace>())
{
}

std::shared_ptr<Schema const> Store::schema() const
{
    auto const lock = std::scoped_lock { m_mutex };
    return m_schema;
}

Workspace Store::workspace() const
{
    auto const lock = std::scoped_lock { m_mutex };
    return *m_workspace;
}

std::vector<std::string> Store::migrate(bool dry_run)
{
    auto done = std::vector<std::string> {};
    m_database.alter([&](db::Connection& connection) {
        done.clear();
        auto customisation = Customisation {};
        if (table_exists(connection, "kontor_setting")) {
            auto format = setting(connection, "format");
            if (format && std::atoi(format->c_str()) > format_version)
                throw db::CannotOpen(fmt::format("The database was written by a newer Kontor (format {}; this program "
                                                 "knows {}). Install the newer program.",
                    *format, format_version));
            if (auto text = setting(connection, "customisation"))
                customisation = customisation_from_json(*text);
        }
        auto schema = Schema::assemble(m_registry, customisation);
        for (auto const& statement : difference(connection, *schema)) {
            done.push_back(statement);
            if (!dry_run)
                connection.script(statement);
        }
        if (!dry_run && !setting(connection, "secret"))
            set_setting(connection, "secret", random_token(32));
        if (!dry_run && setting(connection, "format") != std::to_string(format_version))
            set_setting(connection, "format", std::to_string(format_version));
    });
    if (!dry_run)
        load();
    return done;
}

void Store::load()
{
    auto customisation = Customisation {};
    auto workspace = std::make_shared<Workspace>();
    m_database.read([&](db::Connection& connection) {
        if (auto text = setting(connection, "customisation"))
            customisation = customisation_from_json(*text);
        if (auto text = setting(connection, "workspace"))
            *workspace = workspace_from_json(*text);
        if (m_secret.empty())
            m_secret = setting(connection, "secret").value_or("");
    });
    auto schema = Schema::assemble(m_registry, customisation);
    auto const lock = std::scoped_lock { m_mutex };
    m_schema = std::move(schema);
    m_workspace = std::move(workspace);
}

void Store::read(Actor const& actor, std::function<void(Reading&)> const& work, std::chrono::milliseconds deadline)
{
    auto const schema = this->schema();
    auto const workspace = this->workspace();
    m_database.read(
        [&](db::Connection& connection) {
            auto reading
                = Reading { connection, actor, *schema, schema, m_clock.now(), workspace, m_registry, m_secret };
            work(reading);
        },
        deadline);
}

Id Store::write(Actor const& actor, std::function<void(Transaction&)> const& work, db::Lane lane)
{
    auto const change = m_ids.next();
    for (auto attempt = 0;; ++attempt) {
        try {
            auto const schema = this->schema();
            m_database.write([&](db::Transaction& inner) { run(inner, actor, schema, change, work); }, lane);
            return change;
        } catch (SchemaChanged const&) {
            check(attempt < 5, "the schema keeps changing under a write");
            load();
        }
    }
}

Id Store::write_within(db::Transaction& inner, Actor const& actor, std::function<void(Transaction&)> const& work)
{
    auto const change = m_ids.next();
    run(inner, actor, schema(), change, work);
    return change;
}

void Store::run(db::Transaction& inner, Actor const& actor, std::shared_ptr<Schema const> const& schema, Id change,
    std::function<void(Transaction&)> const& work)
{
    // A node that is behind must not write past a rule or column that it does not know yet.
    auto const version = setting(inner.connection(), "schema_version");
    if (version && *version != std::to_string(schema->version()))
        throw SchemaChanged {};
    auto transaction = Transaction { *this, inner, actor, schema, m_clock.now(), change };
    work(transaction);
    transaction.finish();
}

void Store::rehearse(Actor const& actor, std::function<void(Transaction&)> const& work)
{
    try {
        write(actor, [&](Transaction& transaction) {
            work(transaction);
            throw Rehearsed {};
        });
    } catch (Rehearsed const&) {
        return;
    }
}

std::optional<std::string> Store::setting(db::Connection& connection, std::string_view key)
{
    auto rows
        = connection.query("select \"value\" from \"kontor_setting\" where \"key\" = ?1", { std::string { key } });
    if (!rows->next())
        return {};
    return std::string { rows->text(0) };
}

void Store::set_setting(db::Connection& connection, std::string_view key, std::string_view value)
{
    // Two may say it for the first time at once: a duty and the set-up.
    connection.execute("insert into \"kontor_setting\" (\"id\", \"key\", \"value\") values (?1, ?2, ?3) "
                       "on conflict (\"key\") do update set \"value\" = excluded.\"value\"",
        { m_ids.next().value, std::string { key }, std::string { value } });
}

void Store::set_workspace(Actor const& actor, Workspace const& workspace)
{
    write(actor, [&](Transaction& transaction) {
        set_workspace(transaction, workspace);
        write_audit(transaction, "workspace_changed", "workspace", {}, workspace.name, "[]");
    });
    load();
}

void Store::set_workspace(Transaction& transaction, Workspace const& workspace)
{
    auto& connection = transaction.connection();
    // Which currency the amounts are in is remembered before another one is said: they are then computed anew.
    if (!setting(connection, conversion_setting))
        set_setting(connection, conversion_setting, this->workspace().currency);
    set_setting(connection, "workspace", to_json(workspace));
    transaction.after_commit([this] { m_database.announce("schema"); });
}

void Store::customise(Actor const& actor, std::function<Customisation(Customisation const&)> const& change)
{
    (void)actor; // the caller writes the audit line with the words of its request
    m_database.alter([&](db::Connection& connection) {
        auto present = Customisation {};
        if (auto text = setting(connection, "customisation"))
            present = customisation_from_json(*text);
        auto wanted = change(present);
        wanted.version = present.version + 1;
        auto schema = Schema::assemble(m_registry, wanted);
        for (auto const& statement : difference(connection, *schema))
            connection.script(statement);
        set_setting(connection, "customisation", to_json(wanted));
        set_setting(connection, "schema_version", std::to_string(wanted.version));
    });
    load();
    m_database.announce("schema");
}

}
