#include "records/write_connection.h"

#include "db/database_fixture.h"
#include "model/registry.h"
#include "model/schema.h"

#include <gtest/gtest.h>

#include <future>

namespace kontor::records {
namespace {

// Each closure sees the accounts 1, Acme, and 2, Globex, and the line 1 of Acme.
class WriteConnectionTest : public testing::TestWithParam<db::Dialect> {
protected:
    void SetUp() override
    {
        if (GetParam() == db::Dialect::postgresql && !db::postgres_for_tests())
            GTEST_SKIP() << "KONTOR_TEST_POSTGRESQL names no server, so PostgreSQL is not tested.";
        m_database = std::make_unique<db::FreshDatabase>(GetParam());
        m_database->script(R"(create table "accounts" ("id" BIGINT PRIMARY KEY, "name" TEXT, "total" BIGINT);
            create table "lines" ("id" BIGINT PRIMARY KEY, "account" BIGINT, "amount" BIGINT);
            insert into "accounts" values (1, 'Acme', 0), (2, 'Globex', 0);
            insert into "lines" values (1, 1, 5))");
    }

    void write(std::function<void(WriteConnection&)> const& work)
    {
        (*m_database)->write([&](db::Transaction& transaction) {
            auto const schema = Schema::assemble(Registry {}, {});
            auto connection = WriteConnection { transaction.connection(), *schema };
            work(connection);
            connection.settle();
        });
    }
    std::uint64_t round_trips() { return (*m_database)->statistics().round_trips; }

    static std::string name_of(db::Connection& connection, std::int64_t id)
    {
        auto const rows = connection.query(R"(select "name" from "accounts" where "id" = ?1)", { id });
        return rows->next() ? std::string { rows->text(0) } : "nobody";
    }
    static std::int64_t sum(db::Connection& connection, std::int64_t account)
    {
        auto const rows = connection.query(
            R"(select cast(sum("amount") as bigint) from "lines" where "account" = ?1)", { account });
        rows->next();
        return rows->whole(0);
    }
    static std::vector<std::string> names(db::Connection& connection)
    {
        auto found = std::vector<std::string> {};
        auto const rows = connection.query(R"(select "name" from "accounts" order by "id")");
        while (rows->next())
            found.emplace_back(rows->text(0));
        return found;
    }

