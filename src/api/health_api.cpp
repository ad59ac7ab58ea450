#include "api/health_api.h"

#include "api/stream.h"
#include "base/problem.h"
#include "base/version.h"
#include "jobs/worker.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace kontor::api {

namespace {

constexpr std::uintmax_t disk_low_bytes = 64ULL << 20; // less would not hold a larger upload and the log
constexpr double outbox_late_seconds = 60;

bool has_room(std::string const& folder)
{
    auto fault = std::error_code {};
    auto const space = std::filesystem::space(folder, fault);
    return !fault && space.available >= disk_low_bytes && ::access(folder.c_str(), W_OK) == 0;
}

double process_start_seconds()
{
    static auto const started = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch());
    return started.count();
}

void append_process(std::string& text)
{
    auto pages = 0L, resident = 0L;
    std::ifstream { "/proc/self/statm" } >> pages >> resident;
    auto const files = std::distance(std::filesystem::directory_iterator { "/proc/self/fd" }, {});
    MetricFamily { text, "process_resident_memory_bytes", "gauge", "Memory in use." }.sample(
        static_cast<double>(resident * ::sysconf(_SC_PAGESIZE)));
    MetricFamily { text, "process_open_fds", "gauge", "Open files and sockets." }.sample(static_cast<double>(files));
    MetricFamily { text, "process_cpu_seconds_total", "counter", "Processor time, user and system." }.sample(
        static_cast<double>(std::clock()) / CLOCKS_PER_SEC);
    MetricFamily { text, "process_start_time_seconds", "gauge", "When the process began, since 1970." }.sample(
        process_start_seconds());
}

void append_database(std::string& text, Rooms& rooms)
{
    auto const statistics = rooms.store.database().statistics();
    MetricFamily { text, "kontor_db_commits_total", "counter", "Transactions committed." }.sample(
        static_cast<double>(statistics.commits));
    MetricFamily { text, "kontor_db_commit_batch_size", "gauge", "Writes per commit since the start." }.sample(
        statistics.commits ? static_cast<double>(statistics.writes) / static_cast<double>(statistics.commits) : 0);
    MetricFamily { text, "kontor_db_wal_bytes", "gauge", "Size of SQLite's log." }.sample(
        static_cast<double>(statistics.log_bytes));
    MetricFamily { text, "kontor_queue_depth", "gauge", "What waits for its turn." }
        .sample(static_cast<double>(statistics.waiting), R"(lane="writes")")
        .sample(static_cast<double>(rooms.load().queued), R"(lane="requests")");
    rooms.store.database().read([&](db::Connection& connection) {
        auto jobs = std::string {};
        auto family = MetricFamily { jobs, "kontor_jobs", "gauge", "Jobs by kind and state." };
        auto rows = connection.query(
            "select \"kind\", \"state\", count(*) from \"kontor_job\" group by \"kind\", \"state\" order by 1, 2");
        while (rows->next())
            family.sample(static_cast<double>(rows->whole(2)),
                fmt::format(R"(kind="{}",state="{}")", rows->text(0), rows->text(1)));
        rows = connection.query("select count(*) from \"kontor_session\" where \"ended_at\" is null");
        rows->next();
        auto const sessions = static_cast<double>(rows->whole(0));
        rows.reset();
        text += jobs;
        MetricFamily { text, "kontor_sessions", "gauge", "Sessions that have not ended." }.sample(sessions);
    });
}

// Counting a million rows takes a moment: once a minute is often enough.
void append_record_counts(std::string& text, Rooms& rooms)
{
    static std::mutex mutex;
    static std::string counted;
    static std::chrono::steady_clock::time_point counted_at {};
    auto const lock = std::scoped_lock { mutex };
    if (counted.empty() || std::chrono::steady_clock::now() - counted_at > std::chrono::minutes { 1 }) {
        auto fresh = std::string {};
        rooms.store.database().read([&](db::Connection& connection) {
            fresh.clear();
            auto family = MetricFamily { fresh, "kontor_records", "gauge", "Records outside the bin." };
            for (auto const& entity : rooms.store.schema()->entities()) {
                auto rows = connection.query(
                    fmt::format("select count(*) from {} where \"deleted_at\" is null", db::quote(entity->plural)));
                rows->next();
                family.sample(static_cast<double>(rows->whole(0)), fmt::format(R"(entity="{}")", entity->plural));
            }
        });
        counted = std::move(fresh);
        counted_at = std::chrono::steady_clock::now();
    }
    text += counted;
}

}

http::Response readiness(Rooms& rooms)
{
    auto failing = std::string {};
    auto const fail
        = [&](std::string_view what) { failing += fmt::format("{}\"{}\"", failing.empty() ? "" : ",", what); };
    if (rooms.is_stopping)
        fail("shutting_down");
    try {
        rooms.store.database().read(
            [](db::Connection& connection) { connection.query("select 1")->next(); }, std::chrono::seconds { 2 });
    } catch (db::Error const&) {
        fail("database");
    }
    if (!has_room(rooms.data_folder))
        fail("disk");
    if (rooms.streams.lag_seconds() > outbox_late_seconds)
        fail("outbox");
    if (failing.empty())
        return http::Response::json(200, R"({"status":"ready"})");
    return http::Response::json(503, fmt::format(R"({{"status":"not_ready","failing":[{}]}})", failing));
}

http::Response metrics(http::Request const& request, Rooms& rooms)
{
    auto const who = rooms.sessions.find(request);
    if (!who)
        throw Problem::not_signed_in();
    if (!who->actor.scopes.contains("metrics") && !(who->actor.scopes.empty() && who->actor.is_administrator()))
        throw Problem::scope_missing("metrics");
    auto text = std::string {};
    MetricFamily { text, "kontor_build_info", "gauge", "The program." }.sample(
        1, fmt::format(R"(version="{}")", version));
    rooms.metrics.append(text);
    auto const load = rooms.load();
    MetricFamily { text, "kontor_http_in_flight", "gauge", "Requests being worked on." }.sample(
        static_cast<double>(load.in_flight));
    MetricFamily { text, "kontor_http_rejected_total", "counter", "Requests turned away." }.sample(
        static_cast<double>(load.rejected), R"(reason="overloaded")");
    append_database(text, rooms);
    MetricFamily { text, "kontor_outbox_lag_seconds", "gauge", "Age of the oldest event not yet sent on." }.sample(
        rooms.streams.lag_seconds());
    MetricFamily { text, "kontor_stream_clients", "gauge", "Open event streams." }.sample(
        static_cast<double>(rooms.streams.client_count()));
    append_record_counts(text, rooms);
    append_process(text);
    auto response = http::Response {};
    response.status = 200;
    response.body = std::move(text);
    return std::move(response.with_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                         .with_header("Cache-Control", "no-store"));
}

}
