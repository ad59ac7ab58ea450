#include "jobs/worker.h"

#include "base/check.h"
#include "base/log.h"
#include "base/problem.h"
#include "records/audit.h"
#include "records/platform_table.h"
#include "records/sql.h"

#include <fmt/format.h>

namespace kontor::jobs {

namespace {

constexpr std::int64_t lease_ms = 8'000; // a job whose process went silent for this long is taken up again
constexpr auto between_beats = std::chrono::seconds { 2 };

constexpr std::string_view columns = "\"id\", \"kind\", \"state\", \"member\", \"done\", \"total\", \"unit\", "
                                     "\"created_at\", \"started_at\", \"finished_at\", \"result\", \"problem\", "
                                     "(select min(c.\"change\") from \"kontor_job_change\" c where c.\"job\" = "
                                     "j.\"id\") as \"change\"";

void append_instant(JsonWriter& json, std::string_view key, db::Rows const& rows, int column)
{
    json.key(key);
    if (rows.is_null(column))
        json.null();
    else
        json.string(Instant { rows.whole(column) }.to_string());
}

void append_job(JsonWriter& json, db::Rows const& rows)
{
    auto const state = rows.text(2);
    json.begin_object().member("id", Id { rows.whole(0) }).member("kind", rows.text(1)).member("state", state);
    json.key("progress")
        .begin_object()
        .member("done", rows.whole(4))
        .member("total", rows.whole(5))
        .member("unit", rows.text(6))
        .end_object();
    append_instant(json, "created_at", rows, 7);
    append_instant(json, "started_at", rows, 8);
    append_instant(json, "finished_at", rows, 9);
    json.key("result")
        .raw(rows.is_null(10) ? "null" : rows.text(10))
        .key("problem")
        .raw(rows.is_null(11) ? "null" : rows.text(11));
    json.key("change");
    if (rows.is_null(12))
        json.null();
    else
        json.value(Json { Id { rows.whole(12) }.to_string() });
    json.key("can").begin_array();
    if (state == "queued" || state == "running")
        json.string("cancel");
    auto const changes_records = rows.text(1) == "import" || rows.text(1) == "bulk";
    if (changes_records && (state == "done" || state == "cancelled" || state == "failed"))
        json.string("undo");
    json.end_array().end_object();
}

}

void JobRun::slice(std::function<Reached(records::Transaction&)> const& work)
{
    auto reached = Reached {};
    store.write(
        actor,
        [&](records::Transaction& transaction) {
            reached = work(transaction);
            auto& connection = transaction.connection();
            auto const now = transaction.now().milliseconds;
            auto const is_mine
                = connection.execute("update \"kontor_job\" set \"position\" = ?2, \"done\" = ?3, \"total\" = ?4, "
                                     "\"lease_until\" = ?5 where \"id\" = ?1 and \"holder\" = ?6",
                      { id.value, reached.position, reached.done, reached.total, now + lease_ms, m_holder.value })
                > 0;
            if (!is_mine)
                throw TakenOver {};
            connection.execute_later(
                "insert into \"kontor_job_change\" (\"id\", \"job\", \"change\") values (?1, ?2, ?3)",
                { transaction.next_id().value, id.value, transaction.change().value });
        },
        db::Lane::background);
    position = reached.position;
    m_told();
}

void JobRun::progress(std::int64_t done, std::int64_t total)
{
    store.database().write(
        [&](db::Transaction& transaction) {
            auto const is_mine
                = transaction.connection().execute("update \"kontor_job\" set \"done\" = ?2, \"total\" = ?3, "
                                                   "\"lease_until\" = ?4 where \"id\" = ?1 and \"holder\" = ?5",
                      { id.value, done, total, store.clock().now().milliseconds + lease_ms, m_holder.value })
                > 0;
            if (!is_mine)
                throw TakenOver {};
        },
        db::Lane::background);
    m_told();
}

bool JobRun::is_cancelled()
{
    auto cancelled = false;
    store.database().read([&](db::Connection& connection) {
        auto rows = connection.query("select \"state\" from \"kontor_job\" where \"id\" = ?1", { id.value });
        cancelled = !rows->next() || rows->text(0) == "cancelled";
    });
    return cancelled;
}

Worker::Worker(records::Store& store, FindActor find_actor, Folders folders)
    : m_store(store)
    , m_find_actor(std::move(find_actor))
    , m_folders(std::move(folders))
    , m_holder(store.ids().next())
{
}
Worker::~Worker() { stop(); }

void Worker::add(std::string name, Kind kind) { m_kinds.emplace(std::move(name), std::move(kind)); }

void Worker::start()
{
    join();
    m_thread = std::thread { [this] { loop(); } };
    m_heart = std::thread { [this] { beat(); } };
}

// On SQLite all processes that may run jobs share the folder: whoever finds nobody there takes back what the dead held.
void Worker::join()
{
    if (!m_holders.join(m_folders.data) || m_store.database().dialect() != db::Dialect::sqlite)
        return;
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_job\" set \"lease_until\" = 0 where \"state\" = 'running'");
    });
}

