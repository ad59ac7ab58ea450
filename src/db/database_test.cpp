#include "db/database.h"

#include "base/check.h"
#include "db/database_fixture.h"

#include <atomic>
#include <future>
#include <limits>
#include <thread>

// What both databases promise alike.
namespace kontor::db {
namespace {

constexpr auto shared_accounts_sql = R"(
    CREATE TABLE account (id BIGINT PRIMARY KEY, name TEXT, revenue BIGINT, logo BLOB);
    CREATE UNIQUE INDEX account_name ON account (name);
    CREATE TABLE deal (id BIGINT PRIMARY KEY, account BIGINT NOT NULL REFERENCES account (id), number TEXT);
)";
constexpr auto endless_sql
    = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n";

class DatabaseTest : public testing::TestWithParam<Dialect> {
protected:
    void SetUp() override
    {
        if (GetParam() == Dialect::postgresql && !postgres_for_tests())
            GTEST_SKIP() << "KONTOR_TEST_POSTGRESQL names no server, so PostgreSQL is not tested.";
    }

    static std::unique_ptr<FreshDatabase> with_accounts(Options options = { .syncs_to_disk = false })
    {
        auto database = std::make_unique<FreshDatabase>(GetParam(), std::move(options));
        std::string sql = shared_accounts_sql;
        if (GetParam() == Dialect::postgresql)
            sql.replace(sql.find("BLOB"), 4, "BYTEA");
        database->script(sql);
        return database;
    }
};

INSTANTIATE_TEST_SUITE_P(Both, DatabaseTest, testing::Values(Dialect::sqlite, Dialect::postgresql),
    [](auto const& test) { return test.param == Dialect::sqlite ? "sqlite" : "postgresql"; });

// An exception that is no std::exception: whatever a closure throws reaches its caller.
struct Refusal {
    int code;
};

std::int64_t accounts_in(FreshDatabase& database) { return database.whole("SELECT count(*) FROM account"); }

TEST_P(DatabaseTest, values_come_back_as_they_were_written)
{
    auto const database = with_accounts();
    std::string bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes += static_cast<char>(byte);
    std::string const name = "Жук & Söhne 'quoted' \"twice\" ?1 $1 \\";
    auto const lowest = std::numeric_limits<std::int64_t>::min();
    database->run("INSERT INTO account (id, name, revenue, logo) VALUES (?1, ?2, ?3, ?4)",
        { std::int64_t { 1 }, name, lowest, Blob { bytes } });
    database->run("INSERT INTO account (id, name, revenue, logo) VALUES (?1, ?2, ?3, ?4)",
        { std::int64_t { 2 }, std::string {}, Value {}, Blob {} });

    (*database)->read([&](Connection& connection) {
        auto const rows = connection.query("SELECT id, name, revenue, logo FROM account ORDER BY id");
        EXPECT_EQ(rows->column_count(), 4);
        ASSERT_TRUE(rows->next());
        EXPECT_TRUE(rows->is_whole(0));
        EXPECT_EQ(rows->whole(0), 1);
        EXPECT_FALSE(rows->is_whole(1));
        EXPECT_EQ(rows->text(1), name);
        EXPECT_EQ(rows->whole(2), lowest);
        EXPECT_EQ(rows->blob(3), bytes);
        EXPECT_EQ(rows->value(1), Value { name });
        EXPECT_EQ(rows->value(2), Value { lowest });
        ASSERT_TRUE(rows->next());
        EXPECT_FALSE(rows->is_null(1));
        EXPECT_EQ(rows->text(1), "");
        EXPECT_TRUE(rows->is_null(2));
        EXPECT_EQ(rows->whole(2), 0);
        EXPECT_EQ(rows->text(2), "");
        EXPECT_EQ(rows->value(2), Value {});
        EXPECT_EQ(rows->blob(3), "");
        EXPECT_FALSE(rows->next());
        EXPECT_FALSE(rows->next()) << "the end stays the end";
    });
}

TEST_P(DatabaseTest, what_is_counted_summed_and_asked_is_a_number)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name, revenue) VALUES (1, 'Acme', 5000000000), (2, 'Globex', -1)");
    EXPECT_EQ(database->whole("SELECT count(*) FROM account"), 2);
    EXPECT_EQ(database->whole("SELECT sum(revenue) FROM account"), 4'999'999'999);
    EXPECT_EQ(database->whole("SELECT EXISTS (SELECT 1 FROM account WHERE id = 2)"), 1);
    EXPECT_EQ(database->whole("SELECT ?1 + 1", { std::int64_t { 5'000'000'000 } }), 5'000'000'001);
    EXPECT_EQ(database->one("SELECT sum(revenue) FROM account WHERE id = 9"), Value {});
}

TEST_P(DatabaseTest, a_parameter_may_be_empty_first_and_a_number_or_a_text_later)
{
    auto const database = with_accounts();
    for (auto const& revenue : { Value {}, Value { std::int64_t { 7 } }, Value {}, Value { std::string { "8" } },
             Value { std::int64_t { 9 } } }) {
        database->run("INSERT INTO account (id, revenue) SELECT count(*), ?1 FROM account", { revenue });
    }
    EXPECT_EQ(database->whole("SELECT sum(revenue) FROM account"), 24);
    EXPECT_EQ(database->whole("SELECT id FROM account WHERE revenue = ?1", { std::string { "8" } }), 3);
}

TEST_P(DatabaseTest, a_question_mark_in_quotes_is_no_parameter)
{
    auto const database = with_accounts();
    EXPECT_EQ(database->one("SELECT '?2 it''s ?3' || ?1 /* ?4 */ -- ?5", { std::string { "!" } }),
        Value { std::string { "?2 it's ?3!" } });
}

TEST_P(DatabaseTest, another_number_of_parameters_is_a_bug)
{
    auto const database = with_accounts();
    EXPECT_THROW(database->one("SELECT name FROM account WHERE id = ?1"), Bug);
    EXPECT_THROW(database->one("SELECT name FROM account", { std::int64_t { 1 } }), Bug);
    EXPECT_EQ(database->one("SELECT name FROM account WHERE id = ?1", { std::int64_t { 1 } }), Value {});
}

TEST_P(DatabaseTest, a_unique_violation_tells_where)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    try {
        database->run("INSERT INTO account (id, name) VALUES (2, 'Acme')");
        FAIL() << "two accounts of one name";
    } catch (UniqueViolation const& error) {
        EXPECT_EQ(error.where(), GetParam() == Dialect::sqlite ? "account.name" : "account_name");
        EXPECT_EQ(std::string { error.what() }.find("Acme"), std::string::npos) << "values stay out of messages";
    }
    EXPECT_THROW(database->run("INSERT INTO account (id, name) VALUES (1, 'Globex')"), UniqueViolation);
}

TEST_P(DatabaseTest, a_unique_index_over_an_expression_tells_its_name)
{
    auto const database = with_accounts();
    database->script("CREATE UNIQUE INDEX deal_number ON deal (account, (coalesce(number, 'none')))");
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    database->run("INSERT INTO deal (id, account) VALUES (1, 1)");
    try {
        database->run("INSERT INTO deal (id, account) VALUES (2, 1)");
        FAIL() << "two deals of one number";
    } catch (UniqueViolation const& error) {
        EXPECT_EQ(error.where(), "deal_number");
    }
}

TEST_P(DatabaseTest, a_link_to_nothing_is_a_foreign_key_violation)
{
    auto const database = with_accounts();
    EXPECT_THROW(database->run("INSERT INTO deal (id, account) VALUES (1, 99)"), ForeignKeyViolation);
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    database->run("INSERT INTO deal (id, account) VALUES (1, 1)");
    EXPECT_THROW(database->run("DELETE FROM account WHERE id = 1"), ForeignKeyViolation);
}

TEST_P(DatabaseTest, anything_else_is_a_plain_error_that_shows_the_statement)
{
    auto const database = with_accounts();
    try {
        database->run(
            "INSERT INTO deal (id, number) VALUES (?1, ?2)", { std::int64_t { 1 }, std::string { "secret" } });
        FAIL() << "a deal without an account";
    } catch (Error const& error) {
        EXPECT_EQ(typeid(error), typeid(Error)) << error.what();
        EXPECT_NE(std::string { error.what() }.find("INSERT INTO deal"), std::string::npos);
        EXPECT_EQ(std::string { error.what() }.find("secret"), std::string::npos);
    }
    EXPECT_THROW(database->one("SELECT nothing FROM nowhere"), Error);
}

TEST_P(DatabaseTest, what_a_closure_throws_undoes_its_writes_and_reaches_its_caller)
{
    auto const database = with_accounts();
    try {
        (*database)->write([](Transaction& transaction) {
            transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
            throw Refusal { 42 };
        });
        FAIL() << "the refusal was lost";
    } catch (Refusal const& refusal) {
        EXPECT_EQ(refusal.code, 42);
    }
    EXPECT_EQ(accounts_in(*database), 0);
    EXPECT_EQ((*database)->statistics().writes, 0U);
}

TEST_P(DatabaseTest, a_closure_cannot_catch_a_failure_and_go_on)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    auto const stubborn = [](Transaction& transaction) {
        try {
            transaction.connection().execute("INSERT INTO account (id, name) VALUES (2, 'Acme')");
        } catch (UniqueViolation const&) {
        }
        EXPECT_THROW(transaction.connection().query("SELECT 1"), UniqueViolation);
    };
    EXPECT_THROW((*database)->write(stubborn), UniqueViolation);
    EXPECT_EQ(accounts_in(*database), 1);
}

TEST_P(DatabaseTest, work_before_and_after_commit_runs_once_and_in_order)
{
    auto const database = with_accounts();
    std::vector<std::string> events;
    auto const seen_outside = [&] { return accounts_in(*database) == 1 ? "seen" : "unseen"; };
    (*database)->write([&](Transaction& transaction) {
        transaction.after_commit([&] { events.push_back(std::string { "after, " } + seen_outside()); });
        transaction.before_commit([&](Connection& connection) {
            auto const rows = connection.query("SELECT name FROM account");
            rows->next();
            events.push_back("before, " + std::string { rows->text(0) });
        });
        transaction.before_commit([&](Connection&) { events.emplace_back("before, second"); });
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
        events.emplace_back("closure");
    });
    EXPECT_EQ(events, (std::vector<std::string> { "closure", "before, Acme", "before, second", "after, seen" }));
}

TEST_P(DatabaseTest, a_failed_closure_leaves_no_effects)
{
    auto const database = with_accounts();
    auto const never = [] { ADD_FAILURE() << "nothing was committed"; };
    EXPECT_THROW((*database)->write([&](Transaction& transaction) {
        transaction.before_commit([&](Connection&) { never(); });
        transaction.after_commit(never);
        throw Refusal { 1 };
    }),
        Refusal);
    EXPECT_THROW((*database)->write([&](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
        transaction.before_commit([](Connection&) { throw Refusal { 2 }; });
        transaction.after_commit(never);
    }),
        Refusal);
    EXPECT_EQ(accounts_in(*database), 0);
}

TEST_P(DatabaseTest, what_after_commit_throws_changes_nothing)
{
    auto const database = with_accounts();
    bool second_ran = false;
    (*database)->write([&](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
        transaction.after_commit([] { throw std::runtime_error { "a listener fell over (expected by this test)" }; });
        transaction.after_commit([&] { second_ran = true; });
    });
    EXPECT_TRUE(second_ran);
    EXPECT_EQ(accounts_in(*database), 1);
}

TEST_P(DatabaseTest, closures_that_run_twice_leave_one_effect)
{
    auto const database = with_accounts({ .runs_closures_twice = true, .syncs_to_disk = false });
    int runs = 0;
    int before = 0;
    int after = 0;
    (*database)->write([&](Transaction& transaction) {
        ++runs;
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
        transaction.before_commit([&](Connection&) { ++before; });
        transaction.after_commit([&] { ++after; });
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(before, 1);
    EXPECT_EQ(after, 1);
    EXPECT_EQ(accounts_in(*database), 1);
    EXPECT_THROW((*database)->write([](Transaction&) { throw Refusal { 3 }; }), Refusal);
}

TEST_P(DatabaseTest, sixteen_threads_of_fifty_increments_add_up)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name, revenue) VALUES (1, 'Acme', 0)");
    std::vector<std::jthread> threads;
    for (int index = 0; index < 16; ++index) {
        threads.emplace_back([&] {
            for (int round = 0; round < 50; ++round)
                database->run("UPDATE account SET revenue = revenue + 1 WHERE id = ?1", { std::int64_t { 1 } });
        });
    }
    threads.clear();
    EXPECT_EQ(database->whole("SELECT revenue FROM account"), 800);
    EXPECT_EQ((*database)->statistics().writes, 801U);
}

TEST_P(DatabaseTest, a_deadline_interrupts_a_read_and_spares_the_next_one)
{
    auto const database = with_accounts({ .reader_count = 1, .syncs_to_disk = false });
    auto const endless = [](Connection& connection) { connection.query(endless_sql)->next(); };
    auto const started = std::chrono::steady_clock::now();
    EXPECT_THROW((*database)->read(endless, std::chrono::milliseconds { 40 }), DeadlineExceeded);
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds { 10 });
    EXPECT_EQ(accounts_in(*database), 0);

    // Many quick statements are no way around it.
    auto const restless = [](Connection& connection) {
        for (;;)
            connection.query("SELECT 1")->next();
    };
    EXPECT_THROW((*database)->read(restless, std::chrono::milliseconds { 20 }), DeadlineExceeded);
    EXPECT_EQ(accounts_in(*database), 0);
}

