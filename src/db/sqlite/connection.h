#pragma once

#include "db/database.h"
#include "db/statement_cache.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace kontor::db {

using Deadline = std::chrono::steady_clock::time_point;

class SqliteConnection final : public Connection {
public:
    enum class Role { writer, reader };
    // How long a lock of another process is waited for: the command line beside a server.
    static constexpr int lock_wait_ms = 5'000;

    // Throws CannotOpen. A writer makes the file when it is missing and turns it to WAL; a reader refuses to write.
    SqliteConnection(std::string const& path, Role, Options const&);
    ~SqliteConnection() override;
    SqliteConnection(SqliteConnection const&) = delete;
    SqliteConnection& operator=(SqliteConnection const&) = delete;

    [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }
    using Connection::execute;
    using Connection::query;
    std::unique_ptr<Rows> query(std::string_view sql, Parameters) override;
    std::int64_t execute(std::string_view sql, Parameters) override;
    void script(std::string_view sql) override;

    // BEGIN, COMMIT, SAVEPOINT and the like: for those who run the transactions, not for closures. Neither the deadline
    // nor an earlier failure holds them up.
    void control(std::string_view sql);
    // SQLite ends the whole transaction by itself, whatever savepoint is open, when a write is interrupted, the disk is
    // full, memory is lost or the disk fails. Who opened a transaction must ask after every failure.
    [[nodiscard]] bool is_in_transaction() const;

    // After a failed statement every further one of the same closure throws that failure again, as PostgreSQL does:
    // what goes on after a failure would otherwise work here and fail there, and after a lost transaction commit by
    // itself.
    void rethrow_failure() const;
    void forget_failure() { m_failure = nullptr; }

    // For readers. Statements are interrupted when the deadline is over, or when another thread called end_reading().
    void start_reading(Deadline);
    void end_reading() { m_is_ended.store(true, std::memory_order_relaxed); }

    // Brings forgotten Rows to an end: they would keep the snapshot open. True when there were none.
    bool close_rows();

    [[nodiscard]] sqlite3* handle() const { return m_handle; }
    [[nodiscard]] std::uint64_t statements() const { return m_statement_count.load(std::memory_order_relaxed); }

private:
    friend class SqliteRows;

    struct Finalizer {
        void operator()(sqlite3_stmt*) const;
    };
    struct Statement {
        std::unique_ptr<sqlite3_stmt, Finalizer> handle;
        int parameter_count = 0;
        bool only_reads = false;
        bool is_used = false;
        [[nodiscard]] bool is_in_use() const { return is_used; }
    };
    enum class Lifetime { call, rows }; // how long the bytes of text parameters stay where they are

    void configure(Role, Options const&);
    Statement prepare(std::string_view sql, unsigned flags);
    Statement& cached(std::string_view sql);
    void refuse_if_over() const;
    void bind(Statement&, std::string_view sql, Parameters, Lifetime);
    int step_through(Statement&);
    [[noreturn]] void fail(int code, std::string_view sql);
    [[nodiscard]] bool is_over() const;
    static int interrupts(void* connection);

    sqlite3* m_handle = nullptr;
    StatementCache<Statement> m_statements;
    std::atomic<std::uint64_t> m_statement_count = 0;
    int m_open_rows = 0;
    std::exception_ptr m_failure;
    Deadline m_deadline = Deadline::max();
    std::atomic<bool> m_is_ended = false;
};

}