void Worker::beat()
{
    for (;;) {
        {
            auto lock = std::unique_lock { m_mutex };
            if (m_wake.wait_for(lock, between_beats, [&] { return m_is_stopping; }))
                return;
        }
        if (!m_is_running)
            continue;
        try {
            m_store.database().write([&](db::Transaction& transaction) {
                transaction.connection().execute(
                    "update \"kontor_job\" set \"lease_until\" = ?2 where \"state\" = 'running' and \"holder\" = ?1",
                    { m_holder.value, m_store.clock().now().milliseconds + lease_ms });
            });
        } catch (std::exception const& error) {
            log::warning(fmt::format("The lease of a job could not be prolonged: {}", error.what()));
        }
    }
}

void Worker::look_now()
{
    m_has_work = true;
    m_wake.notify_all();
}

void Worker::stop()
{
    {
        auto const lock = std::scoped_lock { m_mutex };
        m_is_stopping = true;
    }
    m_wake.notify_all();
    for (auto* thread : { &m_thread, &m_heart })
        if (thread->joinable())
            thread->join();
}

void Worker::loop()
{
    auto sealed_at = std::int64_t { 0 };
    for (;;) {
        {
            auto lock = std::unique_lock { m_mutex };
            m_wake.wait_for(lock, std::chrono::seconds { 1 }, [&] { return m_is_stopping || m_has_work; });
            if (m_is_stopping)
                return;
            m_has_work = false;
        }
        try {
            run_queued();
            if (auto const now = m_store.clock().now().milliseconds; now - sealed_at > 2'000) {
                sealed_at = now;
                while (records::seal_audit(m_store) == 1'000)
                    ;
            }
        } catch (std::exception const& error) {
            log::warning(fmt::format("Background work stumbled: {}", error.what()));
        }
    }
}

std::optional<Id> Worker::take_next()
{
    auto taken = std::optional<Id> {};
    auto const now = m_store.clock().now().milliseconds;
    auto is_any = false;
    m_store.database().read([&](db::Connection& connection) {
        auto rows = connection.query("select 1 from \"kontor_job\" where \"state\" = 'queued' or (\"state\" = "
                                     "'running' and \"lease_until\" < ?1) limit 1",
            { now });
        is_any = rows->next();
    });
    if (!is_any)
        return {};
    m_store.database().write([&](db::Transaction& transaction) {
        taken.reset();
        auto& connection = transaction.connection();
        auto id = std::int64_t { 0 };
        {
            auto rows = connection.query(
                std::string { "select \"id\" from \"kontor_job\" where \"state\" = 'queued' or (\"state\" = 'running' "
                              "and \"lease_until\" < ?1) order by \"id\" limit 1" }
                    + (connection.dialect() == db::Dialect::postgresql ? " for update skip locked" : ""),
                { now });
            if (!rows->next())
                return;
            id = rows->whole(0);
        }
        connection.execute("update \"kontor_job\" set \"state\" = 'running', \"started_at\" = coalesce(\"started_at\", "
                           "?2), \"lease_until\" = ?3, \"holder\" = ?4 where \"id\" = ?1",
            { id, now, now + lease_ms, m_holder.value });
        taken = Id { id };
    });
    return taken;
}

void Worker::run_queued()
{
    while (auto const job = take_next()) {
        run_one(*job);
        auto const lock = std::scoped_lock { m_mutex };
        if (m_is_stopping)
            return;
    }
}

void Worker::claim(Id job)
{
    join();
    auto const now = m_store.clock().now().milliseconds;
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_job\" set \"state\" = 'running', \"started_at\" = ?2, "
                                         "\"lease_until\" = ?3, \"holder\" = ?4 where \"id\" = ?1",
            { job.value, now, now + lease_ms, m_holder.value });
    });
}

