#include "db/postgres/connection.h"

#include "base/check.h"
#include "db/postgres/rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace kontor::db {

namespace {

constexpr std::size_t statements_kept = 500;
constexpr std::int64_t session_timeout_ms = 30'000;
// So much may wait for the next answer: more would only fill the buffers of both ends.
constexpr std::size_t waiting_max = 256, waiting_bytes_max = 512 * 1024;

bool went_well(PGresult const* result)
{
    auto const status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

// Reads what is left of the present answer. A broken connection may have no end of it.
void drain(PGconn* handle)
{
    while (PQstatus(handle) == CONNECTION_OK) {
        PostgresResult const rest { PQgetResult(handle) };
        if (!rest)
            return;
    }
}

}

PostgresConnection::PostgresConnection(Settings settings)
    : m_settings(std::move(settings))
    , m_statements(statements_kept)
{
    connect();
}

void PostgresConnection::connect()
{
    m_handle.reset();
    m_statements.clear();
    m_forgotten.clear();
    m_has_begun = false;
    m_must_go = false;
    m_timeout_ms = session_timeout_ms;
    m_handle = open_session(m_settings.url);
    PQsetNoticeReceiver(m_handle.get(), take_notice, this);
    configure();
}

PostgresConnection::Handle PostgresConnection::open_session(std::string const& url)
{
    // What stands before the address is a default that the address may overrule. A dead peer is noticed within half a
    // minute.
    constexpr std::array keywords { "application_name", "connect_timeout", "target_session_attrs", "keepalives_idle",
        "keepalives_interval", "keepalives_count", "tcp_user_timeout", "dbname", "client_encoding",
        static_cast<char const*>(nullptr) };
    std::array const values { "kontor", "5", "read-write", "15", "5", "3", "30000", url.c_str(), "UTF8",
        static_cast<char const*>(nullptr) };
    auto handle = Handle { PQconnectdbParams(keywords.data(), values.data(), 1) };
    if (PQstatus(handle.get()) != CONNECTION_OK) {
        std::string message = handle ? PQerrorMessage(handle.get()) : "out of memory";
        while (message.ends_with('\n'))
            message.pop_back();
        throw Unavailable { "The database server cannot be reached: " + message };
    }
    return handle;
}

void PostgresConnection::configure()
{
    // A session that stays in a transaction would keep everybody's outbox from being read (ENGINE.md 2). Short queries
    // gain nothing from being compiled. A server set to answer before it is durable is not believed.
    auto sql = "SET search_path TO " + quote(m_settings.schema)
        + "; SET client_min_messages TO warning; SET idle_in_transaction_session_timeout TO 60000; SET "
          "statement_timeout TO "
        + std::to_string(session_timeout_ms)
        + "; SET bytea_output TO hex; SET standard_conforming_strings TO on; SET jit TO off; ";
    if (m_settings.syncs_to_disk)
        sql += "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = "
               "'off'";
    else
        sql += "SET synchronous_commit TO off";
    PostgresResult const result { PQexec(m_handle.get(), sql.c_str()) };
    if (!went_well(result.get()))
        std::rethrow_exception(postgres_failure(m_handle.get(), result.get(), sql).error);
}

std::unique_ptr<Rows> PostgresConnection::query(std::string_view sql, Parameters parameters)
{
    return std::make_unique<PostgresRows>(run(sql, parameters));
}

std::int64_t PostgresConnection::execute(std::string_view sql, Parameters parameters)
{
    auto const result = run(sql, parameters);
    std::string_view const tag = PQcmdStatus(result.get());
    if (tag.starts_with("SELECT")) // the rows it found
        return 0;
    std::string_view const count = PQcmdTuples(result.get());
    std::int64_t changed = 0;
    std::from_chars(count.data(), count.data() + count.size(), changed);
    return changed;
}

void PostgresConnection::execute_later(std::string_view sql, Parameters parameters)
{
    rethrow_failure();
    std::vector<Value> own { parameters.begin(), parameters.end() };
    BoundParameters bound { own };
    m_waiting_bytes += sql.size();
    for (auto const& parameter : own)
        if (auto const* text = std::get_if<std::string>(&parameter))
            m_waiting_bytes += text->size();
    m_waiting.push_back({ std::string { sql }, std::move(own), std::move(bound) });
    if (m_waiting.size() >= waiting_max || m_waiting_bytes >= waiting_bytes_max)
        flush();
}

void PostgresConnection::flush()
{
    if (!m_waiting.empty())
        run_steps(steps_of(m_waiting));
}

std::vector<PostgresConnection::Step> PostgresConnection::steps_of(std::vector<Waiting> const& list)
{
    std::vector<Step> steps;
    steps.reserve(list.size() + 1);
    for (auto const& waiting : list)
        steps.push_back({ waiting.sql, &waiting.bound });
    return steps;
}

void PostgresConnection::script(std::string_view sql)
{
    rethrow_failure();
    flush();
    if (!m_has_begun) {
        std::string beginning = begin_sql();
        if (auto const timeout_ms = new_timeout_ms())
            beginning += "; SET LOCAL statement_timeout = " + std::to_string(*timeout_ms);
        auto began = run_script(beginning);
        if (!went_well(began.get()) && PQstatus(m_handle.get()) != CONNECTION_OK) {
            connect();
            began = run_script(beginning);
        }
        if (!went_well(began.get()))
            fail(postgres_failure(m_handle.get(), began.get(), beginning));
    }
    if (auto const result = run_script(std::string { sql }); !went_well(result.get()))
        fail(postgres_failure(m_handle.get(), result.get(), sql));
}

PostgresResult PostgresConnection::run_script(std::string const& sql)
{
    count_round_trip();
    PostgresResult result { PQexec(m_handle.get(), sql.c_str()) };
    m_has_begun = PQtransactionStatus(m_handle.get()) != PQTRANS_IDLE;
    return result;
}

void PostgresConnection::begin(Mode mode, Deadline deadline)
{
    settle();
    if (is_broken())
        connect();
    m_mode = mode;
    m_deadline = deadline;
    m_waiting.clear();
    m_waiting_bytes = 0;
    m_failure = {};
    m_timeout_ms = session_timeout_ms;
}

char const* PostgresConnection::begin_sql() const
{
    return m_mode == Mode::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                                : "BEGIN ISOLATION LEVEL READ COMMITTED";
}

// The statement_timeout of the next statement when another one holds now. It is set anew only when it is off by a
// tenth: few statements pay for that, and none outlives the deadline by more.
std::optional<std::int64_t> PostgresConnection::new_timeout_ms()
{
    auto wanted = session_timeout_ms;
    if (m_mode == Mode::alter)
        wanted = 0;
    else if (m_mode == Mode::read) {
        auto const left
            = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0)
            throw DeadlineExceeded { "The read took longer than it may." };
        wanted = std::min<std::int64_t>(left.count(), 24LL * 3'600'000);
        auto const slack = std::max<std::int64_t>(m_timeout_ms / 10, 10);
        if (wanted <= m_timeout_ms && wanted >= m_timeout_ms - slack)
            return {};
    }
    if (wanted == m_timeout_ms)
        return {};
    m_timeout_ms = wanted;
    return wanted;
}

