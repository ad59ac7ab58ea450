#pragma once

#include "db/database.h"
#include "db/postgres/error.h"
#include "db/postgres/parameters.h"
#include "db/statement_cache.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::db {

// One session. Nothing is sent before the first statement, which travels together with its BEGIN: a read of one
// statement is one round trip, and a connection that broke while it lay idle is replaced without anybody noticing.
class PostgresConnection final : public Connection {
public:
    struct Settings {
        std::string url;
        std::string schema;
        bool syncs_to_disk = true;
        std::shared_ptr<std::atomic<std::uint64_t>> round_trips {}; // of writes; counted when given
    };
    struct Close {
        void operator()(PGconn* handle) const { PQfinish(handle); }
    };
    using Handle = std::unique_ptr<PGconn, Close>;
    enum class Mode { read, write, alter };
    using Deadline = std::chrono::steady_clock::time_point;

    explicit PostgresConnection(Settings); // Unavailable
    ~PostgresConnection() override = default;

    [[nodiscard]] Dialect dialect() const override { return Dialect::postgresql; }
    using Connection::execute;
    using Connection::query;
    std::unique_ptr<Rows> query(std::string_view sql, Parameters) override;
    std::int64_t execute(std::string_view sql, Parameters) override;
    void execute_later(std::string_view sql, Parameters) override;
    void script(std::string_view sql) override;

    void begin(Mode, Deadline);
    // Throws OutcomeUnknown when the server does not say that the write is durable.
    void commit();
    // For a read: the COMMIT is sent and not waited for.
    void finish_read();
    void roll_back();

    // The failure that made the transaction worthless, whatever the closure made of it.
    [[nodiscard]] FailureKind failure() const { return m_failure.kind; }
    void rethrow_failure() const;

    [[nodiscard]] bool is_broken() const;
    [[nodiscard]] PGconn* handle() const { return m_handle.get(); }

    // A bare session with a server that can be written to. Throws Unavailable.
    static Handle open_session(std::string const& url);

private:
    struct Statement {
        std::string name;
        std::vector<ParameterKind> kinds;
        std::string unprepared_sql; // empty once the server has it
        bool is_on_its_way = false; // sent to the server, which has not answered yet
        [[nodiscard]] bool is_in_use() const { return false; }
        [[nodiscard]] bool takes(std::vector<ParameterKind> const& given) const;
    };

    struct Waiting { // execute_later
        std::string sql;
        std::vector<Value> parameters;
        BoundParameters bound; // points into them
    };
    struct Step {
        std::string_view sql;
        BoundParameters const* bound;
    };
    struct Answer {
        PostgresResult result;
        std::string_view sql; // whose it is
    };
    enum class Ending { none, commit };

    void connect();
    void configure();
    void settle();
    PostgresResult run(std::string_view sql, Parameters);
    PostgresResult run_steps(std::vector<Step> const&);
    void flush();
    static std::vector<Step> steps_of(std::vector<Waiting> const&);
    Answer send(std::vector<Step> const&);
    Answer send_pipelined(std::vector<Step> const&, std::optional<std::int64_t> timeout_ms, Ending);
    void forget_unprepared(std::string_view sql, bool is_stale);
    void count_round_trip() const;
    PostgresResult run_script(std::string const& sql);
    Statement& prepared(std::string_view sql, BoundParameters const&);
    std::string next_name();
    [[nodiscard]] char const* begin_sql() const;
    std::optional<std::int64_t> new_timeout_ms();
    [[noreturn]] void fail(PostgresFailure);
    static void take_notice(void* self, PGresult const*);

    Settings m_settings;
    Handle m_handle;
    StatementCache<Statement> m_statements;
    std::vector<std::string> m_forgotten; // names that the server still knows
    std::vector<Waiting> m_waiting;
    std::size_t m_waiting_bytes = 0;
    std::uint64_t m_latest_name = 0;

    Mode m_mode = Mode::read;
    Deadline m_deadline;
    bool m_has_begun = false;
    bool m_must_go = false; // alive, but of no use: a standby
    std::int64_t m_timeout_ms = 0;
    PostgresFailure m_failure;
    std::string m_warning; // the latest one of the server
};

}
