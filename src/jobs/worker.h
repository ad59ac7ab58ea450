#pragma once

#include "base/json.h"
#include "jobs/holders.h"
#include "records/store.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace kontor::jobs {

// Where bytes lie: uploads by their hash, and a way to store what a job made.
struct Folders {
    std::string data;
    std::function<std::string(std::string_view hash)> path_of;
    std::function<std::string(std::string const& spool_path)> take; // returns the hash
};

// A job under way. Its work goes in slices: each durable with its position, so that a killed job goes on where it was.
class JobRun {
public:
    JobRun(records::Store& open_store, Id job, Id holder, records::Actor const& owner, Json what, std::string where,
        Folders const& folders, std::function<void()> told)
        : store(open_store)
        , id(job)
        , actor(owner)
        , input(std::move(what))
        , position(std::move(where))
        , m_holder(holder)
        , m_folders(folders)
        , m_told(std::move(told))
    {
    }

    // Another process has taken the job over, because this one was silent for too long: here it ends at once, and
    // nothing of the slice under way is kept.
    struct TakenOver { };

    records::Store& store;
    Id id;
    records::Actor actor; // the job runs as its owner
    Json input;
    std::string position; // where the last slice ended; empty at the start

    [[nodiscard]] Folders const& folders() const { return m_folders; }

    // One durable slice in the background lane: the work, the progress and the position are one commit. The change's id
    // is kept with the job, so that the whole can be undone. `work` says how far it came.
    struct Reached {
        std::string position;
        std::int64_t done = 0;
        std::int64_t total = 0;
    };
    void slice(std::function<Reached(records::Transaction&)> const& work);
    void progress(std::int64_t done, std::int64_t total);
    [[nodiscard]] bool is_cancelled();
    void set_result(Json result) { m_result = std::move(result); }
    [[nodiscard]] Json const& result() const { return m_result; }

private:
    Id m_holder;
    Folders const& m_folders;
    std::function<void()> m_told;
    Json m_result;
};

using Kind = std::function<void(JobRun&)>;

// One loop that takes queued jobs and runs them, one at a time in this process. A job whose process died is taken up
// again: at once when a process starts alone on its SQLite file, after some seconds of silence otherwise.
class Worker {
public:
    using FindActor = std::function<std::optional<records::Actor>(Id)>;
    Worker(records::Store&, FindActor, Folders);
    ~Worker();

    void add(std::string name, Kind);
    void start();
    void stop();
    // Runs what is queued now on this thread: commands and tests.
    void run_queued();
    void run_one(Id job);
    void claim(Id job); // taken by this process: no other worker on the same data runs it
    void look_now();    // something was queued, here or by another server

    // Queues a job inside the caller's transaction; it starts after the commit.
    Id enqueue(records::Transaction&, std::string_view kind, Json const& input, std::string_view unit);
    void on_progress(std::function<void(Id owner, std::string_view event, std::string data)> listener)
    {
        m_listener = std::move(listener);
    }
    [[nodiscard]] Folders const& folders() const { return m_folders; }

    // The job as JSON (API.md 13), when `reader` may see it.
    std::optional<std::string> describe(records::Reading&, Id job) const;
    // The reader's own jobs, newest first; an administrator's are all.
    struct ListQuery {
        std::string filter; // API.md 4, over kind, state, by and the times
        std::string kind, state;
        int page_size = 50;
        Id before; // the end of the page before
    };
    std::string list(records::Reading&, ListQuery const&) const;
    void cancel(records::Transaction&, Id job);

private:
    void join();
    void loop();
    void beat();
    std::optional<Id> take_next();
    void tell(Id job, bool is_over);

    records::Store& m_store;
    FindActor m_find_actor;
    Folders m_folders;
    std::map<std::string, Kind, std::less<>> m_kinds;
    std::function<void(Id, std::string_view, std::string)> m_listener;
    Id m_holder; // what the jobs that this process runs say of it
    Holders m_holders;
    std::thread m_thread;
    std::thread m_heart; // says now and then that this process lives, however long a slice takes
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_is_stopping = false;
    std::atomic<bool> m_has_work { true };
    std::atomic<bool> m_is_running = false;
};

}