PostgresResult PostgresConnection::run(std::string_view sql, Parameters parameters)
{
    rethrow_failure();
    BoundParameters const bound { parameters };
    auto steps = steps_of(m_waiting);
    steps.push_back({ sql, &bound });
    return run_steps(steps);
}

// The answer to the last one; the first failure is thrown.
PostgresResult PostgresConnection::run_steps(std::vector<Step> const& steps)
{
    for (bool is_first_try = true;; is_first_try = false) {
        auto const had_begun = m_has_begun;
        auto answer = send(steps);
        if (went_well(answer.result.get())) {
            m_waiting.clear();
            m_waiting_bytes = 0;
            return std::move(answer.result);
        }
        auto failure = postgres_failure(m_handle.get(), answer.result.get(), answer.sql);
        if (failure.kind != FailureKind::lost)
            forget_unprepared(answer.sql, failure.kind == FailureKind::stale_plan);
        // Nothing came before these statements, so that they can be said again.
        if (is_first_try && !had_begun && failure.kind == FailureKind::lost) {
            connect();
            continue;
        }
        if (is_first_try && !had_begun && failure.kind == FailureKind::stale_plan) {
            if (m_has_begun && PQstatus(m_handle.get()) == CONNECTION_OK)
                PostgresResult const result { PQexec(m_handle.get(), "ROLLBACK") };
            m_has_begun = false;
            m_timeout_ms = session_timeout_ms;
            continue;
        }
        m_waiting.clear();
        m_waiting_bytes = 0;
        fail(std::move(failure));
    }
}

