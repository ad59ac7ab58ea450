#pragma once

#include "http/server.h"
#include "http/worker_pool.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>

namespace kontor::http {

// What all threads of a server share.
struct ServerContext {
    ServerContext(Options given, Planner plan, Handler handle, Doorman ask)
        : options(std::move(given))
        , planner(std::move(plan))
        , handler(std::move(handle))
        , doorman(std::move(ask))
        , ordinary({ options.worker_threads, options.queue_limit, std::chrono::seconds { 1 } })
        , slow({ options.slow_threads, options.queue_limit, std::chrono::seconds { 30 } })
        , sign_in({ 2, options.queue_limit, std::chrono::seconds { 10 } })
        , disk({ 2, std::numeric_limits<std::size_t>::max(), std::chrono::hours { 1 } })
    {
    }

    WorkerPool& pool_of(WorkLane lane)
    {
        switch (lane) {
        case WorkLane::slow: return slow;
        case WorkLane::sign_in: return sign_in;
        case WorkLane::ordinary: break;
        }
        return ordinary;
    }

    Options const options;
    Planner const planner;
    Handler const handler;
    Doorman const doorman;

    std::atomic<bool> is_stopping = false; // answers end their connection
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::uint64_t> rejected = 0;
    std::atomic<std::size_t> body_bytes = 0;   // of all request bodies that are in memory now
    std::atomic<std::size_t> unsent_bytes = 0; // of all answers that wait for a slow client

    std::mutex mutex; // for is_empty
    std::condition_variable is_empty;

    // Last, so that they end first: the pool that reads and writes files never refuses, a connection has one job at
    // most there.
    WorkerPool ordinary;
    WorkerPool slow;
    WorkerPool sign_in;
    WorkerPool disk;
};

}
