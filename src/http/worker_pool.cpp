#include "http/worker_pool.h"

namespace kontor::http {

WorkerPool::WorkerPool(Options options) : m_options(options)
{
    for (int index = 0; index < m_options.threads; ++index) {
        auto& worker = *m_workers.emplace_back(std::make_unique<Worker>());
        worker.thread = std::thread { [this, &worker] { work(worker); } };
    }
}

WorkerPool::~WorkerPool()
{
    {
        std::lock_guard const lock { m_mutex };
        m_stops = true;
        for (auto const& worker : m_workers)
            worker->wake.notify_one();
    }
    for (auto const& worker : m_workers)
        worker->thread.join();
}

bool WorkerPool::push(Job& job)
{
    auto const now = std::chrono::steady_clock::now();
    Worker* woken = nullptr;
    {
        std::lock_guard const lock { m_mutex };
        if (m_queue.size() >= m_options.queue_limit)
            return false;
        if (!m_queue.empty() && now - m_queue.front().since > m_options.wait_limit)
            return false;
        m_queue.push_back({ &job, now });
        m_queued.store(m_queue.size(), std::memory_order_relaxed);
        woken = choose_to_wake();
    }
    if (woken)
        woken->wake.notify_one();
    return true;
}

// One worker at a time gets up, and wakes the next if there is still something to do: when jobs are short, waking as
// many workers as there are jobs would cost more than the jobs.
WorkerPool::Worker* WorkerPool::choose_to_wake()
{
    if (m_is_waking || m_queue.empty() || m_idle.empty())
        return nullptr;
    // The one that fell asleep last: its stack and its database connection are still in the caches.
    auto* const worker = m_idle.back();
    m_idle.pop_back();
    worker->is_woken = true;
    m_is_waking = true;
    return worker;
}

void WorkerPool::work(Worker& self)
{
    std::unique_lock lock { m_mutex };
    for (;;) {
        while (m_queue.empty()) {
            if (m_stops)
                return;
            self.is_woken = false;
            m_idle.push_back(&self);
            self.wake.wait(lock, [&] { return self.is_woken || m_stops; });
            if (self.is_woken)
                m_is_waking = false;
        }
        auto& job = *m_queue.front().job;
        m_queue.pop_front();
        m_queued.store(m_queue.size(), std::memory_order_relaxed);
        auto* const next = choose_to_wake();
        lock.unlock();
        if (next)
            next->wake.notify_one();
        m_running.fetch_add(1, std::memory_order_relaxed);
        job.run();
        m_running.fetch_sub(1, std::memory_order_relaxed);
        lock.lock();
    }
}

}