// What failed while it was prepared is not there; what is older than its table must be prepared anew.
void PostgresConnection::forget_unprepared(std::string_view sql, bool is_stale)
{
    auto const* statement = m_statements.find(sql);
    if (!statement || (statement->unprepared_sql.empty() && !is_stale))
        return;
    if (statement->unprepared_sql.empty())
        m_forgotten.push_back(statement->name);
    m_statements.take(sql);
}

void PostgresConnection::count_round_trip() const
{
    if (m_mode == Mode::write && m_settings.round_trips)
        m_settings.round_trips->fetch_add(1, std::memory_order_relaxed);
}

// Types only become known, never forgotten: a parameter that was NULL at first is prepared once more when a number
// comes, and a statement settles after as many times as it has parameters.
PostgresConnection::Statement& PostgresConnection::prepared(std::string_view sql, BoundParameters const& bound)
{
    auto* statement = m_statements.find(sql);
    if (statement && statement->takes(bound.kinds()))
        return *statement;

    auto numbered = number_parameters(sql);
    check(numbered.parameter_count == bound.count(),
        "An SQL statement was given another number of parameters than it has.");
    auto kinds = bound.kinds();
    if (statement) {
        std::ranges::transform(kinds, statement->kinds, kinds.begin(),
            [](ParameterKind given, ParameterKind known) { return given == ParameterKind::null ? known : given; });
        if (statement->unprepared_sql.empty() || statement->is_on_its_way)
            m_forgotten.push_back(statement->name);
        m_statements.take(sql);
    }
    auto& added = m_statements.add(sql, { next_name(), std::move(kinds), std::move(numbered.text) });
    while (auto const surplus = m_statements.take_surplus()) {
        if (surplus->unprepared_sql.empty() || surplus->is_on_its_way)
            m_forgotten.push_back(surplus->name);
    }
    return added;
}

bool PostgresConnection::Statement::takes(std::vector<ParameterKind> const& given) const
{
    check(given.size() == kinds.size(), "An SQL statement was given another number of parameters than it has.");
    return std::ranges::equal(given, kinds, [](ParameterKind one, ParameterKind known) {
        return one == ParameterKind::null || type_of(one) == type_of(known);
    });
}

std::string PostgresConnection::next_name() { return "s" + std::to_string(++m_latest_name); }

PostgresConnection::Answer PostgresConnection::send(std::vector<Step> const& steps)
{
    auto const timeout_ms = new_timeout_ms();
    if (m_has_begun && !timeout_ms && steps.size() == 1) {
        auto const& [sql, bound] = steps.front();
        auto const& statement = prepared(sql, *bound);
        if (statement.unprepared_sql.empty() && m_forgotten.empty()) {
            count_round_trip();
            return { PostgresResult { PQexecPrepared(m_handle.get(), statement.name.c_str(), bound->count(),
                         bound->values(), bound->lengths(), bound->formats(), 0) },
                sql };
        }
    }
    return send_pipelined(steps, timeout_ms, Ending::none);
}

PostgresConnection::Answer PostgresConnection::send_pipelined(
    std::vector<Step> const& steps, std::optional<std::int64_t> timeout_ms, Ending ending)
{
    struct Due {
        std::string_view sql;
        std::string prepared_name {}; // of a statement that this answer makes known
    };
    auto* const handle = m_handle.get();
    std::vector<Due> due;
    count_round_trip();
    bool is_sent = PQenterPipelineMode(handle) == 1;
    auto const add = [&](int sent, Due answer) {
        is_sent = is_sent && sent == 1;
        due.push_back(std::move(answer));
    };
    auto const add_command = [&](std::string const& sql) {
        add(PQsendQueryParams(handle, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0), {});
    };
    if (!m_has_begun)
        add_command(begin_sql());
    if (timeout_ms)
        add_command("SET LOCAL statement_timeout = " + std::to_string(*timeout_ms));
    for (auto const& [sql, bound] : steps) {
        auto& statement = prepared(sql, *bound);
        for (auto const& name : m_forgotten)
            add_command("DEALLOCATE " + name);
        m_forgotten.clear();
        if (!statement.unprepared_sql.empty() && !statement.is_on_its_way) {
            std::vector<Oid> types(statement.kinds.size());
            std::ranges::transform(statement.kinds, types.begin(), type_of);
            add(PQsendPrepare(
                    handle, statement.name.c_str(), statement.unprepared_sql.c_str(), bound->count(), types.data()),
                { sql, statement.name });
            statement.is_on_its_way = true;
        }
        add(PQsendQueryPrepared(
                handle, statement.name.c_str(), bound->count(), bound->values(), bound->lengths(), bound->formats(), 0),
            { sql });
    }
    if (ending == Ending::commit)
        add_command("COMMIT");
    is_sent = PQpipelineSync(handle) == 1 && is_sent;

    Answer answer;
    bool has_failed = !is_sent;
    auto const is_connected = [&] { return PQstatus(handle) == CONNECTION_OK; };
    for (auto const& [sql, prepared_name] : due) {
        PostgresResult result;
        if (is_connected()) {
            result.reset(PQgetResult(handle));
            drain(handle); // each answer ends with a null
        }
        if (auto* statement = prepared_name.empty() ? nullptr : m_statements.find(sql);
            statement && statement->name == prepared_name) {
            statement->is_on_its_way = false;
            if (result && went_well(result.get()))
                statement->unprepared_sql.clear();
        }
        if (!has_failed) {
            has_failed = !result || !went_well(result.get());
            answer = { std::move(result), sql };
        }
    }
    if (is_connected()) {
        PostgresResult const sync { PQgetResult(handle) };
        if (PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC || PQexitPipelineMode(handle) != 1)
            m_must_go = true;
    }
    m_has_begun = PQtransactionStatus(handle) != PQTRANS_IDLE;
    return answer;
}

