#include "db/sqlite/rows.h"

#include <sqlite3.h>

namespace kontor::db {

SqliteRows::SqliteRows(SqliteConnection& connection, SqliteConnection::Statement& statement,
    std::unique_ptr<SqliteConnection::Statement> own)
    : m_connection(connection)
    , m_statement(statement)
    , m_own(std::move(own))
    , m_handle(statement.handle.get())
{
    ++m_connection.m_open_rows;
}

SqliteRows::~SqliteRows()
{
    sqlite3_reset(m_handle);
    m_statement.is_used = false;
    --m_connection.m_open_rows;
}

void SqliteRows::step_ahead()
{
    if (step())
        m_place = Place::row_ahead;
}

bool SqliteRows::next()
{
    if (m_place == Place::row_ahead) {
        m_place = Place::on_row;
        return true;
    }
    // SQLite would start the statement anew.
    if (m_place == Place::behind)
        return false;
    return step();
}

bool SqliteRows::step()
{
    auto const code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW) {
        m_place = Place::on_row;
        return true;
    }
    m_place = Place::behind;
    if (code != SQLITE_DONE)
        m_connection.fail(code, sqlite3_sql(m_handle));
    return false;
}

int SqliteRows::column_count() const { return sqlite3_column_count(m_handle); }

bool SqliteRows::is_null(int column) const { return sqlite3_column_type(m_handle, column) == SQLITE_NULL; }

std::int64_t SqliteRows::whole(int column) const { return sqlite3_column_int64(m_handle, column); }

std::string_view SqliteRows::text(int column) const
{
    auto const* bytes = sqlite3_column_text(m_handle, column);
    if (!bytes)
        return {};
    return { reinterpret_cast<char const*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)) };
}

std::string SqliteRows::blob(int column) const
{
    auto const* bytes = sqlite3_column_blob(m_handle, column);
    if (!bytes)
        return {};
    return { static_cast<char const*>(bytes), static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column)) };
}

bool SqliteRows::is_whole(int column) const { return sqlite3_column_type(m_handle, column) == SQLITE_INTEGER; }

}
