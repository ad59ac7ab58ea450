#pragma once

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

// The floor of the measurements: SQLite by itself, as somebody would use it by hand.
namespace bench {

inline double seconds_of(std::function<void()> const& work)
{
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// The best of several: what others do on the machine meanwhile is not what is measured.
inline double best_ms(std::function<void()> const& work, int times = 15)
{
    work();
    auto best = 1e9;
    for (auto i = 0; i < times; ++i)
        best = std::min(best, seconds_of(work) * 1'000);
    return best;
}

// The database without Kontor.
class Raw {
public:
    explicit Raw(std::filesystem::path const& file, bool is_new = false)
    {
        if (sqlite3_open(file.c_str(), &m_database) != SQLITE_OK)
            std::abort();
        sqlite3_busy_timeout(m_database, 60'000);
        if (is_new)
            script("pragma journal_mode = wal; pragma synchronous = full");
    }
    ~Raw() { sqlite3_close_v2(m_database); }
    Raw(Raw const&) = delete;
    Raw& operator=(Raw const&) = delete;

    void script(std::string const& sql)
    {
        char* message = nullptr;
        if (sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
            fmt::print(stderr, "{}: {}\n", sql, message);
            std::exit(1);
        }
    }
    sqlite3_stmt* prepare(std::string const& sql)
    {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v3(m_database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr)
            != SQLITE_OK) {
            fmt::print(stderr, "{}: {}\n", sql, sqlite3_errmsg(m_database));
            std::exit(1);
        }
        return statement;
    }
    // Every column of every row, as text: what any program must at least do.
    static std::size_t read(sqlite3_stmt* statement)
    {
        auto bytes = std::size_t { 0 };
        auto const columns = sqlite3_column_count(statement);
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (auto column = 0; column < columns; ++column)
                if (sqlite3_column_text(statement, column))
                    bytes += static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
        sqlite3_reset(statement);
        return bytes;
    }
    double read_ms(std::string const& sql)
    {
        auto* statement = prepare(sql);
        auto const best = best_ms([&] { read(statement); });
        sqlite3_finalize(statement);
        return best;
    }
    void show_plan(std::string const& sql)
    {
        auto* statement = prepare("explain query plan " + sql);
        while (sqlite3_step(statement) == SQLITE_ROW)
            fmt::print(stderr, "    {}\n", reinterpret_cast<char const*>(sqlite3_column_text(statement, 3)));
        sqlite3_finalize(statement);
    }

private:
    sqlite3* m_database = nullptr;
};

// The newest rows of a table, kept in memory, and the statement that writes them elsewhere.
class Inserts {
public:
    Inserts(Raw& source, Raw& target, std::string const& select, std::string const& into, std::size_t count)
    {
        auto* statement = source.prepare(fmt::format("{} order by id desc limit {}", select, count));
        m_columns = sqlite3_column_count(statement);
        while (sqlite3_step(statement) == SQLITE_ROW)
            for (auto column = 0; column < m_columns; ++column)
                m_values.push_back(sqlite3_value_dup(sqlite3_column_value(statement, column)));
        sqlite3_finalize(statement);
        auto places = std::string {};
        for (auto column = 0; column < m_columns; ++column)
            places += column ? ", ?" : "?";
        m_insert = target.prepare(fmt::format("insert into {} values ({})", into, places));
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