void PostgresConnection::commit()
{
    rethrow_failure();
    if (!m_has_begun)
        flush();
    if (!m_has_begun)
        return;
    m_warning.clear();
    // What still waits travels with the COMMIT, which the server leaves undone when something before it fails.
    auto const waiting = std::exchange(m_waiting, {});
    m_waiting_bytes = 0;
    auto const [result, sql] = send_pipelined(steps_of(waiting), {}, Ending::commit);
    if (!went_well(result.get())) {
        auto failure = postgres_failure(m_handle.get(), result.get(), sql.empty() ? "COMMIT" : sql);
        if (failure.kind == FailureKind::lost)
            throw OutcomeUnknown { "The connection to the database broke at COMMIT; the write may have been made." };
        if (!sql.empty())
            forget_unprepared(sql, failure.kind == FailureKind::stale_plan);
        fail(std::move(failure));
    }
    // An aborted transaction is rolled back, and the server does not call that an error.
    if (std::string_view { PQcmdStatus(result.get()) } != "COMMIT")
        throw Error { "The database rolled the transaction back instead of committing it." };
    // Done here, but not on the standby: the wait for it was cancelled. That is told as a mere warning.
    if (!m_warning.empty())
        throw OutcomeUnknown { "The database warned at COMMIT: " + m_warning };
}

void PostgresConnection::finish_read()
{
    if (m_has_begun && PQsendQuery(m_handle.get(), "COMMIT") != 1)
        m_must_go = true;
    m_has_begun = false;
}

// Takes the answer to the COMMIT of the read before.
void PostgresConnection::settle()
{
    drain(m_handle.get());
    if (PQtransactionStatus(m_handle.get()) != PQTRANS_IDLE)
        m_must_go = true;
}

void PostgresConnection::roll_back()
{
    m_waiting.clear();
    m_waiting_bytes = 0;
    if (m_has_begun && PQstatus(m_handle.get()) == CONNECTION_OK)
        PostgresResult const result { PQexec(m_handle.get(), "ROLLBACK") };
    m_has_begun = false;
    if (PQtransactionStatus(m_handle.get()) != PQTRANS_IDLE)
        m_must_go = true;
}

void PostgresConnection::rethrow_failure() const
{
    if (m_failure.error)
        std::rethrow_exception(m_failure.error);
}

bool PostgresConnection::is_broken() const { return m_must_go || PQstatus(m_handle.get()) != CONNECTION_OK; }

void PostgresConnection::fail(PostgresFailure failure)
{
    // "Read only" in a read means that it tried to write; in a write, that the server is a standby now.
    if (failure.kind == FailureKind::lost || (failure.kind == FailureKind::read_only && m_mode != Mode::read))
        m_must_go = true;
    m_failure = std::move(failure);
    std::rethrow_exception(m_failure.error);
}

void PostgresConnection::take_notice(void* self, PGresult const* notice)
{
    auto const* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    auto const* message = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (severity && message && std::string_view { severity } == "WARNING")
        static_cast<PostgresConnection*>(self)->m_warning = message;
}

}