    std::unique_ptr<db::FreshDatabase> m_database;
};

INSTANTIATE_TEST_SUITE_P(Both, WriteConnectionTest, testing::Values(db::Dialect::sqlite, db::Dialect::postgresql),
    [](auto const& test) { return test.param == db::Dialect::sqlite ? "sqlite" : "postgresql"; });

TEST_P(WriteConnectionTest, what_it_changes_it_sees_changed)
{
    write([&](WriteConnection& connection) {
        EXPECT_EQ(name_of(connection, 1), "Acme");
        EXPECT_EQ(names(connection), (std::vector<std::string> { "Acme", "Globex" }));
        connection.execute_later(
            R"(update "accounts" set "name" = ?1 where "id" = ?2)", { "Acme Ltd", std::int64_t { 1 } });
        EXPECT_EQ(name_of(connection, 1), "Acme Ltd");
        EXPECT_EQ(name_of(connection, 2), "Globex");
        EXPECT_EQ(names(connection), (std::vector<std::string> { "Acme Ltd", "Globex" }));
        EXPECT_EQ(name_of(connection, 3), "nobody");
        connection.execute(
            R"(insert into "accounts" ("id", "name") values (?1, ?2))", { std::int64_t { 3 }, "Initech" });
        EXPECT_EQ(name_of(connection, 3), "Initech");
        EXPECT_EQ(names(connection).size(), 3U);
        EXPECT_EQ(sum(connection, 1), 5);
        connection.insert_later(
            "lines", R"("id", "account", "amount")", { std::int64_t { 2 }, std::int64_t { 1 }, std::int64_t { 7 } });
        EXPECT_EQ(sum(connection, 1), 12) << "a row that waits is written before its table is read";
        connection.execute(R"(delete from "accounts" where "id" = ?1)", { std::int64_t { 3 } });
        EXPECT_EQ(name_of(connection, 3), "nobody");
    });
}

TEST_P(WriteConnectionTest, what_a_savepoint_takes_back_is_forgotten)
{
    write([&](WriteConnection& connection) {
        connection.insert_later(
            "lines", R"("id", "account", "amount")", { std::int64_t { 2 }, std::int64_t { 1 }, std::int64_t { 7 } });
        connection.execute("savepoint row");
        connection.insert_later(
            "lines", R"("id", "account", "amount")", { std::int64_t { 3 }, std::int64_t { 1 }, std::int64_t { 100 } });
        connection.execute_later(
            R"(update "accounts" set "name" = ?1 where "id" = ?2)", { "Acme Ltd", std::int64_t { 1 } });
        EXPECT_EQ(name_of(connection, 1), "Acme Ltd");
        connection.execute("rollback to savepoint row");
        connection.execute("release savepoint row");
        EXPECT_EQ(name_of(connection, 1), "Acme");
        EXPECT_EQ(sum(connection, 1), 12) << "what came before it stays";
    });
    EXPECT_EQ(m_database->whole(R"(select count(*) from "lines")"), 2);
}

TEST_P(WriteConnectionTest, it_counts_what_changed_a_table)
{
    write([&](WriteConnection& connection) {
        EXPECT_EQ(connection.changes_of("lines"), 0U);
        connection.execute_later(R"(update "accounts" set "total" = 1 where "id" = ?1)", { std::int64_t { 1 } });
        EXPECT_EQ(connection.changes_of("accounts"), 1U);
        EXPECT_EQ(connection.changes_of("lines"), 0U);
        (void)names(connection);
        EXPECT_EQ(connection.changes_of("accounts"), 1U);
    });
}

TEST_P(WriteConnectionTest, many_rows_of_all_kinds_are_written_as_they_are)
{
    write([&](WriteConnection& connection) {
        for (std::int64_t id = 10; id < 150; ++id)
            connection.insert_later("accounts", R"("id", "name", "total")",
                { id, id % 3 ? db::Value { "Acme " + std::to_string(id) } : db::Value {},
                    id % 2 ? db::Value { id } : db::Value {} });
    });
    EXPECT_EQ(m_database->whole(R"(select count(*) from "accounts")"), 142);
    EXPECT_EQ(m_database->whole(R"(select count(*) from "accounts" where "total" = "id" and "id" % 2 = 1)"), 70);
    EXPECT_EQ(m_database->whole(R"(select count(*) from "accounts" where "name" is null)"), 46);
}

TEST_P(WriteConnectionTest, more_rows_than_it_remembers_are_all_told)
{
    write([&](WriteConnection& connection) {
        for (std::int64_t id = 10; id < 150; ++id)
            connection.insert_later("accounts", R"("id", "name")", { id, "Acme" });
        EXPECT_EQ(names(connection).size(), 142U);
        EXPECT_EQ(names(connection).size(), 142U);
    });
}

TEST_P(WriteConnectionTest, on_postgresql_nothing_is_asked_twice_until_it_may_have_changed)
{
    if (GetParam() == db::Dialect::sqlite)
        GTEST_SKIP() << "Asking costs nothing there.";
    write([&](WriteConnection& connection) {
        (void)name_of(connection, 1);
        (void)name_of(connection, 2);
        (void)sum(connection, 1);
        auto const before = round_trips();
        EXPECT_EQ(name_of(connection, 1), "Acme");
        EXPECT_EQ(sum(connection, 1), 5);
        EXPECT_EQ(round_trips(), before);
        connection.execute_later(R"(update "accounts" set "total" = 1 where "id" = ?1)", { std::int64_t { 1 } });
        EXPECT_EQ(name_of(connection, 2), "Globex") << "another row";
        EXPECT_EQ(sum(connection, 1), 5) << "another table";
        EXPECT_EQ(round_trips(), before);
        (void)name_of(connection, 1);
        EXPECT_EQ(round_trips(), before + 1);
    });
}

TEST_P(WriteConnectionTest, on_postgresql_whoever_locks_a_row_sees_what_others_have_made_of_it)
{
    if (GetParam() == db::Dialect::sqlite)
        GTEST_SKIP() << "There is one writer.";
    auto const other = db::open(m_database->url(), m_database->options());
    write([&](WriteConnection& connection) {
        EXPECT_EQ(sum(connection, 1), 5);
        std::async(std::launch::async, [&] {
            other->write([&](db::Transaction& meanwhile) {
                meanwhile.connection().execute(R"(insert into "lines" values (9, 1, 100))");
            });
        }).get();
        connection.lock_row("accounts", Id { 1 });
        EXPECT_EQ(sum(connection, 1), 105);
        auto const before = round_trips();
        connection.lock_row("accounts", Id { 1 });
        EXPECT_EQ(sum(connection, 1), 105);
        EXPECT_EQ(round_trips(), before) << "it is locked already";
    });
}

}
}
