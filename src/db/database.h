#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// The one small interface over the sqlite3 and libpq C APIs. SQL is written with numbered parameters ?1, ?2, ... on
// both (PostgreSQL's $1 is db/'s own business) and double-quoted identifiers. Text compares by bytes on both: every
// TEXT column is BINARY on SQLite and COLLATE "C" on PostgreSQL. Column types are only: BIGINT, TEXT, BLOB.
namespace kontor::db {

enum class Dialect { sqlite, postgresql };

struct Blob {
    std::string bytes;
    bool operator==(Blob const&) const = default;
};

using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;

// What the databases can refuse, told alike by both. Anything else is a bug or a broken machine (Error).
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
class UniqueViolation : public Error {
public:
    UniqueViolation(std::string message, std::string index_or_columns);
    // PostgreSQL: the index's name; SQLite: the index's name too where it tells, else "table.column".
    [[nodiscard]] std::string const& where() const { return m_where; }

private:
    std::string m_where;
};
class ForeignKeyViolation : public Error {
    using Error::Error;
};
class DeadlineExceeded : public Error { // an interrupted read (or a write that waited past its deadline)
    using Error::Error;
};
class DiskFull : public Error {
    using Error::Error;
};
class ReadOnly : public Error {
    using Error::Error;
};
class OutcomeUnknown : public Error { // the connection broke at COMMIT: it may have landed
    using Error::Error;
};
class Unavailable : public Error { // no connection, or the queue is full
    using Error::Error;
};
class CannotOpen : public Error { // at start: the file or server cannot be opened or is newer than this program
    using Error::Error;
};

// The rows of one query, read forwards. Views returned by text() live until the next call of next().
class Rows {
public:
    virtual ~Rows() = default;
    virtual bool next() = 0;
    [[nodiscard]] virtual int column_count() const = 0;
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::int64_t whole(int column) const = 0;    // 0 for null
    [[nodiscard]] virtual std::string_view text(int column) const = 0; // empty for null
    [[nodiscard]] virtual std::string blob(int column) const = 0;
    [[nodiscard]] Value value(int column) const;               // BIGINT as int64, TEXT as string
    [[nodiscard]] virtual bool is_whole(int column) const = 0; // the column's value is a number
};

using Parameters = std::span<Value const>;

class Connection {
public:
    virtual ~Connection() = default;
    [[nodiscard]] virtual Dialect dialect() const = 0;

    // Statements are prepared once per connection and cached by their text. One Rows at a time per SQL text; Rows may
    // be nested for different texts. A Rows must be destroyed before the connection goes back. After a failed statement
    // every further one of the same transaction throws that failure again, on both: a closure cannot catch it and go
    // on.
    virtual std::unique_ptr<Rows> query(std::string_view sql, Parameters) = 0;
    std::unique_ptr<Rows> query(std::string_view sql) { return query(sql, Parameters {}); }
    std::unique_ptr<Rows> query(std::string_view sql, std::initializer_list<Value> parameters)
    {
        return query(sql, Parameters { parameters.begin(), parameters.size() });
    }

    // Returns how many rows were changed.
    virtual std::int64_t execute(std::string_view sql, Parameters) = 0;
    std::int64_t execute(std::string_view sql) { return execute(sql, Parameters {}); }
    std::int64_t execute(std::string_view sql, std::initializer_list<Value> parameters)
    {
        return execute(sql, Parameters { parameters.begin(), parameters.size() });
    }

    // For a write of whose answer nothing depends. On SQLite it is done at once. On PostgreSQL it travels with the next
    // statement that has an answer, or with COMMIT, in its place of the order: what it fails at is thrown there.
    virtual void execute_later(std::string_view sql, Parameters parameters) { execute(sql, parameters); }
    void execute_later(std::string_view sql, std::initializer_list<Value> parameters)
    {
        execute_later(sql, Parameters { parameters.begin(), parameters.size() });
    }

    // Several statements at once, without parameters and without caching: schema changes.
    virtual void script(std::string_view sql) = 0;
};

// A write under way. Made by Database::write only; there is no nesting.
class Transaction {
public:
    explicit Transaction(Connection& connection) : m_connection(connection) { }
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;

    [[nodiscard]] Connection& connection() { return m_connection; }

