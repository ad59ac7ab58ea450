#pragma once

#include "base/id.h"
#include "base/time.h"
#include "db/database.h"
#include "model/record.h"
#include "model/registry.h"
#include "model/schema.h"
#include "records/actor.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

class Store;
class WriteConnection;

// What happened to one record, told to streams and jobs after the commit. Carries no values: readers ask again, with
// their own rights. The access columns before and after say who could see it and who can (ENGINE.md 5).
struct Event {
    enum class Kind { created, updated, removed, restored } kind = Kind::updated;
    EntityInfo const* entity = nullptr;
    Id record;
    std::int64_t version = 0;
    std::vector<std::string> fields;
    struct Access {
        Id owner, department, account, parent;
    };
    Access before, after;
};

// One write under way: the database's transaction with who, when and in which Schema. Everything that changes records
// takes one of these; it is made by Store::write only.
class Transaction {
public:
    Transaction(Store& store, db::Transaction& inner, Actor const& actor, std::shared_ptr<Schema const> schema,
        Instant now, Id change);
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    ~Transaction();

    [[nodiscard]] db::Connection& connection() { return *m_connection; }
    [[nodiscard]] WriteConnection& writing() { return *m_writing; } // the same, with what only a write can do
    [[nodiscard]] Actor const& actor() const { return m_actor; }
    [[nodiscard]] Schema const& schema() const { return *m_schema; }
    [[nodiscard]] std::shared_ptr<Schema const> const& shared_schema() const { return m_schema; }
    [[nodiscard]] Store& store() { return m_store; }
    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] Day today() const { return m_actor.zone.day_of(m_now); }
    [[nodiscard]] Id change() const { return m_change; } // the Kontor-Change of everything written here
    Id next_id();

    // Search rows are gathered and written once per group, just before COMMIT (ENGINE.md 2).
    enum class Search { as_it_is, for_the_first_time }; // the first time there is nothing to forget
    void search_later(EntityInfo const&, Id, Search = Search::as_it_is);
    void enqueue(Event event) { m_events.push_back(std::move(event)); }
    void after_commit(std::function<void()> work) { m_inner.after_commit(std::move(work)); }

    // What a savepoint of the caller takes back is taken back here too: search rows and events gathered since.
    struct Mark {
        std::size_t search_rows, events, warnings;
    };
    [[nodiscard]] Mark mark() const { return { m_search_rows.size(), m_events.size(), warnings.size() }; }
    void rewind(Mark const& mark)
    {
        m_search_rows.erase(m_search_rows.begin() + static_cast<std::ptrdiff_t>(mark.search_rows), m_search_rows.end());
        m_events.erase(m_events.begin() + static_cast<std::ptrdiff_t>(mark.events), m_events.end());
        warnings.resize(mark.warnings);
    }

    // "Deal won." and warnings, for the answer of an action.
    std::vector<std::string> warnings;

    // Hands search rows and events to the database's transaction. Called by Store::write when the closure is through.
    void finish();

    struct SearchRow {
        EntityInfo const* entity;
        Id record;
        Search search = Search::as_it_is;
    };

private:
    void write_events();

    Store& m_store;
    db::Transaction& m_inner;
    std::unique_ptr<WriteConnection> m_writing;
    db::Connection* m_connection;
    Actor const& m_actor;
    std::shared_ptr<Schema const> m_schema;
    Instant m_now;
    Id m_change;
    std::vector<SearchRow> m_search_rows;
    std::vector<Event> m_events;
};

// Reading: one snapshot, one actor, one Schema.
struct Reading {
    db::Connection& connection;
    Actor const& actor;
    Schema const& schema;
    std::shared_ptr<Schema const> shared_schema;
    Instant now;
    Workspace const& workspace;
    Registry const& registry;
    std::string const& secret; // signs page tokens
};

struct StoreOptions {
    std::string data_folder; // where files and the key of the audit chain live
    std::uint8_t node = 0;
};

// One workspace: its database, what is declared, what an administrator added, the clock. Thread-safe.
class Store {
public:
    Store(db::Database&, Registry const&, Clock const&, StoreOptions = {});

    // Brings the tables up to the declarations, atomically, or throws db::CannotOpen and changes nothing. Returns what
    // was done, one sentence a change; with `dry_run` the SQL that would run.
    std::vector<std::string> migrate(bool dry_run = false);
    // Reads customisation and workspace settings. After migrate(), and whenever another process changed them.
    void load();

    [[nodiscard]] std::shared_ptr<Schema const> schema() const;
    [[nodiscard]] Workspace workspace() const;
    [[nodiscard]] Registry const& registry() const { return m_registry; }
    [[nodiscard]] db::Database& database() { return m_database; }
    [[nodiscard]] Clock const& clock() const { return m_clock; }
    [[nodiscard]] IdGenerator& ids() { return m_ids; }
    [[nodiscard]] StoreOptions const& options() const { return m_options; }
    // Known to every node of the workspace; signs page tokens.
    [[nodiscard]] std::string const& secret() const { return m_secret; }

    void read(Actor const&, std::function<void(Reading&)> const&,
        std::chrono::milliseconds deadline = std::chrono::seconds { 30 });
    // The door of every write: runs `work` durably (it may run more than once) and returns the change's id.
    Id write(Actor const&, std::function<void(Transaction&)> const& work, db::Lane lane = db::Lane::people);
    // As write, within a transaction of the database that is open already, and so not yet durable: what several people
    // did in one commit. Must be called by what Database::write runs.
    Id write_within(db::Transaction&, Actor const&, std::function<void(Transaction&)> const& work);
    // As write, and takes everything back: what would happen. The closure's own results stay.
    void rehearse(Actor const&, std::function<void(Transaction&)> const& work);

    // Settings of the workspace, by key; JSON text.
    std::optional<std::string> setting(db::Connection&, std::string_view key);
    void set_setting(db::Connection&, std::string_view key, std::string_view value);
    void set_workspace(Actor const&, Workspace const&);
    // The same inside a write, without its audit line; load() when it is durable.
    void set_workspace(Transaction&, Workspace const&);

    // Changes the custom fields and objects: alters the tables, then swaps the Schema. The `change` gets the present
    // state and returns the new one; throws Problem when it does not fit.
    void customise(Actor const&, std::function<Customisation(Customisation const&)> const& change);

    // Told after each commit with the events of one write; on the committing thread, must be quick.
    void on_commit(std::function<void(std::vector<Event> const&)> listener) { m_on_commit = std::move(listener); }
    void tell(std::vector<Event> const& events) const
    {
        if (m_on_commit)
            m_on_commit(events);
    }

private:
    db::Database& m_database;
    Registry const& m_registry;
    Clock const& m_clock;
    StoreOptions m_options;
    IdGenerator m_ids;
    std::string m_secret; // set by the first load(), before any request
    void run(db::Transaction&, Actor const&, std::shared_ptr<Schema const> const&, Id change,
        std::function<void(Transaction&)> const& work);

    mutable std::mutex m_mutex;
    std::shared_ptr<Schema const> m_schema;
    std::shared_ptr<Workspace const> m_workspace;
    std::function<void(std::vector<Event> const&)> m_on_commit;
};

// Customisation and workspace as JSON, for the settings table.
std::string to_json(Customisation const&);
Customisation customisation_from_json(std::string_view);
std::string to_json(Workspace const&);
Workspace workspace_from_json(std::string_view);

}
