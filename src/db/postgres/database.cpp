#include "db/postgres/database.h"

#include "base/log.h"
#include "db/postgres/announcer.h"
#include "db/postgres/pool.h"
#include "db/write_scope.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <random>
#include <thread>

namespace kontor::db {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using Mode = PostgresConnection::Mode;

constexpr auto connection_wait_max = std::chrono::seconds { 30 };
constexpr auto alter_wait_max = std::chrono::seconds { 15 };
constexpr int conflict_tries_max = 10;
constexpr int other_tries_max = 3;
constexpr int oldest_version = 150'000;

// Two that collided must not meet again: each waits for a time of its own.
void pause(milliseconds longest)
{
    thread_local std::minstd_rand random { std::random_device {}() };
    std::uniform_int_distribution<std::int64_t> microseconds { 0, std::chrono::microseconds { longest }.count() };
    std::this_thread::sleep_for(std::chrono::microseconds { microseconds(random) });
}

bool may_try_again(FailureKind kind, int tries)
{
    switch (kind) {
    case FailureKind::conflict: return tries < conflict_tries_max;
    case FailureKind::lost: // before COMMIT: nothing of it is left
    case FailureKind::stale_plan: return tries < other_tries_max;
    default: return false;
    }
}

class PostgresDatabase final : public Database {
public:
    PostgresDatabase(std::string url, Options const& options);

    [[nodiscard]] Dialect dialect() const override { return Dialect::postgresql; }
    void read(std::function<void(Connection&)> const& work, milliseconds deadline) override;
    void write(std::function<void(Transaction&)> const& work, Lane) override;
    void alter(std::function<void(Connection&)> const& work) override;
    std::string check_integrity() override;
    void announce(std::string_view topic) override { m_announcer.announce(topic); }
    void on_announcement(std::function<void(std::string_view)> listener) override
    {
        m_announcer.on_announcement(std::move(listener));
    }
    [[nodiscard]] Statistics statistics() const override;

private:
    void prepare_server();
    std::vector<std::function<void()>> write_durably(std::function<void(Transaction&)> const& work);
    void run_closure(PostgresConnection&, Transaction&, std::function<void(Transaction&)> const& work) const;