void Worker::run_one(Id job)
{
    auto kind = std::string {}, input = std::string {}, position = std::string {};
    auto owner = Id {};
    m_store.database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "select \"kind\", \"input\", \"position\", \"member\" from \"kontor_job\" where \"id\" = ?1",
            { job.value });
        check(rows->next(), "a job that was taken is there");
        kind = rows->text(0), input = rows->text(1), position = rows->text(2);
        owner = Id { rows->whole(3) };
    });
    auto const finish = [&](std::string_view state, std::string const& result, std::string const& problem) {
        m_store.database().write([&](db::Transaction& transaction) {
            transaction.connection().execute(
                "update \"kontor_job\" set \"state\" = case when \"state\" = 'cancelled' then \"state\" else ?2 end, "
                "\"finished_at\" = ?3, \"result\" = ?4, \"problem\" = ?5 where \"id\" = ?1 and \"holder\" = ?6",
                { job.value, std::string { state }, m_store.clock().now().milliseconds,
                    result.empty() ? db::Value {} : db::Value { result },
                    problem.empty() ? db::Value {} : db::Value { problem }, m_holder.value });
        });
        tell(job, true);
    };
    auto const found = m_kinds.find(kind);
    auto actor = owner == system_user ? std::optional { records::Actor::system() } : m_find_actor(owner);
    if (found == m_kinds.end() || !actor) {
        // A job runs as its owner: deactivated, it stops.
        finish("failed", "",
            Problem::forbidden("The person who started this may not work any more.").to_json(job.to_string()));
        return;
    }
    actor->request_id = "job-" + job.to_string();
    auto parsed = parse_json(input, { .depth = 32, .keys_per_object = 100'000 });
    check(std::holds_alternative<Json>(parsed), "the input of a job is JSON");
    auto& json = std::get<Json>(parsed);
    actor->via = kind == "import" ? "import" : "job";
    if (auto const* via = json.find("via"); via && via->as_string())
        actor->via = *via->as_string();
    auto run = JobRun { m_store, job, m_holder, *actor, std::move(json), position, m_folders,
        [this, job] { tell(job, false); } };
    struct Running {
        std::atomic<bool>& flag;
        explicit Running(std::atomic<bool>& is_running) : flag(is_running) { flag = true; }
        ~Running() { flag = false; }
    } const running { m_is_running };
    try {
        found->second(run);
        finish("done", run.result().is_null() ? "" : run.result().to_text(), "");
    } catch (JobRun::TakenOver const&) {
        log::warning(fmt::format("Job {} ({}) was taken over by another process.", job.value, kind));
    } catch (Problem const& problem) {
        finish("failed", run.result().is_null() ? "" : run.result().to_text(), problem.to_json(job.to_string()));
    } catch (std::exception const& error) {
        log::error(fmt::format("Job {} ({}) failed: {}", job.value, kind, error.what()));
        finish("failed", "", Problem::internal().to_json(job.to_string()));
    }
}

void Worker::tell(Id job, bool is_over)
{
    if (!m_listener)
        return;
    auto text = std::string {};
    auto owner = Id {};
    m_store.database().read([&](db::Connection& connection) {
        text.clear();
        auto rows = connection.query(
            fmt::format("select {} from \"kontor_job\" j where \"id\" = ?1", columns), { job.value });
        if (!rows->next())
            return;
        owner = Id { rows->whole(3) };
        auto writer = JsonWriter { text };
        append_job(writer, *rows);
    });
    m_listener(owner, is_over ? "job.done" : "job.progress", std::move(text));
}

Id Worker::enqueue(records::Transaction& transaction, std::string_view kind, Json const& input, std::string_view unit)
{
    auto const id = transaction.next_id();
    transaction.connection().execute(
        "insert into \"kontor_job\" (\"id\", \"kind\", \"state\", \"member\", \"input\", \"done\", \"total\", "
        "\"unit\", \"created_at\", \"position\") values (?1, ?2, 'queued', ?3, ?4, 0, 0, ?5, ?6, '')",
        { id.value, std::string { kind }, transaction.actor().user.value, input.to_text(), std::string { unit },
            transaction.now().milliseconds });
    transaction.after_commit([this] {
        look_now();
        m_store.database().announce("jobs");
    });
    return id;
}

std::optional<std::string> Worker::describe(records::Reading& reading, Id job) const
{
    auto rows = reading.connection.query(
        fmt::format("select {} from \"kontor_job\" j where \"id\" = ?1", columns), { job.value });
    if (!rows->next() || (Id { rows->whole(3) } != reading.actor.user && !reading.actor.is_administrator()))
        return {};
    auto text = std::string {};
    auto json = JsonWriter { text };
    append_job(json, *rows);
    return text;
}

std::string Worker::list(records::Reading& reading, ListQuery const& query) const
{
    auto sql = records::Sql { reading.connection.dialect() };
    sql.add("select ").add(columns).add(" from ");
    records::append_filtered(sql, records::PlatformTable::jobs, "j", query.filter, reading);
    if (!reading.actor.is_administrator())
        sql.add(" and ").column("j", "member").add(" = ").bind(reading.actor.user.value);
    for (auto const& [column, text] : { std::pair { "kind", query.kind }, std::pair { "state", query.state } })
        if (!text.empty())
            sql.add(" and ").column("j", column).add(" = ").bind(text);
    if (!query.before.is_empty())
        sql.add(" and ").column("j", "id").add(" < ").bind(query.before.value);
    sql.add(" order by \"id\" desc limit ").bind(static_cast<std::int64_t>(query.page_size) + 1);
    auto text = std::string {};
    auto json = JsonWriter { text };
    json.begin_object().key("items").begin_array();
    auto count = 0;
    auto last = Id {};
    auto has_more = false;
    auto rows = sql.query(reading.connection);
    while (rows->next() && !has_more) {
        has_more = count++ == query.page_size;
        if (has_more)
            break;
        last = Id { rows->whole(0) };
        append_job(json, *rows);
    }
    json.end_array().key("next_page_token");
    if (has_more)
        json.string(last.to_string());
    else
        json.null();
    json.end_object();
    return text;
}

void Worker::cancel(records::Transaction& transaction, Id job)
{
    auto const is_administrator = std::int64_t { transaction.actor().is_administrator() ? 1 : 0 };
    auto& connection = transaction.connection();
    auto rows
        = connection.query("select \"state\" from \"kontor_job\" where \"id\" = ?1 and (\"member\" = ?2 or ?3 = 1)",
            { job.value, transaction.actor().user.value, is_administrator });
    if (!rows->next())
        throw Problem::not_found();
    auto const state = std::string { rows->text(0) };
    rows.reset();
    if (state != "queued" && state != "running")
        throw Problem::not_in_this_state("The job has ended already.", {});
    connection.execute("update \"kontor_job\" set \"state\" = 'cancelled', \"finished_at\" = ?2 where \"id\" = ?1",
        { job.value, transaction.now().milliseconds });
}

}