TEST_P(DatabaseTest, a_read_waits_for_a_connection_no_longer_than_its_deadline)
{
    auto const database = with_accounts({ .reader_count = 1, .syncs_to_disk = false });
    (*database)->read([&](Connection& connection) {
        connection.query("SELECT 1")->next();
        auto second = std::async(
            std::launch::async, [&] { (*database)->read([](Connection&) {}, std::chrono::milliseconds { 10 }); });
        EXPECT_THROW(second.get(), DeadlineExceeded);
    });
}

TEST_P(DatabaseTest, a_read_is_one_snapshot)
{
    auto const database = with_accounts();
    (*database)->read([&](Connection& connection) {
        auto const count = [&] {
            auto const rows = connection.query("SELECT count(*) FROM account");
            rows->next();
            return rows->whole(0);
        };
        EXPECT_EQ(count(), 0);
        std::thread { [&] { database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')"); } }.join();
        EXPECT_EQ(count(), 0);
    });
    EXPECT_EQ(accounts_in(*database), 1);
}

TEST_P(DatabaseTest, an_exception_in_a_read_gives_the_connection_back)
{
    auto const database = with_accounts({ .reader_count = 2, .syncs_to_disk = false });
    for (int round = 0; round < 20; ++round) {
        EXPECT_THROW((*database)->read([](Connection& connection) {
            auto const rows = connection.query("SELECT 1");
            rows->next();
            throw Refusal { 1 };
        }),
            Refusal);
        EXPECT_THROW(database->one("SELECT nothing FROM nowhere"), Error);
    }
    EXPECT_EQ(accounts_in(*database), 0);
}

TEST_P(DatabaseTest, a_read_cannot_write)
{
    auto const database = with_accounts();
    EXPECT_THROW(
        (*database)->read([](Connection& connection) { connection.execute("INSERT INTO account (id) VALUES (1)"); }),
        ReadOnly);
    EXPECT_EQ(accounts_in(*database), 0);
}

TEST_P(DatabaseTest, opening_anything_inside_a_write_is_a_bug)
{
    auto const database = with_accounts();
    auto const nested_write = [&](Transaction&) { (*database)->write([](Transaction&) {}); };
    auto const nested_read = [&](Transaction&) { (*database)->read([](Connection&) {}); };
    auto const nested_alter = [&](Transaction&) { (*database)->alter([](Connection&) {}); };
    EXPECT_THROW((*database)->write(nested_write), Bug);
    EXPECT_THROW((*database)->write(nested_read), Bug);
    EXPECT_THROW((*database)->write(nested_alter), Bug);
    EXPECT_THROW((*database)->alter([&](Connection&) { (*database)->write([](Transaction&) {}); }), Bug);
    EXPECT_THROW((*database)->write([&](Transaction& transaction) {
        transaction.before_commit([&](Connection&) { (*database)->write([](Transaction&) {}); });
    }),
        Bug);
    bool was_refused = false;
    (*database)->write([&](Transaction& transaction) {
        transaction.after_commit([&] {
            EXPECT_THROW((*database)->write([](Transaction&) {}), Bug);
            was_refused = true;
        });
    });
    EXPECT_TRUE(was_refused);
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    EXPECT_EQ(accounts_in(*database), 1);
}

TEST_P(DatabaseTest, rows_may_be_nested)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme'), (2, 'Globex')");
    database->run("INSERT INTO deal (id, account) VALUES (10, 1), (11, 1), (12, 2)");
    std::string story;
    (*database)->read([&](Connection& connection) {
        auto const accounts = connection.query("SELECT id, name FROM account ORDER BY id");
        while (accounts->next()) {
            story.append(accounts->text(1)).append(":");
            auto const deals
                = connection.query("SELECT id FROM deal WHERE account = ?1 ORDER BY id", { accounts->whole(0) });
            while (deals->next())
                story.append(" ").append(deals->text(0));
            // The same text again, further in.
            auto const again = connection.query("SELECT id, name FROM account ORDER BY id");
            again->next();
            story.append(" (first ").append(again->text(1)).append(") ");
        }
    });
    EXPECT_EQ(story, "Acme: 10 11 (first Acme) Globex: 12 (first Acme) ");
}

TEST_P(DatabaseTest, execute_tells_how_many_rows_changed)
{
    auto const database = with_accounts();
    (*database)->write([](Transaction& transaction) {
        auto& connection = transaction.connection();
        EXPECT_EQ(
            connection.execute("INSERT INTO account (id, name) VALUES (1, 'Acme'), (2, 'Globex'), (3, 'Initech')"), 3);
        EXPECT_EQ(connection.execute("UPDATE account SET revenue = 1 WHERE id > ?1", { std::int64_t { 1 } }), 2);
        EXPECT_EQ(connection.execute("UPDATE account SET revenue = 1 WHERE id > ?1", { std::int64_t { 9 } }), 0);
        EXPECT_EQ(connection.execute("SELECT id FROM account"), 0);
        EXPECT_EQ(connection.execute("DELETE FROM account"), 3);
        EXPECT_EQ(connection.execute("INSERT INTO account (id, name) VALUES (1, 'Acme') ON CONFLICT DO NOTHING"), 1);
        EXPECT_EQ(connection.execute("INSERT INTO account (id, name) VALUES (1, 'Acme') ON CONFLICT DO NOTHING"), 0);
    });
}

TEST_P(DatabaseTest, what_is_written_later_is_there_for_whoever_asks_and_in_its_order)
{
    auto const database = with_accounts();
    (*database)->write([&](Transaction& transaction) {
        auto& connection = transaction.connection();
        for (std::int64_t id = 1; id <= 600; ++id)
            connection.execute_later("INSERT INTO account (id, name, revenue) VALUES (?1, ?2, ?3)",
                { id, "Acme " + std::to_string(id), id % 2 ? Value { id } : Value {} });
        connection.execute_later("UPDATE account SET name = ?2 WHERE id = ?1", { std::int64_t { 600 }, "Globex" });
        auto const rows = connection.query("SELECT count(*), max(name) FROM account");
        ASSERT_TRUE(rows->next());
        EXPECT_EQ(rows->whole(0), 600);
        EXPECT_EQ(rows->text(1), "Globex");
        connection.execute_later("DELETE FROM account WHERE id <= ?1", { std::int64_t { 500 } });
    });
    EXPECT_EQ(accounts_in(*database), 100);
}

TEST_P(DatabaseTest, what_is_written_later_and_fails_undoes_the_whole_write)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    auto later = 0;
    auto const twice = [&](Transaction& transaction) {
        auto& connection = transaction.connection();
        connection.execute_later("INSERT INTO account (id, name) VALUES (?1, ?2)", { std::int64_t { 2 }, "Globex" });
        connection.execute_later("INSERT INTO account (id, name) VALUES (?1, ?2)", { std::int64_t { 3 }, "Acme" });
        transaction.after_commit([&] { ++later; });
    };
    EXPECT_THROW((*database)->write(twice), UniqueViolation) << "told at COMMIT at the latest";
    EXPECT_THROW((*database)->write([&](Transaction& transaction) {
        twice(transaction);
        transaction.connection().query("SELECT 1");
        ADD_FAILURE() << "nothing goes on after a failure";
    }),
        UniqueViolation);
    EXPECT_EQ(accounts_in(*database), 1);
    EXPECT_EQ(later, 0);
    database->run("INSERT INTO account (id, name) VALUES (2, 'Globex')");
    EXPECT_EQ(accounts_in(*database), 2) << "the connection serves the next one";
}

