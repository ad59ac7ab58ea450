#include "db/database_fixture.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <vector>

// An acknowledged write survives kill -9 (RELIABILITY.md, P1).
namespace kontor::db {
namespace {

constexpr int writers = 4;

// What a client was told: his n-th write is durable.
struct Acknowledgement {
    std::int32_t writer;
    std::int32_t number;
};

enum class Honesty { acknowledges_after_commit, acknowledges_too_early };

// The program that is going to be killed. Each write makes a row in two tables: one without the other would be half a
// transaction.
[[noreturn]] void write_until_killed(std::string const& url, int pipe, int round, Honesty honesty)
{
    // Whoever is killed loses nothing that the system has already taken, so that only every tenth waits for the disk.
    auto const database = open(url, { .syncs_to_disk = round % 10 == 0 });
    auto const acknowledge = [&](std::int32_t writer, std::int32_t number) {
        Acknowledgement const told { writer, number };
        if (::write(pipe, &told, sizeof told) != static_cast<ssize_t>(sizeof told))
            _exit(1);
    };
    auto const client = [&](std::int32_t writer) {
        for (std::int32_t number = 1;; ++number) {
            database->write([&](Transaction& transaction) {
                for (auto const* sql :
                    { "INSERT INTO account VALUES (?1, ?2, ?3)", "INSERT INTO audit VALUES (?1, ?2, ?3)" })
                    transaction.connection().execute(
                        sql, { std::int64_t { round }, std::int64_t { writer }, std::int64_t { number } });
                if (honesty == Honesty::acknowledges_too_early) {
                    acknowledge(writer, number);
                    std::this_thread::sleep_for(std::chrono::milliseconds { 2 }); // The lie has time to come to light.
                }
            });
            if (honesty == Honesty::acknowledges_after_commit)
                acknowledge(writer, number);
        }
    };
    std::vector<std::jthread> threads;
    for (std::int32_t writer = 0; writer < writers; ++writer)
        threads.emplace_back(client, writer);
    threads.clear();
    _exit(1);
}

// Kills the program after some acknowledgements, and tells all that ever came out of it.
std::vector<Acknowledgement> kill_after(
    std::size_t acknowledgements, std::string const& url, int round, Honesty honesty)
{
    int ends[2];
    if (pipe(ends) != 0)
        throw std::runtime_error { "no pipe" };
    auto const child = fork();
    if (child == 0) {
        close(ends[0]);
        write_until_killed(url, ends[1], round, honesty);
    }
    close(ends[1]);
    std::vector<Acknowledgement> told;
    Acknowledgement one {};
    while (read(ends[0], &one, sizeof one) == static_cast<ssize_t>(sizeof one)) {
        told.push_back(one);
        if (told.size() == acknowledgements)
            kill(child, SIGKILL);
    }
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return told;
}

// How many acknowledged writes are not there.
int lost_after_kills(int rounds, Honesty honesty)
{
    FreshDatabase database { Dialect::sqlite };
    database.script(
        "CREATE TABLE account (round BIGINT, writer BIGINT, number BIGINT, PRIMARY KEY (round, writer, number));"
        "CREATE TABLE audit (round BIGINT, writer BIGINT, number BIGINT, PRIMARY KEY (round, writer, number))");
    std::mt19937 random { 20'240'501 };
    std::uniform_int_distribution<std::size_t> count { 1, 60 };
    int lost = 0;
    for (int round = 0; round < rounds; ++round) {
        database.close();
        auto const told = kill_after(count(random), database.url(), round, honesty);
        EXPECT_FALSE(told.empty());
        database.open();
        std::map<std::int64_t, std::int64_t> highest;
        for (auto const& one : told)
            highest[one.writer] = std::max<std::int64_t>(highest[one.writer], one.number);
        for (auto const& [writer, number] : highest) {
            // Every writer goes on only after its answer: all numbers up to the last one were acknowledged.
            auto const there
                = database.whole("SELECT count(*) FROM account WHERE round = ?1 AND writer = ?2 AND number <= ?3",
                    { std::int64_t { round }, writer, number });
            lost += static_cast<int>(number - there);
        }
        for (auto const* sql : { "SELECT count(*) FROM (SELECT * FROM account WHERE round = ?1 EXCEPT SELECT * FROM "
                                 "audit WHERE round = ?1)",
                 "SELECT count(*) FROM (SELECT * FROM audit WHERE round = ?1 EXCEPT SELECT * FROM account WHERE round "
                 "= ?1)" })
            EXPECT_EQ(database.whole(sql, { std::int64_t { round } }), 0) << "half a transaction";
    }
    EXPECT_EQ(database->check_integrity(), "ok");
    return lost;
}

TEST(SqliteDurability, every_acknowledged_write_survives_a_hundred_kills)
{
    EXPECT_EQ(lost_after_kills(100, Honesty::acknowledges_after_commit), 0);
}

TEST(SqliteDurability, the_test_above_sees_what_a_liar_loses)
{
    EXPECT_GT(lost_after_kills(20, Honesty::acknowledges_too_early), 0);
}

}
}
