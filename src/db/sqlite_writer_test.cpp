#include "base/check.h"
#include "db/database_fixture.h"
#include "db/sqlite/connection.h"
#include "db/sqlite/database.h"
#include "tests/support/waiting.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <latch>
#include <optional>
#include <sqlite3.h>
#include <sys/wait.h>
#include <thread>

// What is special about SQLite's one writer: groups, lost groups, lanes, the log, a second process.
namespace kontor::db {
namespace {

using test::wait_for;

constexpr auto accounts_sql = R"(
    CREATE TABLE account (id BIGINT PRIMARY KEY, name TEXT UNIQUE, logo TEXT);
    CREATE TABLE deal (id BIGINT PRIMARY KEY, account BIGINT REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED);
)";

using namespace std::chrono_literals;
using Closure = std::function<void(Transaction&)>;

// Keeps the writer busy with a closure of its own until it is opened: what is written meanwhile becomes the next group.
class Gate {
public:
    explicit Gate(Database& database)
        : m_thread([this, &database] {
            database.write([this](Transaction&) {
                auto const entered = std::chrono::steady_clock::now();
                m_is_entered = true;
                m_opened.wait();
                std::this_thread::sleep_until(entered + 6ms); // A group takes nobody in after 5 ms.
            });
        })
    {
        wait_for([this] { return m_is_entered.load(); });
    }
    void open() { m_open.set_value(); }

private:
    std::atomic<bool> m_is_entered = false;
    std::promise<void> m_open;
    std::shared_future<void> m_opened { m_open.get_future().share() };
    std::jthread m_thread;
};

// Several clients' closures, in this order in the queue, then let loose together. Tells what each of them got.
class Group {
public:
    explicit Group(Database& database)
        : m_database(database)
        , m_gate(std::in_place, database)
        , m_commits_before(database.statistics().commits)
    {
    }
    void add(Closure closure, Lane lane = Lane::people)
    {
        m_answers.push_back(
            std::async(std::launch::async, [this, lane, work = std::move(closure)] { m_database.write(work, lane); }));
        wait_for([this] { return m_database.statistics().waiting == m_answers.size(); });
    }
    // One for each closure: null when it was acknowledged.
    std::vector<std::exception_ptr> run()
    {
        m_gate->open();
        std::vector<std::exception_ptr> errors;
        for (auto& answer : m_answers) {
            try {
                answer.get();
                errors.push_back(nullptr);
            } catch (...) {
                errors.push_back(std::current_exception());
            }
        }
        m_gate.reset();
        return errors;
    }
    [[nodiscard]] std::uint64_t commits() const { return m_database.statistics().commits - m_commits_before; }

private:
    Database& m_database;
    std::optional<Gate> m_gate;
    std::uint64_t m_commits_before;
    std::vector<std::future<void>> m_answers;
};

class SqliteWriterTest : public testing::Test {
protected:
    SqliteWriterTest() { m_database.script(accounts_sql); }

    static Closure insert(int id)
    {
        return [id](Transaction& transaction) {
            transaction.connection().execute("INSERT INTO account (id, name) VALUES (?1, ?2)",
                { std::int64_t { id }, "account " + std::to_string(id) });
        };
    }
    static sqlite3* handle(Transaction& transaction)
    {
        return dynamic_cast<SqliteConnection&>(transaction.connection()).handle();
    }

    // Nine clients, of whom the fifth does `fifth`: the others are acknowledged and their rows are there. Returns his
    // error.
    std::exception_ptr nine_with(Closure const& fifth)
    {
        std::exception_ptr error;
        Group group { *m_database };
        for (int id = 1; id <= 9; ++id)
            group.add(id == 5 ? fifth : insert(id));
        auto const errors = group.run();
        for (std::size_t index = 0; index < errors.size(); ++index) {
            if (index == 4)
                error = errors[index];
            else
                EXPECT_FALSE(errors[index]) << "client " << index + 1 << " failed with its neighbour";
        }
        m_commits = group.commits();
        EXPECT_EQ(m_database.whole("SELECT count(*) FROM account WHERE id <> 5"), 8);
        EXPECT_EQ(m_database.whole("SELECT count(*) FROM account WHERE id = 5"), 0);
        return error;
    }