TEST_P(DatabaseTest, a_mistyped_column_is_an_error_and_no_text)
{
    auto const database = with_accounts();
    EXPECT_THROW(database->run("INSERT INTO account (id, name) VALUES (1, \"nmae\")"), Error);
    EXPECT_THROW(database->one("SELECT \"nmae\" FROM account"), Error);
    EXPECT_EQ(accounts_in(*database), 0);
}

TEST_P(DatabaseTest, who_returns_rows_has_written_whether_they_are_read_or_not)
{
    auto const database = with_accounts();
    (*database)->write([](Transaction& transaction) {
        auto& connection = transaction.connection();
        auto const rows = connection.query("INSERT INTO account (id, name) VALUES (7, 'Acme') RETURNING id, name");
        ASSERT_TRUE(rows->next());
        EXPECT_EQ(rows->whole(0), 7);
        EXPECT_FALSE(rows->next());
        connection.query("INSERT INTO account (id, name) VALUES (8, 'Globex') RETURNING id");
    });
    EXPECT_EQ(accounts_in(*database), 2);
}

TEST_P(DatabaseTest, statements_survive_a_schema_change)
{
    auto const database = with_accounts({ .reader_count = 1, .syncs_to_disk = false });
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    auto const columns = [&](Connection& connection) {
        auto const rows = connection.query("SELECT * FROM account");
        EXPECT_TRUE(rows->next());
        return rows->column_count();
    };
    int seen = 0;
    auto const look = [&] { (*database)->read([&](Connection& connection) { seen = columns(connection); }); };
    look();
    EXPECT_EQ(seen, 4);
    database->script("ALTER TABLE account ADD COLUMN segment TEXT");
    look();
    EXPECT_EQ(seen, 5);

    // In a write, and not its first statement.
    auto const write = [&] {
        (*database)->write([&](Transaction& transaction) {
            transaction.connection().execute("UPDATE account SET revenue = coalesce(revenue, 0) + 1");
            seen = columns(transaction.connection());
        });
    };
    write();
    database->script("ALTER TABLE account ADD COLUMN city TEXT");
    write();
    EXPECT_EQ(seen, 6);
    EXPECT_EQ(database->whole("SELECT revenue FROM account"), 2);
}

