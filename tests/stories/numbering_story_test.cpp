#include "api/session_api.h"
#include "app/modules.h"
#include "modules/accounts/account.h"
#include "modules/contracts/contract.h"
#include "records/writer.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <set>
#include <sys/wait.h>
#include <thread>

// Numbers of papers have no gaps and no twins: whoever writes beside whom, whatever is refused, whoever is killed.
namespace kontor::test {

namespace {

using contracts::contract;

Values signed_contract(Id client)
{
    return { { contract.name, "Supply" }, { contract.account, client }, { contract.lifecycle.status, "signed" },
        { contract.signed_on, *Day::parse("2026-11-20") } };
}

std::set<std::string> numbers_in(db::Database& database)
{
    auto numbers = std::set<std::string> {};
    database.read([&](db::Connection& connection) {
        auto rows = connection.query("select \"number\" from \"contracts\" where \"number\" is not null");
        while (rows->next())
            EXPECT_TRUE(numbers.emplace(rows->text(0)).second) << "two papers with one number";
    });
    return numbers;
}

void expect_no_gaps(std::set<std::string> const& numbers)
{
    auto expected = std::set<std::string> {};
    for (std::size_t i = 1; i <= numbers.size(); ++i)
        expected.insert(fmt::format("CT-2026-{:04}", i));
    EXPECT_EQ(numbers, expected);
}

// A write that is refused after its number was drawn.
struct ThoughtBetter { };

}

TEST(numbers, are_without_gaps_when_many_write_at_once_and_some_of_them_think_better_of_it)
{
    auto crm = Workspace {};
    auto const acme = crm.create(crm.kontor(), accounts::account, { { accounts::account.name, "Acme" } });
    constexpr auto writers = 6, papers = 25;
    auto taken_back = std::atomic<int> { 0 };
    {
        auto threads = std::vector<std::jthread> {};
        for (auto writer = 0; writer < writers; ++writer)
            threads.emplace_back([&, writer] {
                auto random = std::mt19937 { static_cast<unsigned>(writer) };
                for (auto paper = 0; paper < papers; ++paper) {
                    auto const is_refused = random() % 3 == 0;
                    try {
                        crm.store().write(crm.kontor(), [&](records::Transaction& transaction) {
                            records::Writer::create(transaction, contract, signed_contract(acme.id));
                            if (is_refused)
                                throw ThoughtBetter {};
                        });
                    } catch (ThoughtBetter const&) {
                        ++taken_back;
                    }
                }
            });
    }
    auto const numbers = numbers_in(crm.store().database());
    EXPECT_EQ(numbers.size(), static_cast<std::size_t>(writers * papers - taken_back));
    EXPECT_GT(taken_back, 0);
    expect_no_gaps(numbers);
}

namespace {

// The program that is going to be killed: it tells each number once the paper that bears it is durable.
[[noreturn]] void write_until_killed(db::FreshDatabase const& where, Registry const& registry, Id client, int pipe)
{
    auto const clock = FixedClock { *Instant::parse("2026-11-23T09:00:00Z") };
    auto const database = db::open(where.url(), where.options());
    auto store = records::Store { *database, registry, clock };
    store.load();
    auto const write_on = [&] {
        for (;;) {
            auto number = std::string {};
            store.write(records::Actor::system(), [&](records::Transaction& transaction) {
                number = records::Writer::create(transaction, contract, signed_contract(client))
                             .get(contract.numbered.number)
                             .value_or("");
            });
            number.resize(16, ' ');
            if (::write(pipe, number.data(), number.size()) != static_cast<ssize_t>(number.size()))
                _exit(1);
        }
    };
    auto threads = std::vector<std::jthread> {};
    for (auto i = 0; i < 3; ++i)
        threads.emplace_back(write_on);
    threads.clear();
    _exit(1);
}

std::vector<std::string> told_before_kill(
    std::size_t count, db::FreshDatabase const& where, Registry const& registry, Id client)
{
    int ends[2];
    if (pipe(ends) != 0)
        throw std::runtime_error { "no pipe" };
    auto const child = fork();
    if (child == 0) {
        close(ends[0]);
        write_until_killed(where, registry, client, ends[1]);
    }
    close(ends[1]);
    auto told = std::vector<std::string> {};
    auto one = std::string(16, ' ');
    while (read(ends[0], one.data(), one.size()) == static_cast<ssize_t>(one.size())) {
        told.push_back(one.substr(0, one.find(' ')));
        if (told.size() == count)
            kill(child, SIGKILL);
    }
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return told;
}

}

TEST(numbers, are_without_gaps_when_the_program_is_killed)
{
    auto const dialect = db::dialect_for_tests();
    auto database = db::FreshDatabase { dialect, { .syncs_to_disk = false } };
    auto registry = Registry {};
    register_modules(registry);
    auto acme = Id {};
    {
        auto const clock = FixedClock { *Instant::parse("2026-11-23T09:00:00Z") };
        auto store = records::Store { *database, registry, clock };
        store.migrate();
        api::sow(store);
        store.write(records::Actor::system(), [&](records::Transaction& transaction) {
            acme = records::Writer::create(transaction, accounts::account,
                { { accounts::account.name, "Acme" }, { accounts::account.owned.owner, system_user } })
                       .id;
        });
    }
    auto random = std::mt19937 { 20'261'124 };
    auto told = std::set<std::string> {};
    for (auto round = 0; round < 5; ++round) {
        database.close();
        for (auto& number : told_before_kill(1 + random() % 20, database, registry, acme))
            EXPECT_TRUE(told.insert(std::move(number)).second) << "one number was told twice";
        database.open();
        auto const there = numbers_in(*database);
        EXPECT_TRUE(std::ranges::includes(there, told)) << "a number that was told is gone";
        expect_no_gaps(there);
    }
    EXPECT_FALSE(told.empty());
}

}
