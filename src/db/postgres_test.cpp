#include "db/database_fixture.h"
#include "db/postgres/parameters.h"
#include "tests/support/waiting.h"

#include <atomic>
#include <future>
#include <latch>
#include <mutex>
#include <set>

// What is special about PostgreSQL: sessions that break, retries, commits that are not what they seem, parameters.
namespace kontor::db {
namespace {

using test::wait_for;

std::string numbered(std::string_view sql) { return number_parameters(sql).text; }

TEST(PostgresParameters, are_numbered_with_a_dollar)
{
    EXPECT_EQ(numbered("SELECT ?1, ?12 WHERE a=?2"), "SELECT $1, $12 WHERE a=$2");
    EXPECT_EQ(number_parameters("SELECT ?1, ?12 WHERE a=?2").parameter_count, 12);
    EXPECT_EQ(number_parameters("SELECT 1").parameter_count, 0);
}

TEST(PostgresParameters, are_left_alone_where_they_are_none)
{
    for (std::string_view const sql : { "SELECT '?1'", "SELECT 'it''s ?1'", "SELECT \"?1\"\"?2\"", "SELECT E'\\'?1'",
             "SELECT 1 -- ?1", "SELECT /* ?1 */ 1", "SELECT $$?1$$", "SELECT $a$ ?1 $$ ?2 $a$", "SELECT a ? 'key'",
             "SELECT a ?| b", "SELECT 'open ?1", "SELECT 1 /* open ?1" })
        EXPECT_EQ(numbered(sql), sql);
    EXPECT_EQ(numbered("SELECT '\\', ?1"), "SELECT '\\', $1") << "a backslash escapes nothing in an ordinary text";
    EXPECT_EQ(numbered("SELECT 'a' -- ?1\n, ?2"), "SELECT 'a' -- ?1\n, $2");
    EXPECT_EQ(numbered("?1"), "$1");
    EXPECT_EQ(numbered("?"), "?");
    EXPECT_EQ(numbered(""), "");
}

TEST(PostgresParameters, with_a_zero_byte_are_refused)
{
    std::vector<Value> const parameters { std::string { "a\0b", 3 } };
    EXPECT_THROW(BoundParameters { parameters }, Error);
}

class PostgresTest : public testing::Test {
protected:
    void SetUp() override
    {
        if (!postgres_for_tests())
            GTEST_SKIP() << "KONTOR_TEST_POSTGRESQL names no server, so PostgreSQL is not tested.";
        m_database = std::make_unique<FreshDatabase>(
            Dialect::postgresql, Options { .reader_count = 4, .syncs_to_disk = false });
        m_database->script("CREATE TABLE account (id BIGINT PRIMARY KEY, name TEXT COLLATE \"C\", revenue BIGINT);"
                           "CREATE INDEX account_name ON account (name)");
        m_database->run("INSERT INTO account (id, name, revenue) VALUES (1, 'Acme', 0), (2, 'Globex', 0)");
    }

    static void raise(Connection& connection, std::int64_t id)
    {
        connection.execute("UPDATE account SET revenue = revenue + 1 WHERE id = ?1", { id });
    }
    static std::int64_t session_of(Connection& connection)
    {
        auto const rows = connection.query("SELECT pg_backend_pid()");
        rows->next();
        return rows->whole(0);
    }
    // Ends a session from outside, as a restart of the server would.
    void end_session(std::int64_t session)
    {
        auto const other = open(m_database->url(), m_database->options());
        other->read(
            [&](Connection& connection) { connection.query("SELECT pg_terminate_backend(?1::int)", { session }); });
        other->read([&](Connection& connection) {
            wait_for([&] {
                connection.query("SELECT pg_stat_clear_snapshot()");
                return !connection.query("SELECT 1 FROM pg_stat_activity WHERE pid = ?1", { session })->next();
            });
        });
    }
    // At COMMIT of everything that changes an account.
    void at_commit(std::string const& statement)
    {
        m_database->script("CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + statement
            + " RETURN NULL; END $$; CREATE CONSTRAINT TRIGGER at_commit AFTER UPDATE ON account DEFERRABLE INITIALLY "
              "DEFERRED"
              " FOR EACH ROW EXECUTE FUNCTION at_commit()");
    }
    std::int64_t revenue() { return m_database->whole("SELECT sum(revenue) FROM account"); }

