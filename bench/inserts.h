#pragma once

#include "floor.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace kontor::bench {

// The newest rows of a table, kept in memory, and the statement that writes them elsewhere.
class Inserts {
public:
    Inserts(
        SqliteFloor& source, SqliteFloor& target, std::string const& select, std::string const& into, std::size_t count)
    {
        auto* statement = source.statement(fmt::format("{} order by id desc limit {}", select, count));
        m_columns = sqlite3_column_count(statement);
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (auto column = 0; column < m_columns; ++column)
                m_values.push_back(sqlite3_value_dup(sqlite3_column_value(statement, column)));
        sqlite3_finalize(statement);
        auto places = std::string {};
        for (auto column = 0; column < m_columns; ++column)
            places += column ? ", ?" : "?";
        m_insert = target.statement(fmt::format("insert into {} values ({})", into, places));
    }
    ~Inserts()
    {
        sqlite3_finalize(m_insert);
        for (auto* value : m_values)
            sqlite3_value_free(value);
    }
    Inserts(Inserts&& other) noexcept
        : m_columns(other.m_columns)
        , m_values(std::exchange(other.m_values, {}))
        , m_insert(std::exchange(other.m_insert, nullptr))
    {
    }

    // The oldest is row 0.
    void run(std::size_t row)
    {
        auto const columns = static_cast<std::size_t>(m_columns);
        auto const begin = m_values.size() - (row + 1) * columns;
        for (auto column = 0; column < m_columns; ++column)
            sqlite3_bind_value(m_insert, column + 1, m_values[begin + static_cast<std::size_t>(column)]);
        if (sqlite3_step(m_insert) != SQLITE_DONE) {
            fmt::print(stderr, "{}\n", sqlite3_errmsg(sqlite3_db_handle(m_insert)));
            std::exit(1);
        }
        sqlite3_reset(m_insert);
    }

private:
    int m_columns = 0;
    std::vector<sqlite3_value*> m_values;
    sqlite3_stmt* m_insert = nullptr;
};

}
