#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace kontor::http {

// Something to do on a pool. It must live until it has run; run() is called once for each push.
class Job {
public:
    virtual void run() noexcept = 0;

protected:
    ~Job() = default;
};

// A few threads behind one bounded queue, first come first served.
class WorkerPool {
public:
    struct Options {
        int threads;
        std::size_t queue_limit;
        // Nothing more is taken in while the oldest waiting job is older than this: whoever is let in is served soon.
        std::chrono::milliseconds wait_limit;
    };

    explicit WorkerPool(Options);
    ~WorkerPool(); // runs what is still queued

    WorkerPool(WorkerPool const&) = delete;
    WorkerPool& operator=(WorkerPool const&) = delete;

    // False at once when the queue is full or too old.
    bool push(Job&);

    [[nodiscard]] std::size_t queued() const { return m_queued.load(std::memory_order_relaxed); }
    [[nodiscard]] std::size_t running() const { return m_running.load(std::memory_order_relaxed); }

private:
    struct Waiting {
        Job* job;
        std::chrono::steady_clock::time_point since;
    };
    struct Worker {
        std::condition_variable wake;
        bool is_woken = false;
        std::thread thread;
    };
    void work(Worker&);
    Worker* choose_to_wake(); // under the mutex; the caller then notifies it, without

    Options m_options;
    std::mutex m_mutex;
    std::deque<Waiting> m_queue;
    std::vector<Worker*> m_idle;
    bool m_is_waking = false; // a worker has been chosen and is not up yet
    bool m_stops = false;
    std::atomic<std::size_t> m_queued = 0;
    std::atomic<std::size_t> m_running = 0;
    std::vector<std::unique_ptr<Worker>> m_workers;
};

}