    Options m_options;
    std::shared_ptr<std::atomic<std::uint64_t>> m_round_trips = std::make_shared<std::atomic<std::uint64_t>>(0);
    PostgresAnnouncer m_announcer;
    PostgresPool m_pool;
    std::atomic<std::uint64_t> m_writes = 0;
};

PostgresDatabase::PostgresDatabase(std::string url, Options const& options)
    : m_options(options)
    , m_announcer(url, options.schema)
    , m_pool({ std::move(url), options.schema, options.syncs_to_disk, m_round_trips }, options.reader_count)
{
    try {
        prepare_server();
    } catch (CannotOpen const&) {
        throw;
    } catch (Error const& error) {
        throw CannotOpen { error.what() };
    }
}

void PostgresDatabase::prepare_server()
{
    auto const connection = m_pool.lend(Clock::now() + connection_wait_max);
    if (PQserverVersion(connection->handle()) < oldest_version) {
        auto const* version = PQparameterStatus(connection->handle(), "server_version");
        throw CannotOpen { "Kontor needs PostgreSQL 15 or newer; this server is "
            + std::string { version ? version : "older" } + "." };
    }
    auto const* encoding = PQparameterStatus(connection->handle(), "server_encoding");
    if (!encoding || std::string_view { encoding } != "UTF8")
        throw CannotOpen { "The database must be made with the encoding UTF8." };

    // Asked first: CREATE SCHEMA IF NOT EXISTS wants the right to make one even when there is one.
    auto const schema_exists = [&] {
        connection->begin(Mode::write, {});
        auto const exists
            = connection->query("SELECT 1 FROM pg_namespace WHERE nspname = ?1", { m_options.schema })->next();
        connection->commit();
        return exists;
    };
    if (schema_exists())
        return;
    try {
        connection->begin(Mode::write, {});
        connection->script("CREATE SCHEMA " + quote(m_options.schema));
        connection->commit();
    } catch (Error const&) {
        connection->roll_back();
        if (!schema_exists()) // another node was quicker
            throw;
    }
}

void PostgresDatabase::read(std::function<void(Connection&)> const& work, milliseconds deadline)
{
    WriteScope::refuse_read();
    constexpr milliseconds longest = std::chrono::hours { 24 * 365 };
    auto const ends = Clock::now() + std::min(deadline, longest);
    auto const connection = m_pool.lend(ends);
    connection->begin(Mode::read, ends);
    try {
        work(*connection);
        connection->rethrow_failure();
    } catch (...) {
        connection->roll_back();
        throw;
    }
    connection->finish_read();
}

void PostgresDatabase::write(std::function<void(Transaction&)> const& work, Lane)
{
    WriteScope::refuse_write();
    auto const after_commit = write_durably(work);
    m_writes.fetch_add(1, std::memory_order_relaxed);
    WriteScope const scope { WriteScope::Phase::after_commit };
    for (auto const& effect : after_commit) {
        try {
            effect();
        } catch (std::exception const& error) {
            log::error(std::string { "after_commit threw: " } + error.what());
        } catch (...) {
            log::error("after_commit threw something that is no exception.");
        }
    }
}

// The connection is back in the pool when this returns.
std::vector<std::function<void()>> PostgresDatabase::write_durably(std::function<void(Transaction&)> const& work)
{
    auto const connection = m_pool.lend(Clock::now() + connection_wait_max);
    for (int tries = 1;; ++tries) {
        connection->begin(Mode::write, {});
        try {
            Transaction transaction { *connection };
            run_closure(*connection, transaction, work);
            connection->commit();
            return transaction.take_after_commit();
        } catch (...) {
            connection->roll_back();
            // Asked of the connection, not of the exception: the closure may have turned it into something else.
            if (!may_try_again(connection->failure(), tries))
                throw;
        }
        pause(milliseconds { std::min(1 << tries, 100) });
    }
}

void PostgresDatabase::run_closure(
    PostgresConnection& connection, Transaction& transaction, std::function<void(Transaction&)> const& work) const
{
    WriteScope const scope { WriteScope::Phase::closure };
    if (m_options.runs_closures_twice) {
        connection.script("SAVEPOINT closure");
        Transaction rehearsal { connection };
        work(rehearsal);
        connection.script("ROLLBACK TO closure; RELEASE closure");
    }
    work(transaction);
    for (auto const& last : transaction.take_before_commit())
        last(connection);
}

void PostgresDatabase::alter(std::function<void(Connection&)> const& work)
{
    WriteScope::refuse_write();
    auto const ends = Clock::now() + alter_wait_max;
    auto const connection = m_pool.lend(ends);
    for (;;) {
        try {
            WriteScope const scope { WriteScope::Phase::closure };
            connection->begin(Mode::alter, {});
            // Nodes that start together change the schema one after the other.
            connection->script("SET LOCAL lock_timeout = '60s'");
            connection->query(
                "SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))", { "kontor alter " + m_options.schema });
            // Everybody queues behind an ALTER TABLE that queues behind one export: it waits shortly, and comes again.
            connection->script("SET LOCAL lock_timeout = '200ms'");
            work(*connection);
            connection->commit();
            return;
        } catch (...) {
            connection->roll_back();
            auto const kind = connection->failure();
            auto const is_passing = kind == FailureKind::locked || kind == FailureKind::conflict
                || kind == FailureKind::stale_plan || kind == FailureKind::lost;
            if (!is_passing || Clock::now() > ends)
                throw;
        }
        pause(milliseconds { 400 });
    }
}

std::string PostgresDatabase::check_integrity()
{
    std::string found;
    auto const add = [&](std::string_view line) { found.append(found.empty() ? "" : "\n").append(line); };
    auto const check = [&](Connection& connection) {
        // amcheck reads each index against its order. It belongs to PostgreSQL, but an administrator must have added
        // it.
        auto const amcheck = connection.query("SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = "
                                              "e.extnamespace WHERE e.extname = 'amcheck'");
        auto const index_check
            = amcheck->next() ? "SELECT " + quote(amcheck->text(0)) + ".bt_index_check(?1::oid)" : std::string {};
        auto const indexes = connection.query(
            "SELECT c.oid, c.relname, i.indisvalid, a.amname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_am a ON a.oid = c.relam JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ?1",
            { m_options.schema });
        while (indexes->next()) {
            if (indexes->whole(2) == 0)
                add("The index " + std::string { indexes->text(1) } + " is not valid.");
            else if (!index_check.empty() && indexes->text(3) == "btree")
                connection.query(index_check, { indexes->value(0) });
        }
        auto const constraints
            = connection.query("SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace"
                               " WHERE n.nspname = ?1 AND NOT k.convalidated",
                { m_options.schema });
        while (constraints->next())
            add("The constraint " + std::string { constraints->text(0) } + " was never checked against all rows.");
        auto const checksums = connection.query(
            "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()");
        if (checksums->next() && checksums->whole(0) > 0)
            add("The server found " + std::string { checksums->text(0) } + " pages with a wrong checksum.");
    };
    try {
        read(check, std::chrono::hours { 24 });
    } catch (Unavailable const&) {
        throw;
    } catch (Error const& error) {
        add(error.what());
    }
    return found.empty() ? "ok" : found;
}

Statistics PostgresDatabase::statistics() const
{
    auto const writes = m_writes.load(std::memory_order_relaxed);
    return { .commits = writes, .writes = writes, .round_trips = m_round_trips->load(std::memory_order_relaxed) };
}

}

std::unique_ptr<Database> open_postgres(std::string url, Options const& options)
{
    return std::make_unique<PostgresDatabase>(std::move(url), options);
}

}
