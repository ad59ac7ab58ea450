#pragma once

#include "db/database.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <unistd.h>

// For the tests of this room: a fresh database of either kind, gone when the test is over.
namespace kontor::db {

// A PostgreSQL for tests; each test makes its own schema there. Null when there is none.
inline char const* postgres_for_tests() { return std::getenv("KONTOR_TEST_POSTGRESQL"); }
inline Dialect dialect_for_tests() { return postgres_for_tests() ? Dialect::postgresql : Dialect::sqlite; }

class FreshDatabase {
public:
    explicit FreshDatabase(Dialect dialect, Options options = { .syncs_to_disk = false })
        : m_dialect(dialect)
        , m_options(std::move(options))
    {
        static int made = 0;
        auto const name = "kontor_db_test_" + std::to_string(getpid()) + "_" + std::to_string(++made);
        m_folder = std::filesystem::temp_directory_path() / name;
        m_options.schema = name;
        open();
    }
    ~FreshDatabase()
    {
        if (m_dialect == Dialect::postgresql && m_database)
            m_database->alter([&](Connection& connection) {
                connection.script("DROP SCHEMA " + quote(m_options.schema) + " CASCADE");
            });
        m_database.reset();
        std::error_code error;
        std::filesystem::remove_all(m_folder, error);
    }
    FreshDatabase(FreshDatabase const&) = delete;
    FreshDatabase& operator=(FreshDatabase const&) = delete;

    Database& operator*() { return *m_database; }
    Database* operator->() { return m_database.get(); }

    void close() { m_database.reset(); }
    void open()
    {
        close();
        m_database = db::open(url(), m_options);
    }
    [[nodiscard]] std::string url() const
    {
        return m_dialect == Dialect::sqlite ? "sqlite:" + (m_folder / "kontor.db").string() : postgres_for_tests();
    }
    [[nodiscard]] Options const& options() const { return m_options; }

    void script(std::string_view sql)
    {
        m_database->alter([&](Connection& connection) { connection.script(sql); });
    }
    void run(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        m_database->write([&](Transaction& transaction) { transaction.connection().execute(sql, parameters); });
    }
    Value one(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        Value value;
        m_database->read([&](Connection& connection) {
            auto const rows = connection.query(sql, parameters);
            if (rows->next())
                value = rows->value(0);
        });
        return value;
    }
    std::int64_t whole(std::string_view sql, std::vector<Value> const& parameters = {})
    {
        return std::get<std::int64_t>(one(sql, parameters));
    }

private:
    Dialect m_dialect;
    Options m_options;
    std::filesystem::path m_folder;
    std::unique_ptr<Database> m_database;
};

}
