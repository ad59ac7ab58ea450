#include "http/worker_pool.h"

#include <gtest/gtest.h>

#include <semaphore>

namespace kontor::http {

namespace {

using namespace std::chrono_literals;

struct CountingJob final : Job {
    std::counting_semaphore<> done { 0 };
    void run() noexcept override { done.release(); }
};

// Occupies a worker until it is let go.
struct HeldJob final : Job {
    std::binary_semaphore started { 0 };
    std::binary_semaphore let_go { 0 };
    void run() noexcept override
    {
        started.release();
        let_go.acquire();
    }
};

}

TEST(worker_pool, every_job_runs_once_for_each_push)
{
    CountingJob job;
    WorkerPool pool { { 3, 1'000, 1h } };
    for (int round = 0; round < 1'000; ++round)
        ASSERT_TRUE(pool.push(job));
    for (int round = 0; round < 1'000; ++round)
        ASSERT_TRUE(job.done.try_acquire_for(30s));
    EXPECT_FALSE(job.done.try_acquire());
    EXPECT_EQ(pool.queued(), 0U);
}

TEST(worker_pool, a_full_queue_refuses_at_once_and_takes_again_when_there_is_room)
{
    HeldJob held;
    CountingJob waiting;
    WorkerPool pool { { 1, 2, 1h } };
    ASSERT_TRUE(pool.push(held));
    held.started.acquire();
    EXPECT_TRUE(pool.push(waiting));
    EXPECT_TRUE(pool.push(waiting));
    EXPECT_FALSE(pool.push(waiting));
    EXPECT_EQ(pool.queued(), 2U);
    EXPECT_EQ(pool.running(), 1U);
    held.let_go.release();
    ASSERT_TRUE(waiting.done.try_acquire_for(30s));
    EXPECT_TRUE(pool.push(waiting));
}

TEST(worker_pool, nothing_is_taken_in_while_the_oldest_has_waited_too_long)
{
    HeldJob held;
    CountingJob waiting;
    WorkerPool pool { { 1, 100, 0ms } };
    ASSERT_TRUE(pool.push(held));
    held.started.acquire();
    EXPECT_TRUE(pool.push(waiting));
    // The clock has moved on by the second push: with a limit of nothing at all, the first has waited too long.
    while (pool.push(waiting)) { }
    EXPECT_LT(pool.queued(), 100U);
    held.let_go.release();
}

TEST(worker_pool, what_is_queued_still_runs_when_the_pool_ends)
{
    HeldJob held;
    CountingJob waiting;
    {
        WorkerPool pool { { 1, 10, 1h } };
        ASSERT_TRUE(pool.push(held));
        held.started.acquire();
        ASSERT_TRUE(pool.push(waiting));
        held.let_go.release();
    }
    EXPECT_TRUE(waiting.done.try_acquire());
}

}
