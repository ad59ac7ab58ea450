#include "api/session_api.h"
#include "app/application.h"
#include "db/database_fixture.h"
#include "modules/people/user.h"
#include "records/writer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_crm.h"
#include "tests/support/waiting.h"

#include <fmt/format.h>

#include <fstream>

#include <unistd.h>

// Two servers work on one PostgreSQL: what one of them does the other learns at once. Their clock stands still, so that
// nothing that either of them remembers grows old by itself.
namespace kontor::test {

namespace {

class TwoServers : public testing::Test {
protected:
    void SetUp() override
    {
        if (!db::postgres_for_tests())
            GTEST_SKIP() << "KONTOR_TEST_POSTGRESQL names no server, so PostgreSQL is not tested.";
        m_first = start(m_first_folder);
        m_second = start(m_second_folder);
        api::furnish_workspace(first().store(), first().sessions(), first().store().workspace(), "Adam",
            "adam@kontor.test", "a long password");
        first().serve();
        second().serve();
    }
    void TearDown() override
    {
        if (!m_first)
            return;
        m_second.reset();
        m_first->stop();
        m_first->store().database().alter(
            [&](db::Connection& connection) { connection.script("drop schema " + db::quote(m_schema) + " cascade"); });
    }

    Application& first() { return *m_first; }
    Application& second() { return *m_second; }

private:
    std::unique_ptr<Application> start(TemporaryFolder const& folder)
    {
        auto config = Config {};
        config.data = folder.path();
        config.database = db::postgres_for_tests();
        config.listen_port = 0;
        config.worker_threads = 2;
        config.log_level = log::Level::warning;
        auto options = ApplicationOptions {};
        options.database.syncs_to_disk = false;
        options.database.reader_count = 6;
        options.database.schema = m_schema;
        options.password_cost = PasswordCost::test;
        options.clock = &m_clock;
        return std::make_unique<Application>(config, options);
    }

    FixedClock m_clock { *Instant::parse("2026-11-23T09:00:00Z") };
    std::string m_schema = fmt::format("kontor_two_{}", ::getpid());
    TemporaryFolder m_first_folder, m_second_folder;
    std::unique_ptr<Application> m_first, m_second;
};

}

TEST_F(TwoServers, a_right_that_one_takes_away_is_gone_at_the_other)
{
    auto ana = Id {};
    auto const hire = [&](records::Transaction& transaction) {
        ana = records::Writer::create(transaction, people::user,
            { { people::user.name, "Ana" }, { people::user.email, "ana@kontor.test" },
                { people::user.role, Key { "account_manager" } }, { people::user.lifecycle.status, "active" } })
                  .id;
    };
    first().store().write(records::Actor::system(), hire);
    ASSERT_EQ(second().sessions().actor_of(ana)->role->key, "account_manager");
    first().store().write(records::Actor::system(), [&](records::Transaction& transaction) {
        records::Writer::update(transaction, transaction.schema().of(people::user), ana,
            { { people::user.role, Key { "read_only" } } }, {}, records::Writer::Authority::engine);
    });
    wait_for([&] { return second().sessions().actor_of(ana)->role->key == "read_only"; });
}

TEST_F(TwoServers, settings_of_the_workspace_are_the_same_at_both)
{
    auto workspace = second().store().workspace();
    workspace.name = "Acme Trading";
    second().store().set_workspace(records::Actor::system(), workspace);
    wait_for([&] { return first().store().workspace().name == "Acme Trading"; });
}

TEST_F(TwoServers, a_job_that_one_was_given_is_done_once)
{
    auto const file = TemporaryFolder {};
    auto const path = file.path() / "accounts.csv";
    std::ofstream { path } << "name\nAcme\nGlobex\n";
    auto input = Json { JsonObject {} };
    input.set("entity", "accounts");
    input.set("path", path.string());
    auto job = Id {};
    first().store().write(records::Actor::system(), [&](records::Transaction& transaction) {
        job = first().worker().enqueue(transaction, "import", input, "bytes");
    });
    auto const number = [&](std::string const& sql, std::vector<db::Value> const& parameters = {}) {
        auto found = std::int64_t { 0 };
        second().store().database().read([&](db::Connection& connection) {
            auto const rows = connection.query(sql, parameters);
            rows->next();
            found = rows->whole(0);
        });
        return found;
    };
    wait_for([&] {
        return number(R"(select count(*) from "kontor_job" where "state" = 'done' and "id" = ?1)", { job.value }) == 1;
    });
    EXPECT_EQ(number(R"(select count(*) from "accounts")"), 2);
}

}
