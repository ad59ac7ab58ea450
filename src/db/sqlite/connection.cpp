#include "db/sqlite/connection.h"

#include "base/check.h"
#include "db/sqlite/error.h"
#include "db/sqlite/rows.h"

#include <mutex>
#include <sqlite3.h>

namespace kontor::db {

namespace {

constexpr std::size_t statements_kept = 500;
// A clock is read every so many steps of SQLite's machine: some 10 us of work.
constexpr int steps_between_checks = 1'000;

// The counters of SQLite's memory take a lock at every allocation, and nobody reads them.
void configure_library()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

bool is_blank(std::string_view sql) { return sql.find_first_not_of(" \t\r\n;") == std::string_view::npos; }

}

SqliteConnection::SqliteConnection(std::string const& path, Role role, Options const& options)
    : m_statements(statements_kept)
{
    configure_library();
    // No mutex: a connection is used by one thread at a time.
    auto flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    if (role == Role::writer)
        flags |= SQLITE_OPEN_CREATE;
    try {
        if (auto const code = sqlite3_open_v2(path.c_str(), &m_handle, flags, nullptr); code != SQLITE_OK)
            std::rethrow_exception(sqlite_error(m_handle, code, {}));
        configure(role, options);
    } catch (Error const& error) {
        sqlite3_close_v2(m_handle);
        throw CannotOpen { "The database file " + path + " cannot be opened: " + error.what() };
    }
}

SqliteConnection::~SqliteConnection()
{
    m_statements.clear();
    sqlite3_close_v2(m_handle);
}

void SqliteConnection::configure(Role role, Options const& options)
{
    sqlite3_busy_timeout(m_handle, lock_wait_ms);
    sqlite3_extended_result_codes(m_handle, 1);
    // A mistyped "column" is an error, as on PostgreSQL, and never a text.
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    if (role == Role::writer) {
        auto const mode = query("PRAGMA journal_mode = WAL");
        if (!mode->next() || mode->text(0) != "wal")
            throw Error { "its folder does not allow a write-ahead log; a network drive cannot hold it." };
        // A log that has been emptied starts anew at its beginning; what lies behind this size is then given back.
        script("PRAGMA journal_size_limit = 134217728; PRAGMA cache_size = -16000");
    } else {
        // No mmap: it would count once for each connection, and turn an I/O error into a signal.
        script("PRAGMA cache_size = -4000; PRAGMA query_only = ON");
        sqlite3_progress_handler(m_handle, steps_between_checks, interrupts, this);
    }
    script(options.syncs_to_disk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    // Readers never write, and the writer empties its log between two groups: nobody does it in a COMMIT.
    script("PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
    query("SELECT count(*) FROM sqlite_schema")->next();
    m_statements.clear();
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql, unsigned flags)
{
    sqlite3_stmt* handle = nullptr;
    char const* tail = nullptr;
    auto const code = sqlite3_prepare_v3(m_handle, sql.data(), static_cast<int>(sql.size()), flags, &handle, &tail);
    if (code != SQLITE_OK)
        fail(code, sql);
    Statement statement;
    statement.handle.reset(handle);
    check(handle, "An SQL text without a statement was run.");
    check(is_blank(sql.substr(static_cast<std::size_t>(tail - sql.data()))),
        "Two SQL statements were run as one; that is script().");
    statement.parameter_count = sqlite3_bind_parameter_count(handle);
    statement.only_reads = sqlite3_stmt_readonly(handle) != 0;
    return statement;
}

void SqliteConnection::Finalizer::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

SqliteConnection::Statement& SqliteConnection::cached(std::string_view sql)
{
    if (auto* statement = m_statements.find(sql))
        return *statement;
    auto& statement = m_statements.add(sql, prepare(sql, SQLITE_PREPARE_PERSISTENT));
    while (m_statements.take_surplus()) { }
    return statement;
}

void SqliteConnection::bind(Statement& statement, std::string_view sql, Parameters parameters, Lifetime lifetime)
{
    check(statement.parameter_count == static_cast<int>(parameters.size()),
        "An SQL statement was given another number of parameters than it has.");
    auto* const handle = statement.handle.get();
    auto const keep = lifetime == Lifetime::rows ? SQLITE_TRANSIENT : SQLITE_STATIC;
    int index = 0;
    for (auto const& parameter : parameters) {
        ++index;
        int code = SQLITE_OK;
        if (auto const* whole = std::get_if<std::int64_t>(&parameter))
            code = sqlite3_bind_int64(handle, index, *whole);
        else if (auto const* text = std::get_if<std::string>(&parameter))
            code = sqlite3_bind_text64(handle, index, text->data(), text->size(), keep, SQLITE_UTF8);
        else if (auto const* blob = std::get_if<Blob>(&parameter))
            code = sqlite3_bind_blob64(handle, index, blob->bytes.data(), blob->bytes.size(), keep);
        else
            code = sqlite3_bind_null(handle, index);
        if (code != SQLITE_OK)
            fail(code, sql);
    }
}

void SqliteConnection::refuse_if_over() const
{
    rethrow_failure();
    if (m_is_ended.load(std::memory_order_relaxed))
        throw Unavailable { "This read was ended so that the write-ahead log can be emptied." };
    if (is_over())
        throw DeadlineExceeded { "The read took longer than it may." };
}

std::unique_ptr<Rows> SqliteConnection::query(std::string_view sql, Parameters parameters)
{
    refuse_if_over();
    m_statement_count.fetch_add(1, std::memory_order_relaxed);
    auto* statement = &cached(sql);
    std::unique_ptr<Statement> own;
    if (statement->is_used) { // the same text is still being read further out
        own = std::make_unique<Statement>(prepare(sql, 0));
        statement = own.get();
    }
    bind(*statement, sql, parameters, Lifetime::rows);
    statement->is_used = true;
    auto rows = std::make_unique<SqliteRows>(*this, *statement, std::move(own));
    // Who writes and returns rows has written when query() returns, whether they are read or not.
    if (!statement->only_reads)
        rows->step_ahead();
    return rows;
}

std::int64_t SqliteConnection::execute(std::string_view sql, Parameters parameters)
{
    refuse_if_over();
    m_statement_count.fetch_add(1, std::memory_order_relaxed);
    auto& statement = cached(sql);
    check(!statement.is_used, "A statement was executed while its rows are being read.");
    bind(statement, sql, parameters, Lifetime::call);
    auto const before = sqlite3_total_changes64(m_handle);
    auto const code = step_through(statement);
    // A statement that changes nothing leaves the count of the one before it.
    auto const changed = sqlite3_total_changes64(m_handle) == before ? 0 : sqlite3_changes64(m_handle);
    if (code != SQLITE_DONE) {
        auto const error = sqlite_error(m_handle, code, sql);
        sqlite3_reset(statement.handle.get());
        m_failure = error;
        std::rethrow_exception(error);
    }
    sqlite3_reset(statement.handle.get());
    sqlite3_clear_bindings(statement.handle.get());
    return changed;
}

int SqliteConnection::step_through(Statement& statement)
{
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW)
        code = sqlite3_step(statement.handle.get());
    return code;
}

void SqliteConnection::script(std::string_view sql)
{
    refuse_if_over();
    if (auto const code = sqlite3_exec(m_handle, std::string { sql }.c_str(), nullptr, nullptr, nullptr);
        code != SQLITE_OK)
        fail(code, sql);
}

void SqliteConnection::control(std::string_view sql)
{
    auto& statement = cached(sql);
    auto const code = step_through(statement);
    auto const error = code == SQLITE_DONE ? nullptr : sqlite_error(m_handle, code, sql);
    sqlite3_reset(statement.handle.get());
    if (error)
        std::rethrow_exception(error);
}

bool SqliteConnection::is_in_transaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

void SqliteConnection::rethrow_failure() const
{
    if (m_failure)
        std::rethrow_exception(m_failure);
}

void SqliteConnection::start_reading(Deadline deadline)
{
    m_failure = nullptr;
    m_is_ended.store(false, std::memory_order_relaxed);
    m_deadline = deadline;
}

bool SqliteConnection::close_rows()
{
    if (m_open_rows == 0)
        return true;
    bool had_none = true;
    for (auto* statement = sqlite3_next_stmt(m_handle, nullptr); statement;
         statement = sqlite3_next_stmt(m_handle, statement)) {
        if (sqlite3_stmt_busy(statement)) {
            sqlite3_reset(statement);
            had_none = false;
        }
    }
    return had_none;
}

void SqliteConnection::fail(int code, std::string_view sql)
{
    if (code == SQLITE_INTERRUPT && m_is_ended.load(std::memory_order_relaxed))
        m_failure = std::make_exception_ptr(
            Unavailable { "This read was ended so that the write-ahead log can be emptied." });
    else
        m_failure = sqlite_error(m_handle, code, sql);
    std::rethrow_exception(m_failure);
}

bool SqliteConnection::is_over() const
{
    return m_deadline != Deadline::max() && std::chrono::steady_clock::now() > m_deadline;
}

int SqliteConnection::interrupts(void* connection)
{
    auto const& self = *static_cast<SqliteConnection*>(connection);
    return self.m_is_ended.load(std::memory_order_relaxed) || self.is_over();
}

}
