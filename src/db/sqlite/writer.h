#pragma once

#include "db/sqlite/checkpointer.h"
#include "db/sqlite/connection.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <semaphore>
#include <span>
#include <thread>
#include <vector>

namespace kontor::db {

// The one thread that writes. It takes what waits, each closure in a savepoint of one transaction, commits once for all
// of them and only then answers: 64 clients share one fsync. A group ends after 256 closures, after 5 ms, or when
// nobody waits.
//
// A failed closure takes back its own savepoint. Where SQLite gives up the whole transaction, or COMMIT fails, the
// neighbours run again, each in a transaction of its own, before anybody is answered. Thread-safe.
class SqliteWriter {
public:
    SqliteWriter(
        std::string const& path, Options const&, Checkpointer::Limits, std::function<void()> end_oldest_reader);
    ~SqliteWriter(); // finishes what waits
    SqliteWriter(SqliteWriter const&) = delete;
    SqliteWriter& operator=(SqliteWriter const&) = delete;

    void write(std::function<void(Transaction&)> const& work, Lane);
    void alter(std::function<void(Connection&)> const& work);

    [[nodiscard]] std::uint64_t commits() const { return m_commits.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t writes() const { return m_writes.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t statements() const { return m_connection.statements(); }
    [[nodiscard]] std::size_t waiting() const;

private:
    // One caller's closure, on the caller's stack until `answered`.
    struct Job {
        std::function<void(Transaction&)> const& work;
        bool is_alone; // a schema change: no neighbours, and never twice
        Deadline starts_before;
        Deadline since;
        std::exception_ptr error = nullptr;
        std::vector<std::function<void(Connection&)>> before_commit = {};
        std::vector<std::function<void()>> after_commit = {};
        std::binary_semaphore answered { 0 };
    };
    enum class Keep { no, yes };

    void queue(Job&, std::deque<Job*>&);
    void run();
    bool wait_for_work();
    Job* take();
    void run_group();
    void refuse_waiting(Deadline before, std::exception_ptr const&);
    // False when the whole transaction is lost, not only this job.
    bool attempt(Job&);
    bool run_closure(Job&, Keep);
    // Null when the jobs that went well are durable; else nothing is.
    std::exception_ptr finish(std::span<Job* const>);
    void commit();
    static int refuses_commit(void* self);
    void roll_back();
    void run_alone(Job&);
    void run_each_alone(Job const* guilty);
    void answer();

    Options m_options;
    SqliteConnection m_connection;
    Checkpointer m_checkpointer;

    mutable std::mutex m_mutex;
    std::condition_variable m_work_came;
    std::deque<Job*> m_people;
    std::deque<Job*> m_background;
    bool m_stops = false;

    std::vector<Job*> m_group; // of the writer's thread, as the next one
    bool m_group_has_people = false;
    bool m_commits_now = false;
    std::atomic<std::uint64_t> m_commits = 0;
    std::atomic<std::uint64_t> m_writes = 0;
    std::thread m_thread;
};

}