    // Runs after this closure succeeded and all savepoints of its group are closed, before the group's COMMIT, in the
    // same transaction. FTS5 flushes at every savepoint: inside them it costs three to five times as much (ENGINE.md
    // 2).
    void before_commit(std::function<void(Connection&)> work) { m_before_commit.push_back(std::move(work)); }

    // Runs once, after COMMIT returned cleanly, on the thread that committed. Must not throw and must be short.
    void after_commit(std::function<void()> work) { m_after_commit.push_back(std::move(work)); }

    std::vector<std::function<void(Connection&)>> take_before_commit() { return std::exchange(m_before_commit, {}); }
    std::vector<std::function<void()>> take_after_commit() { return std::exchange(m_after_commit, {}); }

private:
    Connection& m_connection;
    std::vector<std::function<void(Connection&)>> m_before_commit;
    std::vector<std::function<void()>> m_after_commit;
};

// People first; imports, jobs and re-stamps get one slice only when nobody waits (ENGINE.md 6).
enum class Lane { people, background };

struct Options {
    int reader_count = 16;            // connections for reads (SQLite) or in the pool (PostgreSQL)
    std::size_t queue_limit = 4'096;  // waiting writes on SQLite; more is Unavailable
    bool runs_closures_twice = false; // tests: each write runs, is rolled back, and runs again
    bool syncs_to_disk = true;        // false only in tests that are not about durability
    std::string schema = "kontor";    // PostgreSQL: the schema that holds the workspace
};

struct Statistics {
    std::uint64_t commits = 0;
    std::uint64_t writes = 0;
    std::uint64_t round_trips = 0; // how often writes waited for an answer: statements on SQLite
    std::int64_t log_bytes = 0;    // size of SQLite's WAL
    std::size_t waiting = 0;       // writes in SQLite's queue
};

// Thread-safe.
class Database {
public:
    virtual ~Database() = default;
    [[nodiscard]] virtual Dialect dialect() const = 0;

    // Runs `work` on a reader connection in one snapshot (BEGIN .. COMMIT). An exception gives the connection back.
    // After `deadline` the running statement is interrupted and DeadlineExceeded is thrown.
    virtual void read(
        std::function<void(Connection&)> const& work, std::chrono::milliseconds deadline = std::chrono::seconds { 30 })
        = 0;

    // Runs `work` in a transaction and returns when it is durable. `work` may run more than once and must not mind: it
    // keeps its state inside, does no I/O, and leaves effects to after_commit. What it throws undoes its own writes,
    // nobody else's, and reaches the caller. SQLite: on the writer thread, in a savepoint of the group's transaction; a
    // group ends after 256 closures or 5 ms. PostgreSQL: on the caller's thread with a pooled connection, READ
    // COMMITTED, run again on 40001 and 40P01. Inside `work` neither read() nor write() nor alter() may be called: Bug.
    // In after_commit, read() may.
    virtual void write(std::function<void(Transaction&)> const& work, Lane lane = Lane::people) = 0;

    // Alone, outside groups: schema changes. One transaction; on PostgreSQL with lock_timeout 200 ms, retried with
    // pauses.
    virtual void alter(std::function<void(Connection&)> const& work) = 0;

    // Tells the other servers on the same database to look, a word saying at what: soon, together with what else is
    // told, and never within a transaction (ENGINE.md 2). It may be lost; who waits for news looks now and then by
    // himself. SQLite has no other servers, and nothing happens.
    virtual void announce(std::string_view topic) = 0;
    // Called for each word that another server said, on a thread of its own; with an empty one when words may have been
    // lost. To be set once, before the first announcement; null ends it, and no call is under way when this returns.
    virtual void on_announcement(std::function<void(std::string_view topic)>) = 0;

    // "ok", or what the engine's own integrity check found.
    virtual std::string check_integrity() = 0;
    [[nodiscard]] virtual Statistics statistics() const = 0;
};

// `url`: "sqlite:PATH" or "postgresql://...". Throws CannotOpen with a sentence for the administrator.
// SQLite: WAL, synchronous=FULL, foreign keys on; the folder is made when missing.
std::unique_ptr<Database> open(std::string_view url, Options const& = {});

// "name" with quotes doubled; every identifier in SQL text goes through this.
std::string quote(std::string_view identifier);

}
