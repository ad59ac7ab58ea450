#include "jobs/worker.h"

#include "modules/accounts/account.h"
#include "records/writer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/waiting.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

#include <utility>

namespace kontor::jobs {

namespace {

constexpr std::int64_t silence_ms = 10'000; // longer than a lease

class WorkerTest : public testing::Test {
protected:
    // A process of its own on the same data.
    std::unique_ptr<Worker> process()
    {
        auto worker = std::make_unique<Worker>(
            crm.store(), [](Id) { return std::optional { records::Actor::system() }; },
            Folders { m_folder.path().string(), {}, {} });
        worker->add("found_acme", [this](JobRun& run) {
            if (auto const work = std::exchange(m_before_work, {}))
                work();
            run.slice([](records::Transaction& transaction) {
                records::Writer::create(transaction, accounts::account, { { accounts::account.name, "Acme" } });
                return JobRun::Reached { "1", 1, 1 };
            });
        });
        return worker;
    }
    Id queue(Worker& worker)
    {
        auto job = Id {};
        crm.store().write(crm.kontor(), [&](records::Transaction& transaction) {
            job = worker.enqueue(transaction, "found_acme", Json { JsonObject {} }, "records");
        });
        return job;
    }
    std::string state(Id job)
    {
        auto found = std::string {};
        crm.store().database().read([&](db::Connection& connection) {
            auto const rows = connection.query("select \"state\" from \"kontor_job\" where \"id\" = ?1", { job.value });
            if (rows->next())
                found = rows->text(0);
        });
        return found;
    }
    void pass_silence() { crm.clock.set({ crm.clock.now().milliseconds + silence_ms }); }
    std::size_t acmes() { return crm.all(accounts::account).size(); }

    test::Workspace crm;
    std::function<void()> m_before_work;

private:
    test::TemporaryFolder m_folder;
};

}

TEST_F(WorkerTest, a_process_that_starts_alone_takes_up_at_once_what_the_dead_left)
{
    auto dead = process();
    auto const job = queue(*dead);
    dead->claim(job);
    dead.reset();
    EXPECT_EQ(state(job), "running");
    // On PostgreSQL nobody knows which servers live: the lease is waited out.
    if (crm.store().database().dialect() == db::Dialect::postgresql)
        pass_silence();

    auto const next = process();
    next->start();
    test::wait_for([&] { return state(job) == "done"; });
    EXPECT_EQ(acmes(), 1U);
}

TEST_F(WorkerTest, a_job_of_the_living_is_left_to_them)
{
    auto const first = process(), second = process();
    auto const job = queue(*first);
    first->claim(job);
    second->start();
    second->stop();
    second->run_queued();
    EXPECT_EQ(state(job), "running");
    EXPECT_EQ(acmes(), 0U);
    first->run_one(job);
    EXPECT_EQ(state(job), "done");
    EXPECT_EQ(acmes(), 1U);
}

TEST_F(WorkerTest, whoever_was_silent_for_too_long_loses_his_job_and_does_nothing_twice)
{
    auto const first = process(), second = process();
    auto const job = queue(*first);
    first->claim(job);
    m_before_work = [&] {
        pass_silence();
        second->run_queued();
        EXPECT_EQ(state(job), "done");
    };
    first->run_one(job);
    EXPECT_EQ(state(job), "done");
    EXPECT_EQ(acmes(), 1U) << "what the first one was about to write is not written";
}

}