TEST_P(DatabaseTest, a_schema_change_is_made_whole_or_not_at_all)
{
    auto const database = with_accounts();
    EXPECT_THROW((*database)->alter([](Connection& connection) {
        connection.script("CREATE TABLE lead (id BIGINT PRIMARY KEY); ALTER TABLE account ADD COLUMN city TEXT");
        connection.script("CREATE TABLE account (id BIGINT)");
    }),
        Error);
    EXPECT_THROW(database->one("SELECT id FROM lead"), Error);
    EXPECT_THROW(database->one("SELECT city FROM account"), Error);
}

TEST_P(DatabaseTest, many_different_statements_do_not_pile_up)
{
    auto const database = with_accounts({ .reader_count = 1, .syncs_to_disk = false });
    (*database)->read([](Connection& connection) {
        auto const outer = connection.query("SELECT 1000000"); // in use all the time, and the oldest
        ASSERT_TRUE(outer->next());
        for (int number = 0; number < 1'200; ++number) {
            auto const rows = connection.query("SELECT " + std::to_string(number));
            ASSERT_TRUE(rows->next());
            ASSERT_EQ(rows->whole(0), number);
        }
        EXPECT_EQ(outer->whole(0), 1'000'000);
    });
    EXPECT_EQ(database->whole("SELECT 5"), 5);
}

