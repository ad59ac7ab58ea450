#include "jobs/import_job.h"

#include "api/session_api.h"
#include "app/application.h"
#include "db/database_fixture.h"
#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "records/writer.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include <unistd.h>

namespace kontor::jobs {

namespace {

// A workspace on PostgreSQL whose closures run once, as people's do.
class ImportOnPostgres : public testing::Test {
protected:
    void SetUp() override
    {
        if (!db::postgres_for_tests())
            GTEST_SKIP() << "KONTOR_TEST_POSTGRESQL names no server, so PostgreSQL is not tested.";
        auto config = Config {};
        config.data = m_folder.path();
        config.database = db::postgres_for_tests();
        config.log_level = log::Level::warning;
        auto options = ApplicationOptions {};
        options.database.syncs_to_disk = false;
        options.database.schema = m_schema;
        options.password_cost = PasswordCost::test;
        m_application = std::make_unique<Application>(config, options);
        api::furnish_workspace(m_application->store(), m_application->sessions(), m_application->store().workspace(),
            "Adam", "adam@kontor.test", "a long password");
    }
    void TearDown() override
    {
        if (m_application)
            m_application->store().database().alter([&](db::Connection& connection) {
                connection.script("drop schema " + db::quote(m_schema) + " cascade");
            });
    }

    // Returns the round trips that it cost.
    std::uint64_t import(std::string const& collection, std::string const& csv)
    {
        auto const path = m_folder.path() / (collection + ".csv");
        std::ofstream { path } << csv;
        auto input = Json { JsonObject {} };
        input.set("entity", collection);
        input.set("path", path.string());
        auto job = Id {};
        auto& worker = m_application->worker();
        m_application->store().write(records::Actor::system(),
            [&](records::Transaction& transaction) { job = worker.enqueue(transaction, "import", input, "bytes"); });
        worker.claim(job);
        auto const before = m_application->store().database().statistics().round_trips;
        worker.run_one(job);
        return m_application->store().database().statistics().round_trips - before;
    }
    records::Store& store() { return m_application->store(); }
    std::int64_t count(std::string const& collection)
    {
        auto found = std::int64_t { 0 };
        m_application->store().database().read([&](db::Connection& connection) {
            auto const rows = connection.query("select count(*) from " + db::quote(collection));
            rows->next();
            found = rows->whole(0);
        });
        return found;
    }

private:
    test::TemporaryFolder m_folder;
    std::string m_schema = fmt::format("kontor_import_{}", ::getpid());
    std::unique_ptr<Application> m_application;
};

}

TEST_F(ImportOnPostgres, and_a_batch_costs_no_more)
{
    constexpr auto contacts = 200;
    auto const before = store().database().statistics().round_trips;
    store().write(records::Actor::system(), [](records::Transaction& transaction) {
        auto const acme
            = records::Writer::create(transaction, accounts::account, { { accounts::account.name, "Acme" } });
        for (auto i = 0; i < contacts; ++i)
            records::Writer::create(transaction, accounts::contact,
                { { accounts::contact.name, fmt::format("Ana {}", i) }, { accounts::contact.account, acme.id } });
    });
    EXPECT_LT((store().database().statistics().round_trips - before) / contacts, 8U)
        << "with the position that each of them holds";
    EXPECT_EQ(count("positions"), contacts);
}

TEST_F(ImportOnPostgres, costs_fewer_than_eight_round_trips_a_row)
{
    constexpr auto accounts = 40, deals = 800;
    auto csv = std::string { "name,external_id,industry,annual_revenue\n" };
    for (auto i = 0; i < accounts; ++i)
        csv += fmt::format("Acme {0},A-{0},retail,{0}00\n", i);
    EXPECT_LT(import("accounts", csv) / accounts, 8U);
    ASSERT_EQ(count("accounts"), accounts);

    csv = "name,external_id,account,stage,amount,closed_on,lost_reason\n";
    for (auto i = 0; i < deals; ++i)
        csv += fmt::format("Renewal {0},D-{0},Acme {1},{2},{0}.50,{3}\n", i, i % accounts,
            i % 4 == 0       ? "won"
                : i % 4 == 1 ? "lost"
                             : "lead",
            i % 4 == 0       ? "2026-03-01,"
                : i % 4 == 1 ? "2026-03-02,price"
                             : ",");
    EXPECT_LT(import("deals", csv) / deals, 8U);
    EXPECT_EQ(count("deals"), deals);
}

}
