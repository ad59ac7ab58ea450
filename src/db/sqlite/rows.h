#pragma once

#include "db/sqlite/connection.h"

namespace kontor::db {

// Steps as it is read. Every cell is one call of SQLite and nothing else: lists spend their time here.
class SqliteRows final : public Rows {
public:
    // `own` is the statement when it does not belong to the connection's cache.
    SqliteRows(SqliteConnection&, SqliteConnection::Statement&, std::unique_ptr<SqliteConnection::Statement> own);
    ~SqliteRows() override;
    SqliteRows(SqliteRows const&) = delete;
    SqliteRows& operator=(SqliteRows const&) = delete;

    // Runs to the first row, which next() then hands out.
    void step_ahead();

    bool next() override;
    [[nodiscard]] int column_count() const override;
    [[nodiscard]] bool is_null(int column) const override;
    [[nodiscard]] std::int64_t whole(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] std::string blob(int column) const override;
    [[nodiscard]] bool is_whole(int column) const override;

private:
    enum class Place { before_row, row_ahead, on_row, behind };
    bool step();

    SqliteConnection& m_connection;
    SqliteConnection::Statement& m_statement;
    std::unique_ptr<SqliteConnection::Statement> m_own;
    sqlite3_stmt* m_handle;
    Place m_place = Place::before_row;
};

}
