#include "db/sqlite/writer.h"

#include "base/check.h"
#include "base/log.h"
#include "db/write_scope.h"

#include <chrono>
#include <sqlite3.h>

namespace kontor::db {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t group_size_max = 256;
constexpr auto group_time_max = std::chrono::milliseconds { 5 };
// A person who waited this long has gone; what he asked for is refused before it starts.
constexpr auto start_wait_max = std::chrono::seconds { 30 };

}

SqliteWriter::SqliteWriter(std::string const& path, Options const& options, Checkpointer::Limits limits,
    std::function<void()> end_oldest_reader)
    : m_options(options)
    , m_connection(path, SqliteConnection::Role::writer, options)
    , m_checkpointer(m_connection, limits, std::move(end_oldest_reader))
{
    m_group.reserve(group_size_max);
    sqlite3_commit_hook(m_connection.handle(), refuses_commit, this);
    m_thread = std::thread { [this] { run(); } };
}

SqliteWriter::~SqliteWriter()
{
    {
        std::lock_guard const lock { m_mutex };
        m_stops = true;
    }
    m_work_came.notify_one();
    m_thread.join();
}

void SqliteWriter::write(std::function<void(Transaction&)> const& work, Lane lane)
{
    auto const now = Clock::now();
    auto const is_people = lane == Lane::people;
    Job job { .work = work,
        .is_alone = false,
        .starts_before = is_people ? now + start_wait_max : Deadline::max(),
        .since = now };
    queue(job, is_people ? m_people : m_background);
}

void SqliteWriter::alter(std::function<void(Connection&)> const& work)
{
    std::function<void(Transaction&)> const in_transaction
        = [&](Transaction& transaction) { work(transaction.connection()); };
    Job job { .work = in_transaction, .is_alone = true, .starts_before = Deadline::max(), .since = Clock::now() };
    queue(job, m_people);
}

std::size_t SqliteWriter::waiting() const
{
    std::lock_guard const lock { m_mutex };
    return m_people.size() + m_background.size();
}

void SqliteWriter::queue(Job& job, std::deque<Job*>& lane)
{
    {
        std::lock_guard const lock { m_mutex };
        if (lane.size() >= m_options.queue_limit)
            throw Unavailable { "Too many writes are waiting." };
        lane.push_back(&job);
    }
    m_work_came.notify_one();
    job.answered.acquire();
    if (job.error)
        std::rethrow_exception(std::move(job.error));
}

void SqliteWriter::run()
{
    while (wait_for_work()) {
        run_group();
        answer();
        m_checkpointer.between_groups();
    }
}

bool SqliteWriter::wait_for_work()
{
    std::unique_lock lock { m_mutex };
    auto const has_work = [&] { return !m_people.empty() || !m_background.empty(); };
    m_work_came.wait(lock, [&] { return m_stops || has_work(); });
    return has_work();
}

// The next one for the present group, or null when the group ends here.
SqliteWriter::Job* SqliteWriter::take()
{
    std::lock_guard const lock { m_mutex };
    auto const take_from = [&](std::deque<Job*>& lane) {
        auto* const job = lane.front();
        lane.pop_front();
        m_group.push_back(job);
        return job;
    };
    if (!m_people.empty()) {
        if (m_people.front()->is_alone && !m_group.empty())
            return nullptr;
        m_group_has_people = true;
        return take_from(m_people);
    }
    // People do not wait for a slice of an import to be answered: it never joins a group of theirs. They may join its
    // group.
    if (!m_background.empty() && !m_group_has_people)
        return take_from(m_background);
    return nullptr;
}

void SqliteWriter::run_group()
{
    auto const started = Clock::now();
    m_group_has_people = false;
    try {
        m_connection.control("BEGIN IMMEDIATE");
    } catch (...) {
        refuse_waiting(started, std::current_exception());
        return;
    }
    while (auto* job = take()) {
        if (!attempt(*job)) {
            run_each_alone(job);
            return;
        }
        if (job->is_alone || m_group.size() >= group_size_max || Clock::now() - started >= group_time_max)
            break;
    }
    auto const error = finish(m_group);
    if (!error)
        return;
    if (m_group.size() == 1)
        m_group.front()->error = error;
    else
        run_each_alone(nullptr); // nobody knows whose fault it was
}

// The database could not be locked: whoever waited all that time is told so, and who came meanwhile gets a try of his
// own.
void SqliteWriter::refuse_waiting(Deadline before, std::exception_ptr const& error)
{
    std::lock_guard const lock { m_mutex };
    for (auto* lane : { &m_people, &m_background }) {
        while (!lane->empty() && lane->front()->since <= before) {
            lane->front()->error = error;
            m_group.push_back(lane->front());
            lane->pop_front();
        }
    }
}