    FreshDatabase m_database { Dialect::sqlite };
    std::uint64_t m_commits = 0; // that the nine took
};

template<typename Expected> void expect_error(std::exception_ptr const& error)
{
    ASSERT_TRUE(error);
    EXPECT_THROW(std::rethrow_exception(error), Expected);
}

TEST_F(SqliteWriterTest, clients_that_wait_share_one_commit)
{
    Group group { *m_database };
    for (int id = 1; id <= 60; ++id)
        group.add(insert(id));
    for (auto const& error : group.run())
        EXPECT_FALSE(error);
    EXPECT_LE(group.commits(), 4U) << "the gate's own, and a new group after every 5 ms";
    EXPECT_EQ(m_database.whole("SELECT count(*) FROM account"), 60);
}

TEST_F(SqliteWriterTest, a_closure_that_throws_is_undone_alone)
{
    auto const error = nine_with([](Transaction& transaction) {
        insert(5)(transaction);
        throw std::runtime_error { "a rule said no" };
    });
    expect_error<std::runtime_error>(error);
    EXPECT_LE(m_commits, 2U) << "nothing had to run again";
}

TEST_F(SqliteWriterTest, a_unique_violation_is_undone_alone)
{
    expect_error<UniqueViolation>(nine_with([](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (5, 'account 1')");
    }));
}

TEST_F(SqliteWriterTest, neighbours_of_an_interrupted_write_run_again)
{
    expect_error<DeadlineExceeded>(nine_with([](Transaction& transaction) {
        insert(5)(transaction);
        auto* const connection = handle(transaction);
        sqlite3_progress_handler(
            connection, 1, [](void*) { return 1; }, nullptr);
        try {
            transaction.connection().execute("UPDATE account SET name = name || '!'");
        } catch (...) {
            sqlite3_progress_handler(connection, 0, nullptr, nullptr);
            EXPECT_NE(sqlite3_get_autocommit(connection), 0) << "SQLite is said to give up the whole transaction here";
            throw;
        }
    }));
    EXPECT_GE(m_commits, 6U) << "the four before it in transactions of their own, the gate, and the four behind it";
}

TEST_F(SqliteWriterTest, neighbours_of_a_write_that_fills_the_disk_run_again)
{
    auto const pages = m_database.whole("PRAGMA page_count");
    expect_error<DiskFull>(nine_with([pages](Transaction& transaction) {
        insert(5)(transaction);
        transaction.connection().script("PRAGMA max_page_count = " + std::to_string(pages + 20));
        transaction.connection().execute("UPDATE account SET logo = ?1", { std::string(1'000'000, 'x') });
    }));
    EXPECT_GE(m_commits, 6U);
}

TEST_F(SqliteWriterTest, a_closure_cannot_hide_that_it_lost_the_transaction)
{
    expect_error<DeadlineExceeded>(nine_with([](Transaction& transaction) {
        auto* const connection = handle(transaction);
        sqlite3_progress_handler(
            connection, 1, [](void*) { return 1; }, nullptr);
        try {
            transaction.connection().execute("UPDATE account SET name = name || '!'");
        } catch (Error const&) {
        }
        sqlite3_progress_handler(connection, 0, nullptr, nullptr);
        // Outside of any transaction this would be committed by itself.
        EXPECT_THROW(insert(5)(transaction), DeadlineExceeded);
    }));
}

TEST_F(SqliteWriterTest, a_closure_cannot_end_the_transaction)
{
    expect_error<Error>(nine_with([](Transaction& transaction) {
        insert(5)(transaction);
        transaction.connection().script("COMMIT");
    }));
}

TEST_F(SqliteWriterTest, a_closure_that_takes_everything_back_takes_back_its_own)
{
    expect_error<Bug>(nine_with([](Transaction& transaction) { transaction.connection().script("ROLLBACK"); }));
}

TEST_F(SqliteWriterTest, when_commit_fails_only_the_guilty_one_is_told)
{
    expect_error<ForeignKeyViolation>(nine_with([](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO deal (id, account) VALUES (1, 99)");
    }));
    EXPECT_GE(m_commits, 8U);
    EXPECT_EQ(m_database.whole("SELECT count(*) FROM deal"), 0);
}

TEST_F(SqliteWriterTest, when_work_before_commit_fails_only_the_guilty_one_is_told)
{
    expect_error<std::runtime_error>(nine_with([](Transaction& transaction) {
        insert(5)(transaction);
        transaction.before_commit([](Connection&) { throw std::runtime_error { "the index of words is broken" }; });
    }));
}

TEST_F(SqliteWriterTest, a_verdict_that_rested_on_a_lost_row_is_given_again)
{
    // The second fails because of the first one's row; the third loses the group, and the first one's row with it.
    int runs_of_first = 0;
    Group group { *m_database };
    group.add([&](Transaction& transaction) {
        if (++runs_of_first > 1)
            throw std::runtime_error { "not this time" };
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (1, 'Acme')");
    });
    group.add([](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO account (id, name) VALUES (2, 'Acme')");
    });
    group.add([](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO deal (id, account) VALUES (1, 99)");
    });
    auto const errors = group.run();
    expect_error<std::runtime_error>(errors[0]);
    EXPECT_FALSE(errors[1]) << "nobody has that name";
    expect_error<ForeignKeyViolation>(errors[2]);
}

TEST_F(SqliteWriterTest, work_before_commit_runs_after_the_last_closure_of_the_group)
{
    std::vector<std::string> events;
    Group group { *m_database };
    for (int id = 1; id <= 3; ++id) {
        group.add([&, id](Transaction& transaction) {
            events.push_back("closure " + std::to_string(id));
            transaction.before_commit([&, id](Connection&) { events.push_back("before " + std::to_string(id)); });
            transaction.after_commit([&, id] { events.push_back("after " + std::to_string(id)); });
            if (id == 2)
                throw std::runtime_error { "no" };
        });
    }
    group.run();
    EXPECT_EQ(events,
        (std::vector<std::string> {
            "closure 1", "closure 2", "closure 3", "before 1", "before 3", "after 1", "after 3" }));
}

TEST_F(SqliteWriterTest, effects_of_a_group_that_ran_again_happen_once)
{
    std::atomic<int> runs = 0;
    std::atomic<int> effects = 0;
    Group group { *m_database };
    for (int id = 1; id <= 8; ++id) {
        group.add([&, id](Transaction& transaction) {
            ++runs;
            insert(id)(transaction);
            transaction.after_commit([&] { ++effects; });
        });
    }
    group.add([](Transaction& transaction) {
        transaction.connection().execute("INSERT INTO deal (id, account) VALUES (1, 99)");
    });
    group.run();
    EXPECT_EQ(runs, 16);
    EXPECT_EQ(effects, 8);
}

TEST_F(SqliteWriterTest, background_work_runs_when_no_people_wait)
{
    std::vector<std::string> order;
    auto const note
        = [&](std::string name) { return [&order, name = std::move(name)](Transaction&) { order.push_back(name); }; };
    Group group { *m_database };
    group.add(note("import 1"), Lane::background);
    group.add(note("import 2"), Lane::background);
    group.add(note("ana"));
    group.add(note("ben"));
    group.run();
    EXPECT_EQ(order, (std::vector<std::string> { "ana", "ben", "import 1", "import 2" }));
    EXPECT_GE(group.commits(), 2U) << "people are answered before the import runs";
}

TEST_F(SqliteWriterTest, a_schema_change_is_no_part_of_a_group)
{
    std::vector<std::string> order;
    Gate gate { *m_database };
    auto const waits
        = [&](std::size_t count) { wait_for([&, count] { return m_database->statistics().waiting == count; }); };
    auto first = std::async(std::launch::async, [&] {
        m_database->write([&](Transaction& transaction) {
            order.emplace_back("write");
            transaction.after_commit([&] { order.emplace_back("committed"); });
        });
    });
    waits(1);
    auto second = std::async(std::launch::async, [&] {
        m_database->alter([&](Connection& connection) {
            connection.script("ALTER TABLE account ADD COLUMN city TEXT");
            order.emplace_back("alter");
        });
    });
    waits(2);
    auto third = std::async(std::launch::async, [&] {
        m_database->write([&](Transaction& transaction) {
            transaction.connection().execute("INSERT INTO account (id, city) VALUES (1, 'Oslo')");
            order.emplace_back("write into it");
        });
    });
    waits(3);
    gate.open();
    first.get();
    second.get();
    third.get();
    EXPECT_EQ(order, (std::vector<std::string> { "write", "committed", "alter", "write into it" }));
}

TEST(SqliteQueue, is_bounded)
{
    FreshDatabase database { Dialect::sqlite, { .queue_limit = 3, .syncs_to_disk = false } };
    Group group { *database };
    for (int index = 0; index < 3; ++index)
        group.add([](Transaction&) {});
    EXPECT_THROW(database->write([](Transaction&) {}), Unavailable);
    for (auto const& error : group.run())
        EXPECT_FALSE(error);
    database->write([](Transaction&) {});
}

// Makes the log longer than the limits of the test.
void write_a_lot(Database& database, int writes)
{
    for (int index = 0; index < writes; ++index) {
        database.write([](Transaction& transaction) {
            transaction.connection().execute("INSERT INTO account (logo) VALUES (?1)", { std::string(20'000, 'x') });
        });
    }
}

TEST(SqliteLog, is_cut_as_soon_as_nobody_reads_from_it_and_nobody_waits_for_that)
{
    FreshDatabase fresh { Dialect::sqlite };
    fresh.script(accounts_sql);
    auto const path = fresh.url().substr(7);
    auto const database
        = open_sqlite(path, { .syncs_to_disk = false }, { .frames_between_tries = 10, .truncate_over_bytes = 200'000 });
    database->read([&](Connection& connection) {
        connection.query("SELECT count(*) FROM account")->next();
        auto const started = std::chrono::steady_clock::now();
        std::thread { [&] { write_a_lot(*database, 40); } }.join();
        EXPECT_LT(
            std::chrono::steady_clock::now() - started, std::chrono::milliseconds { SqliteConnection::lock_wait_ms })
            << "a writer waited for the reader";
        EXPECT_GT(database->statistics().log_bytes, 400'000);
    });
    write_a_lot(*database, 10);
    wait_for([&] { return database->statistics().log_bytes < 300'000; });
}

TEST(SqliteLog, ends_the_oldest_reader_when_it_has_grown_too_long)
{
    FreshDatabase fresh { Dialect::sqlite };
    fresh.script(accounts_sql);
    auto const path = fresh.url().substr(7);
    auto const database = open_sqlite(path, { .syncs_to_disk = false },
        { .frames_between_tries = 10, .truncate_over_bytes = 200'000, .end_reader_over_bytes = 300'000 });
    auto const slow_export = [&](Connection& connection) {
        connection.query("SELECT count(*) FROM account")->next();
        std::thread { [&] { write_a_lot(*database, 40); } }.join();
        connection.query("SELECT count(*) FROM account")->next();
    };
    EXPECT_THROW(database->read(slow_export), Unavailable);
    database->read([](Connection& connection) { connection.query("SELECT count(*) FROM account")->next(); });
}

TEST(SqliteProcesses, two_of_them_may_write_the_same_file)
{
    FreshDatabase database { Dialect::sqlite };
    database.script("CREATE TABLE counter (value BIGINT); INSERT INTO counter VALUES (0)");
    auto const url = database.url();
    auto const count = [](Database& counted) {
        for (int round = 0; round < 200; ++round) {
            counted.write([](Transaction& transaction) {
                auto const rows = transaction.connection().query("SELECT value FROM counter");
                rows->next();
                transaction.connection().execute("UPDATE counter SET value = ?1", { rows->whole(0) + 1 });
            });
        }
    };
    database.close(); // a connection must not be carried into a child
    auto const child = [&] {
        try {
            count(*open(url, { .syncs_to_disk = false }));
            _exit(0);
        } catch (std::exception const& error) {
            std::fputs(error.what(), stderr);
            _exit(1);
        }
    };
    std::vector<pid_t> children;
    for (int index = 0; index < 2; ++index) {
        auto const process = fork();
        ASSERT_GE(process, 0);
        if (process == 0)
            child();
        children.push_back(process);
    }
    for (auto const process : children) {
        int status = 0;
        waitpid(process, &status, 0);
        EXPECT_EQ(status, 0);
    }
    database.open();
    EXPECT_EQ(database.whole("SELECT value FROM counter"), 400);
}

TEST(SqliteProcesses, one_that_keeps_the_lock_is_waited_for_and_then_reported)
{
    FreshDatabase database { Dialect::sqlite };
    database->write([](Transaction& transaction) { transaction.connection().execute("PRAGMA busy_timeout = 30"); });
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(database.url().substr(7).c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THROW(database->write([](Transaction&) { ADD_FAILURE() << "it ran without the lock"; }), Unavailable);
    EXPECT_THROW(database->alter([](Connection&) { ADD_FAILURE() << "it ran without the lock"; }), Unavailable);
    sqlite3_close(other);
    database->write([](Transaction&) {});
}

TEST(SqliteOpen, makes_the_folder_and_keeps_it_private)
{
    FreshDatabase database { Dialect::sqlite };
    auto const folder = std::filesystem::path { database.url().substr(7) }.parent_path();
    auto const url = "sqlite:" + (folder / "a" / "b" / "kontor.db").string();
    open(url)->write([](Transaction&) {});
    EXPECT_EQ(std::filesystem::status(folder / "a" / "b").permissions(), std::filesystem::perms::owner_all);
}

TEST(SqliteOpen, refuses_what_is_no_database)
{
    FreshDatabase database { Dialect::sqlite };
    auto const path = database.url().substr(7) + ".txt";
    std::ofstream { path } << std::string(4'096, 'x');
    try {
        open("sqlite:" + path);
        FAIL() << "that was a text";
    } catch (CannotOpen const& error) {
        EXPECT_NE(std::string { error.what() }.find(path), std::string::npos);
    }
    EXPECT_THROW(open("sqlite:" + path + "/below/a/file.db"), CannotOpen);
}

TEST(SqliteOpen, settings_are_those_of_the_design)
{
    FreshDatabase database { Dialect::sqlite, {} };
    database->write([](Transaction& transaction) {
        auto const setting = [&](std::string const& name) {
            auto const rows = transaction.connection().query("PRAGMA " + name);
            rows->next();
            return std::string { rows->text(0) };
        };
        EXPECT_EQ(setting("journal_mode"), "wal");
        EXPECT_EQ(setting("synchronous"), "2");
        EXPECT_EQ(setting("foreign_keys"), "1");
        EXPECT_EQ(setting("temp_store"), "2");
        EXPECT_EQ(setting("busy_timeout"), std::to_string(SqliteConnection::lock_wait_ms));
    });
}

}
}