TEST_P(DatabaseTest, what_was_written_is_there_after_opening_again)
{
    auto const database = with_accounts();
    database->run("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    database->open();
    EXPECT_EQ(accounts_in(*database), 1);
    EXPECT_EQ((*database)->check_integrity(), "ok");
}

TEST(Quote, doubles_quotes)
{
    EXPECT_EQ(quote("name"), "\"name\"");
    EXPECT_EQ(quote("a\"; DROP TABLE account; --"), "\"a\"\"; DROP TABLE account; --\"");
}

TEST(Open, an_unknown_address_is_refused_and_not_repeated)
{
    try {
        open("mysql://root:hunter2@localhost/crm");
        FAIL() << "there is no such database";
    } catch (CannotOpen const& error) {
        EXPECT_EQ(std::string { error.what() }.find("hunter2"), std::string::npos);
    }
    EXPECT_THROW(open("sqlite:"), CannotOpen);
}

TEST(Open, a_server_that_is_not_there_is_told_without_the_password)
{
    try {
        open("postgresql://kontor:hunter2@127.0.0.1:1/crm");
        FAIL() << "nobody listens there";
    } catch (CannotOpen const& error) {
        EXPECT_NE(std::string { error.what() }.find("127.0.0.1"), std::string::npos);
        EXPECT_EQ(std::string { error.what() }.find("hunter2"), std::string::npos);
    }
}

}
}