bool SqliteWriter::attempt(Job& job)
{
    if (Clock::now() > job.starts_before) {
        job.error = std::make_exception_ptr(DeadlineExceeded { "The write waited too long for its turn." });
        return true;
    }
    if (m_options.runs_closures_twice && !job.is_alone) {
        auto const keeps_transaction = run_closure(job, Keep::no);
        if (job.error)
            return keeps_transaction;
    }
    return run_closure(job, Keep::yes);
}

bool SqliteWriter::run_closure(Job& job, Keep keep)
{
    Transaction transaction { m_connection };
    WriteScope const scope { WriteScope::Phase::closure };
    m_connection.forget_failure();
    try {
        m_connection.control("SAVEPOINT closure");
        job.work(transaction);
        m_connection.rethrow_failure(); // the closure caught it and went on
        check(m_connection.close_rows(), "Rows were kept longer than the write they came from.");
        check(m_connection.is_in_transaction(), "A closure ended the transaction it was given.");
        if (keep == Keep::no)
            m_connection.control("ROLLBACK TO closure");
        m_connection.control("RELEASE closure");
    } catch (...) {
        job.error = std::current_exception();
        m_connection.forget_failure();
        m_connection.close_rows();
        if (!m_connection.is_in_transaction())
            return false;
        try {
            m_connection.control("ROLLBACK TO closure");
            m_connection.control("RELEASE closure");
            return true;
        } catch (...) {
            roll_back();
            return false;
        }
    }
    if (keep == Keep::yes) {
        job.before_commit = transaction.take_before_commit();
        job.after_commit = transaction.take_after_commit();
    }
    return true;
}

std::exception_ptr SqliteWriter::finish(std::span<Job* const> jobs)
{
    WriteScope const scope { WriteScope::Phase::closure };
    try {
        for (auto const* job : jobs) {
            if (job->error)
                continue;
            for (auto const& work : job->before_commit)
                work(m_connection);
        }
        m_connection.rethrow_failure();
        commit();
        return nullptr;
    } catch (...) {
        auto const error = std::current_exception();
        m_connection.forget_failure();
        m_connection.close_rows();
        roll_back();
        return error;
    }
}

// A closure that says COMMIT would commit its neighbours, who might then run again.
int SqliteWriter::refuses_commit(void* self) { return !static_cast<SqliteWriter*>(self)->m_commits_now; }

void SqliteWriter::commit()
{
    m_commits_now = true;
    struct Reset {
        bool& flag;
        ~Reset() { flag = false; }
    } const at_exit { m_commits_now };
    try {
        m_connection.control("COMMIT");
    } catch (DiskFull const&) {
        throw;
    } catch (Error const& error) {
        // The log may already hold the whole transaction, so that a crash before the next one would bring it back.
        if ((sqlite3_errcode(m_connection.handle()) & 0xff) == SQLITE_IOERR)
            throw OutcomeUnknown { error.what() };
        throw;
    }
    m_commits.fetch_add(1, std::memory_order_relaxed);
}

void SqliteWriter::roll_back()
{
    try {
        if (m_connection.is_in_transaction())
            m_connection.control("ROLLBACK");
    } catch (Error const& error) {
        log::error(error.what());
    }
}

void SqliteWriter::run_alone(Job& job)
{
    try {
        m_connection.control("BEGIN IMMEDIATE");
    } catch (...) {
        job.error = std::current_exception();
        return;
    }
    if (!attempt(job))
        return;
    if (job.error) {
        roll_back();
        return;
    }
    auto* const only = &job;
    job.error = finish({ &only, 1 });
}

// The failed ones run again, too: what they failed at may have been a neighbour's row that is now gone.
void SqliteWriter::run_each_alone(Job const* guilty)
{
    for (auto* job : m_group) {
        job->before_commit.clear();
        job->after_commit.clear();
        if (job == guilty)
            continue;
        job->error = nullptr;
        run_alone(*job);
    }
}

void SqliteWriter::answer()
{
    {
        WriteScope const scope { WriteScope::Phase::after_commit };
        for (auto const* job : m_group) {
            if (job->error)
                continue;
            if (!job->is_alone)
                m_writes.fetch_add(1, std::memory_order_relaxed);
            for (auto const& work : job->after_commit) {
                try {
                    work();
                } catch (std::exception const& error) {
                    log::error(std::string { "after_commit threw: " } + error.what());
                } catch (...) {
                    log::error("after_commit threw something that is no exception.");
                }
            }
        }
    }
    for (auto* job : m_group) {
        // What the closures captured lives with their callers, who go on as soon as they are answered.
        job->before_commit.clear();
        job->after_commit.clear();
    }
    for (auto* job : m_group)
        job->answered.release();
    m_group.clear();
}

}
