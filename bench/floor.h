#pragma once

// The database without Kontor: what anybody's program would at least have to do for the same rows.

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace kontor::bench {

// One statement, prepared once: each call runs it and looks at every column of every row as text.
using Query = std::function<void()>;

class Floor {
public:
    virtual ~Floor() = default;
    virtual Query prepare(std::string const& sql) = 0;
    virtual void show_plan(std::string const& sql) = 0;
    virtual void script(std::string const& sql) = 0;
};

class SqliteFloor final : public Floor {
public:
    explicit SqliteFloor(std::filesystem::path const& file, bool is_new = false)
    {
        if (sqlite3_open(file.c_str(), &m_database) != SQLITE_OK)
            std::abort();
        sqlite3_busy_timeout(m_database, 60'000);
        // The memory for pages that a reading connection of Kontor has.
        script("pragma cache_size = -4000; pragma temp_store = memory");
        if (is_new)
            script("pragma journal_mode = wal; pragma synchronous = full");
    }
    ~SqliteFloor() override { sqlite3_close_v2(m_database); }
    SqliteFloor(SqliteFloor const&) = delete;
    SqliteFloor& operator=(SqliteFloor const&) = delete;

    void script(std::string const& sql) override
    {
        char* message = nullptr;
        if (sqlite3_exec(m_database, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
            fmt::print(stderr, "{}: {}\n", sql, message);
            std::exit(1);
        }
    }
    sqlite3_stmt* statement(std::string const& sql)
    {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v3(m_database, sql.c_str(), -1, SQLITE_PREPARE_PERSISTENT, &made, nullptr) != SQLITE_OK) {
            fmt::print(stderr, "{}: {}\n", sql, sqlite3_errmsg(m_database));
            std::exit(1);
        }
        return made;
    }
    Query prepare(std::string const& sql) override
    {
        return [made = std::shared_ptr<sqlite3_stmt> { statement(sql), sqlite3_finalize }] {
            auto const columns = sqlite3_column_count(made.get());
            while (sqlite3_step(made.get()) == SQLITE_ROW)
                for (auto column = 0; column < columns; ++column)
                    sqlite3_column_text(made.get(), column);
            sqlite3_reset(made.get());
        };
    }
    void show_plan(std::string const& sql) override
    {
        auto* plan = statement("explain query plan " + sql);
        while (sqlite3_step(plan) == SQLITE_ROW)
            fmt::print(stderr, "    {}\n", reinterpret_cast<char const*>(sqlite3_column_text(plan, 3)));
        sqlite3_finalize(plan);
    }

private:
    sqlite3* m_database = nullptr;
};

class PostgresFloor final : public Floor {
public:
    explicit PostgresFloor(std::string const& url) : m_connection(PQconnectdb(url.c_str()), PQfinish)
    {
        script("set search_path to kontor; set jit to off");
    }

    void script(std::string const& sql) override { check(PQexec(m_connection.get(), sql.c_str()), sql); }
    Query prepare(std::string const& sql) override
    {
        auto const name = fmt::format("floor{}", ++m_statements);
        check(PQprepare(m_connection.get(), name.c_str(), sql.c_str(), 0, nullptr), sql);
        return [this, name, sql] {
            check(PQexecPrepared(m_connection.get(), name.c_str(), 0, nullptr, nullptr, nullptr, 0), sql);
        };
    }
    void show_plan(std::string const& sql) override
    {
        auto* plan = PQexec(m_connection.get(), ("explain analyze " + sql).c_str());
        for (auto row = 0; row < PQntuples(plan); ++row)
            fmt::print(stderr, "    {}\n", PQgetvalue(plan, row, 0));
        PQclear(plan);
    }

private:
    void check(PGresult* result, std::string const& sql)
    {
        auto const status = PQresultStatus(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            fmt::print(stderr, "{}: {}\n", sql, PQresultErrorMessage(result));
            std::exit(1);
        }
        PQclear(result);
    }

    std::unique_ptr<PGconn, decltype(&PQfinish)> m_connection;
    int m_statements = 0;
};

}