    std::unique_ptr<FreshDatabase> m_database;
};

TEST_F(PostgresTest, indexes_serve_numbers_and_texts)
{
    (*m_database)->read([](Connection& connection) {
        connection.script("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off");
        auto const plan = [&](std::string_view condition, Value const& value) {
            std::string text;
            auto const rows = connection.query(
                "EXPLAIN SELECT id FROM account WHERE " + std::string { condition }, std::vector { value });
            while (rows->next())
                text.append(rows->text(0)).append("\n");
            return text;
        };
        EXPECT_NE(plan("id = ?1", std::int64_t { 1 }).find("Index Cond: (id"), std::string::npos);
        EXPECT_NE(plan("name = ?1", std::string { "Acme" }).find("Index Cond: (name"), std::string::npos);
        EXPECT_NE(plan("name > ?1", std::string { "Acme" }).find("Index Cond: (name"), std::string::npos);
        EXPECT_NE(plan("id > ?1", std::string { "7" }).find("Index Cond: (id"), std::string::npos);
    });
}

TEST_F(PostgresTest, a_session_that_ended_while_idle_is_replaced_unnoticed)
{
    std::int64_t session = 0;
    auto const ask = [&](Connection& connection) { session = session_of(connection); };
    (*m_database)->read(ask);
    auto const first = session;
    end_session(first);
    (*m_database)->read(ask);
    EXPECT_NE(session, first);
    end_session(session);
    m_database->run("UPDATE account SET revenue = revenue + 1 WHERE id = 1");
    EXPECT_EQ(revenue(), 1);
    (*m_database)->read(ask);
    end_session(session);
    m_database->script("UPDATE account SET revenue = revenue + 1 WHERE id = 1");
    EXPECT_EQ(revenue(), 2);
}

TEST_F(PostgresTest, a_write_whose_session_ends_before_commit_runs_again)
{
    int runs = 0;
    (*m_database)->write([&](Transaction& transaction) {
        raise(transaction.connection(), 1);
        if (++runs == 1)
            std::thread { [&, session = session_of(transaction.connection())] { end_session(session); } }.join();
        raise(transaction.connection(), 2);
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(revenue(), 2);
}

TEST_F(PostgresTest, a_read_whose_session_ends_is_told)
{
    EXPECT_THROW((*m_database)->read([&](Connection& connection) {
        std::thread { [&, session = session_of(connection)] { end_session(session); } }.join();
        connection.query("SELECT name FROM account");
    }),
        Unavailable);
    EXPECT_EQ(revenue(), 0);
}

TEST_F(PostgresTest, a_session_that_ends_at_commit_leaves_the_outcome_unknown)
{
    at_commit("PERFORM pg_terminate_backend(pg_backend_pid());");
    int runs = 0;
    bool was_told = false;
    EXPECT_THROW((*m_database)->write([&](Transaction& transaction) {
        ++runs;
        raise(transaction.connection(), 1);
        transaction.after_commit([&] { was_told = true; });
    }),
        OutcomeUnknown);
    EXPECT_EQ(runs, 1) << "it might have landed: running it again might do it twice";
    EXPECT_FALSE(was_told);
}

TEST_F(PostgresTest, a_warning_at_commit_is_no_acknowledgement)
{
    // What a cancelled wait for a synchronous standby looks like.
    at_commit("RAISE WARNING 'canceling wait for synchronous replication due to user request';");
    EXPECT_THROW(m_database->run("UPDATE account SET revenue = 1 WHERE id = 1"), OutcomeUnknown);
    EXPECT_EQ(revenue(), 1);
}

TEST_F(PostgresTest, a_conflict_at_commit_runs_the_closure_again)
{
    m_database->script("CREATE SEQUENCE tries");
    at_commit("IF nextval('tries') < 4 THEN RAISE 'collided' USING ERRCODE = '40001'; END IF;");
    int runs = 0;
    (*m_database)->write([&](Transaction& transaction) {
        ++runs;
        raise(transaction.connection(), 1);
    });
    EXPECT_EQ(runs, 4);
    EXPECT_EQ(revenue(), 1);
}

TEST_F(PostgresTest, a_conflict_without_end_is_given_up)
{
    at_commit("RAISE 'collided' USING ERRCODE = '40001';");
    int runs = 0;
    EXPECT_THROW((*m_database)->write([&](Transaction& transaction) {
        ++runs;
        raise(transaction.connection(), 1);
    }),
        Unavailable);
    EXPECT_EQ(runs, 10);
}

TEST_F(PostgresTest, two_that_lock_each_other_both_get_through)
{
    std::latch both_hold_one { 2 };
    std::atomic<int> runs = 0;
    auto const crosswise = [&](std::int64_t first, std::int64_t second) {
        bool is_first_run = true;
        (*m_database)->write([&](Transaction& transaction) {
            ++runs;
            raise(transaction.connection(), first);
            if (std::exchange(is_first_run, false))
                both_hold_one.arrive_and_wait();
            try {
                raise(transaction.connection(), second);
            } catch (Error const&) {
                // A closure may turn the error into one of its own; the deadlock is seen all the same.
                throw std::runtime_error { "saving failed" };
            }
        });
    };
    auto one = std::async(std::launch::async, crosswise, 1, 2);
    auto other = std::async(std::launch::async, crosswise, 2, 1);
    one.get();
    other.get();
    EXPECT_GE(runs, 3);
    EXPECT_EQ(revenue(), 4);
}

TEST_F(PostgresTest, a_schema_change_waits_for_a_reader_without_stopping_the_others)
{
    std::future<void> change;
    (*m_database)->read([&](Connection& connection) {
        connection.query("SELECT count(*) FROM account");
        change
            = std::async(std::launch::async, [&] { m_database->script("ALTER TABLE account ADD COLUMN city TEXT"); });
        auto const is_waiting = [&] {
            return m_database->whole("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query "
                                     "LIKE 'ALTER TABLE%'")
                > 0;
        };
        wait_for(is_waiting);
        // It queues behind the change, which gives up soon; this reader does not end before.
        std::thread { [&] { EXPECT_EQ(revenue(), 0); } }.join();
    });
    change.get();
    EXPECT_EQ(m_database->one("SELECT city FROM account WHERE id = 1"), Value {});
}

TEST_F(PostgresTest, what_is_written_later_costs_one_round_trip_with_the_next_question)
{
    auto const before = (*m_database)->statistics().round_trips;
    (*m_database)->write([&](Transaction& transaction) {
        auto& connection = transaction.connection();
        for (std::int64_t id = 10; id < 60; ++id)
            connection.execute_later("INSERT INTO account (id, name) VALUES (?1, ?2)", { id, "Acme" });
        connection.query("SELECT 1");
    });
    EXPECT_EQ((*m_database)->statistics().round_trips - before, 2U) << "that and COMMIT";
}

TEST_F(PostgresTest, a_server_hears_what_others_announce_and_not_itself)
{
    auto const other = open(m_database->url(), m_database->options());
    std::mutex mutex;
    std::set<std::string, std::less<>> here, there;
    auto const listen = [&](Database& database, std::set<std::string, std::less<>>& heard) {
        database.on_announcement([&](std::string_view topic) {
            std::lock_guard const lock { mutex };
            heard.emplace(topic);
        });
    };
    auto const has_heard = [&](std::set<std::string, std::less<>> const& heard, std::string_view topic) {
        std::lock_guard const lock { mutex };
        return heard.contains(topic);
    };
    listen(**m_database, here);
    listen(*other, there);
    // An empty word says that somebody listens from now on.
    wait_for([&] { return has_heard(here, "") && has_heard(there, ""); });

    (*m_database)->announce("records");
    (*m_database)->announce("jobs");
    wait_for([&] { return has_heard(there, "records") && has_heard(there, "jobs"); });
    other->announce("rights");
    wait_for([&] { return has_heard(here, "rights"); });
    EXPECT_FALSE(has_heard(here, "records"));
    EXPECT_FALSE(has_heard(there, "rights"));

    other->on_announcement(nullptr);
    (*m_database)->on_announcement(nullptr);
}

TEST_F(PostgresTest, a_server_hears_again_when_its_session_broke)
{
    auto const other = open(m_database->url(), m_database->options());
    std::atomic<int> starts = 0, words = 0;
    other->on_announcement([&](std::string_view topic) { ++(topic.empty() ? starts : words); });
    wait_for([&] { return starts == 1; });
    auto const listening = std::get<std::int64_t>(m_database->one(
        "SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN ' || ?1", { quote(m_database->options().schema) }));
    end_session(listening);
    wait_for([&] { return starts == 2; });
    (*m_database)->announce("records");
    wait_for([&] { return words > 0; });
    other->on_announcement(nullptr);
}

TEST_F(PostgresTest, sessions_are_set_up_for_us)
{
    FreshDatabase durable { Dialect::postgresql, {} };
    auto const setting = [&](std::string const& name) { return std::get<std::string>(durable.one("SHOW " + name)); };
    EXPECT_EQ(setting("search_path"), durable.options().schema);
    EXPECT_EQ(setting("client_min_messages"), "warning");
    EXPECT_EQ(setting("idle_in_transaction_session_timeout"), "1min");
    EXPECT_NE(setting("synchronous_commit"), "off");
    EXPECT_EQ(setting("statement_timeout"), "30s");
    EXPECT_EQ(setting("transaction_isolation"), "repeatable read");
}

TEST_F(PostgresTest, workspaces_are_schemas_that_do_not_see_each_other)
{
    FreshDatabase other { Dialect::postgresql };
    EXPECT_THROW(other.one("SELECT name FROM account"), Error);
    other.script("CREATE TABLE account (id BIGINT PRIMARY KEY)");
    EXPECT_EQ(other.whole("SELECT count(*) FROM account"), 0);
    EXPECT_EQ(m_database->whole("SELECT count(*) FROM account"), 2);
}

}
}
