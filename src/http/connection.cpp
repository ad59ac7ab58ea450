#include "http/connection.h"

#include "base/log.h"
#include "http/problem_response.h"
#include "http/request_identity.h"
#include "http/server_context.h"
#include "http/target.h"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <exception>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

namespace kontor::http {

namespace {

constexpr std::size_t header_count_limit = 100;
constexpr std::uint64_t large_body = 1024 * 1024;    // not read before the doorman has been asked
constexpr std::uint64_t wide_body = 16 * 1024;       // worth larger reads
constexpr std::uint64_t skippable_body = 256 * 1024; // rather read to its end than lose the connection
// All bodies in memory together. Beyond it, who comes with more than a little has to wait.
constexpr std::size_t body_memory_limit = 256 * 1024 * 1024;
constexpr std::size_t little_body = 64 * 1024;
constexpr std::chrono::seconds longest_lingering { 2 };

template<typename Handler> class PostedResumption final : public Resumption {
public:
    PostedResumption(Executor executor, Handler handler) : m_executor(executor), m_handler(std::move(handler)) { }

    void resume(bool has_run) override
    {
        asio::post(m_executor, [handler = std::move(m_handler), has_run]() mutable { std::move(handler)(has_run); });
    }

private:
    Executor m_executor;
    Handler m_handler;
};

std::string_view last_of_list(std::string_view list)
{
    auto const comma = list.rfind(',');
    if (comma != std::string_view::npos)
        list.remove_prefix(comma + 1);
    auto const first = list.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view {}
                                           : list.substr(first, list.find_last_not_of(' ') - first + 1);
}

// A socket for IPv6 sees IPv4 clients as ::ffff:203.0.113.9; nobody else should.
std::string name_of(asio::ip::address const& address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

// What the proxy before us says about its client. Each proxy adds whom it has seen at the end: the last one that is no
// proxy of ours is the client, and what stands before it is only his word.
void believe_proxy(Request& request, Networks const& proxies)
{
    for (auto const& [name, value] : request.headers) {
        if (name == "x-forwarded-proto")
            request.is_https = last_of_list(value) == "https";
        if (name != "x-forwarded-for")
            continue;
        for (auto list = std::string_view { value }; !list.empty();) {
            boost::system::error_code fault;
            auto const address = asio::ip::make_address(last_of_list(list), fault);
            if (fault)
                break;
            request.remote_address = name_of(address);
            auto const comma = list.rfind(',');
            if (comma == std::string_view::npos || !proxies.contain(request.remote_address))
                break;
            list = list.substr(0, comma);
        }
    }
}

}

Connection::Connection(ServerContext& context, IoThread& thread, Socket socket)
    : m_context(context)
    , m_thread(thread)
    , m_socket(std::move(socket))
    , m_parser({ context.options.line_limit, context.options.header_limit, header_count_limit })
    , m_body(context.body_bytes)
    , m_event_timer(m_socket.get_executor())
{
    boost::system::error_code fault;
    auto const peer = m_socket.remote_endpoint(fault);
    if (!fault)
        m_peer = name_of(peer.address());
    m_place = thread.enter(*this); // last, because nothing may fail any more
    m_context.connections.fetch_add(1);
}

Connection::~Connection()
{
    if (m_file >= 0)
        ::close(m_file);
    m_thread.leave(m_place);
    if (m_context.connections.fetch_sub(1) == 1 && m_context.is_stopping) {
        std::lock_guard const lock { m_context.mutex };
        m_context.is_empty.notify_all();
    }
}

// In all coroutines here a co_await is a statement of its own: inside conditions g++ 12 makes wrong code of it.
Async<void> Connection::live(std::shared_ptr<Connection> self)
{
    try {
        auto has_request = co_await self->read_header();
        while (has_request) {
            co_await self->exchange();
            if (!self->m_keeps_alive || self->m_is_cut)
                break;
            has_request = co_await self->read_header();
        }
        if (!self->m_is_cut)
            co_await self->part();
        else if (!self->m_is_http_1_1)
            self->m_socket.set_option(asio::socket_base::linger { true, 0 }); // else the end would look like a good one
    } catch (std::exception const& fault) {
        log::error(std::string { "A connection ended by a fault of the server: " } + fault.what());
    }
}

void Connection::check_deadline(std::chrono::steady_clock::time_point now)
{
    if (now < m_deadline)
        return;
    m_deadline = Deadline::max();
    m_is_late = true;
    boost::system::error_code ignored;
    m_socket.cancel(ignored);
}

void Connection::finish_soon()
{
    m_is_leaving = true;
    if (m_has_open_events)
        m_events->close();
    if (m_phase != Phase::idle)
        return;
    boost::system::error_code ignored;
    m_socket.cancel(ignored);
}

void Connection::cut()
{
    m_is_leaving = true;
    m_is_cut = true;
    if (m_has_open_events)
        m_events->close();
    // Not closed, because a worker may be sending at this moment: its next attempt fails.
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_both, ignored);
    m_socket.cancel(ignored);
}

void Connection::begin_request()
{
    m_request = {};
    m_response = {};
    m_body.forget();
    m_traceparent.clear();
    m_refusal.reset();
    m_doormans_answer.reset();
    m_has_asked = false;
    m_is_streamed = false;
    m_lingers = false;
    m_is_http_1_1 = true;
    m_keeps_alive = true;
    m_input.rest();
    m_parser.begin(m_request);
}

Async<bool> Connection::read_header()
{
    using Outcome = RequestParser::Outcome;
    begin_request();
    m_phase = Phase::idle;
    auto const& options = m_context.options;
    set_deadline(std::chrono::steady_clock::now() + (m_is_fresh ? options.header_timeout : options.idle_timeout));
    for (;;) {
        if (!m_input.is_empty()) {
            if (m_phase == Phase::idle) {
                m_phase = Phase::busy;
                m_is_fresh = false;
                // One deadline for all of the header: a byte now and then does not buy more time.
                set_deadline(std::chrono::steady_clock::now() + options.header_timeout);
            }
            auto const step = m_parser.read_header(m_input.view());
            m_input.consume(step.used);
            if (step.outcome == Outcome::complete)
                co_return true;
            if (step.outcome != Outcome::needs_more) {
                m_lingers = true;
                m_keeps_alive = false;
                switch (step.outcome) {
                case Outcome::line_too_long:
                    answer(Problem::uri_too_long(static_cast<std::int64_t>(options.line_limit)));
                    break;
                case Outcome::headers_too_large:
                    answer(Problem::headers_too_large(
                        static_cast<std::int64_t>(options.header_limit), header_count_limit));
                    break;
                case Outcome::unsupported_encoding: answer(Problem::unsupported_encoding()); break;
                default: answer(Problem::malformed_request(std::string { m_parser.why() }));
                }
                co_await send_rest();
                co_return false;
            }
        }
        if (m_is_leaving && m_phase == Phase::idle)
            co_return false;
        auto const received = co_await receive();
        if (received != 0)
            continue;
        // Nobody waits for an answer on a connection that was opened in advance, so it ends without a word.
        if (m_is_late && m_phase == Phase::busy) {
            m_keeps_alive = false;
            answer(Problem::too_slow());
            co_await send_rest();
        }
        co_return false;
    }
}

Async<void> Connection::exchange()
{
    m_keeps_alive = m_parser.keeps_alive();
    m_is_http_1_1 = m_parser.is_http_1_1();
    if (!understand_request()) {
        m_keeps_alive = false;
        m_lingers = m_parser.has_body();
        answer(Problem::malformed_request("The path or the query cannot be decoded."));
        co_await send_rest();
        co_return;
    }
    if (!plan()) {
        m_keeps_alive = false;
        m_lingers = m_parser.has_body();
        answer(Problem::internal());
        co_await send_rest();
        co_return;
    }
    if (m_parser.has_body() || m_plan.spools_body) {
        auto const is_in = co_await let_body_in();
        if (!is_in)
            co_return;
    }
    auto const has_run = co_await run_on(m_context.pool_of(m_plan.lane), Task::handle);
    if (!has_run)
        answer_overload();
    co_await deliver();
}

bool Connection::understand_request()
{
    m_request.request_id = make_request_id();
    m_request.remote_address = m_peer;
    if (auto const& proxies = m_context.options.trusted_proxies; proxies.contain(m_peer))
        believe_proxy(m_request, proxies);
    std::erase_if(m_request.headers, [&](auto& header) {
        if (header.first != "traceparent")
            return false;
        auto trace = m_traceparent.empty() ? continue_trace(header.second) : std::nullopt;
        if (!trace)
            return true;
        m_traceparent = *trace;
        header.second = std::move(*trace);
        return false;
    });
    auto target = parse_target(m_request.target);
    if (!target || (target->path == "*" && m_request.method != "OPTIONS"))
        return false;
    m_request.path = std::move(target->path);
    m_request.query = std::move(target->query);
    return true;
}

bool Connection::plan()
{
    try {
        m_plan = m_context.planner ? m_context.planner(m_request.method, m_request.path) : RoutePlan {};
        return true;
    } catch (std::exception const& fault) {
        log::error("Request " + m_request.request_id + " cannot be planned: " + fault.what());
        return false;
    }
}

std::optional<Problem> Connection::refusal_before_body() const
{
    auto const encoding = m_request.header("content-encoding");
    if (!encoding.empty() && encoding != "identity")
        return Problem::unsupported_encoding();
    if (m_parser.content_length().value_or(0) > m_plan.body_limit)
        return Problem::body_too_large(static_cast<std::int64_t>(m_plan.body_limit));
    return {};
}

Async<bool> Connection::let_body_in()
{
    m_refusal = refusal_before_body();
    if (m_refusal) {
        co_await refuse_body();
        co_return false;
    }
    auto const is_large = m_parser.content_length().value_or(0) > large_body;
    if (m_context.doorman && m_parser.has_body() && (is_large || m_plan.spools_body || m_parser.expects_continue())) {
        m_has_asked = true;
        auto const has_asked = co_await run_on(m_context.ordinary, Task::ask_doorman);
        if (!has_asked)
            m_refusal = Problem::unavailable("overloaded", "The server is busy. Try again in a moment.", 1);
        if (m_refusal || m_doormans_answer) {
            co_await refuse_body();
            co_return false;
        }
    }
    co_return co_await read_body();
}

// Answers with m_refusal, or with what the doorman says: being a guest weighs more than sending too much.
Async<void> Connection::refuse_body()
{
    if (m_context.doorman && !std::exchange(m_has_asked, true))
        co_await run_on(m_context.ordinary, Task::ask_doorman);
    m_body.forget();
    m_lingers = true;
    if (m_keeps_alive)
        co_await skip_body();
    if (m_doormans_answer) {
        m_response = std::move(*m_doormans_answer);
        prepare();
        m_sending = send_now(m_socket.native_handle(), m_outgoing);
    } else {
        answer(*m_refusal);
    }
    co_await send_rest();
}

// Reads a short body for nothing, so that the connection stays usable. A client that waits for 100 Continue will not
// send it.
Async<void> Connection::skip_body()
{
    m_keeps_alive = false;
    if (m_parser.expects_continue() || m_parser.content_length().value_or(skippable_body + 1) > skippable_body)
        co_return;
    m_body.begin(RequestBody::Place::nowhere);
    Pace pace { m_context.options.body_stall_timeout };
    for (;;) {
        auto const step = m_parser.read_body(m_input.view(), m_body);
        m_input.consume(step.used);
        if (step.outcome == RequestParser::Outcome::complete)
            break;
        set_deadline(pace.begin_wait());
        auto const received = co_await receive();
        if (received == 0)
            co_return;
        pace.end_wait(received);
    }
    m_keeps_alive = true;
    m_lingers = false;
}

Async<bool> Connection::read_body()
{
    using Outcome = RequestParser::Outcome;
    m_body.begin(m_plan.spools_body ? RequestBody::Place::file : RequestBody::Place::memory);
    m_parser.limit_body(m_plan.body_limit);
    if (m_parser.expects_continue() && m_is_http_1_1 && m_input.is_empty()) {
        Outgoing go_on { "HTTP/1.1 100 Continue\r\n\r\n", {} };
        m_is_cut = send_now(m_socket.native_handle(), go_on) != Sending::done;
        if (m_is_cut)
            co_return false;
    }
    if (m_parser.content_length().value_or(0) > wide_body)
        m_input.widen();
    Pace pace { m_context.options.body_stall_timeout };
    for (;;) {
        auto const step = m_parser.read_body(m_input.view(), m_body);
        m_input.consume(step.used);
        if (step.outcome == Outcome::complete)
            break;
        if (step.outcome != Outcome::needs_more)
            m_refusal = step.outcome == Outcome::body_too_large
                ? Problem::body_too_large(static_cast<std::int64_t>(m_plan.body_limit))
                : Problem::malformed_request(std::string { m_parser.why() });
        else if (m_body.size() > little_body && m_context.body_bytes > body_memory_limit)
            m_refusal = Problem::unavailable("overloaded", "The server is busy. Try again in a moment.", 1);
        if (m_refusal) {
            m_keeps_alive = false; // the rest cannot be told from a next request
            m_lingers = true;
            co_await refuse_body();
            co_return false;
        }
        if (m_body.should_write()) {
            auto const is_written = co_await spool(Task::spool);
            if (!is_written)
                co_return false;
        }
        set_deadline(pace.begin_wait());
        auto const received = co_await receive();
        pace.end_wait(received);
        if (received != 0)
            continue;
        m_keeps_alive = false;
        if (m_is_late) {
            answer(Problem::too_slow());
            co_await send_rest();
        }
        co_return false;
    }
    if (m_plan.spools_body)
        co_return co_await spool(Task::finish_spool);
    m_request.body = m_body.take_text();
    co_return true;
}

Async<bool> Connection::spool(Task task)
{
    m_failure.reset();
    co_await run_on(m_context.disk, task);
    if (!m_failure) {
        if (task == Task::finish_spool) {
            m_request.spooled_body = m_body.path();
            m_request.spooled_size = m_body.size();
        }
        co_return true;
    }
    m_keeps_alive = false;
    m_lingers = true;
    answer(*m_failure);
    co_await send_rest();
    co_return false;
}

Async<std::size_t> Connection::receive()
{
    boost::system::error_code fault;
    auto const room = m_input.prepare();
    auto const received
        = co_await m_socket.async_read_some(asio::buffer(room.data, room.size), asio::redirect_error(use_async, fault));
    if (fault || m_is_late)
        co_return 0;
    m_input.commit(received);
    co_return received;
}

void Connection::set_deadline(Deadline deadline)
{
    m_is_late = false;
    m_deadline = deadline;
}

// Closes so that the last answer arrives: closing while unread bytes are here would make the system send a reset, which
// may overtake it.
Async<void> Connection::part()
{
    boost::system::error_code ignored;
    m_socket.shutdown(Socket::shutdown_send, ignored);
    if (!m_lingers)
        co_return;
    set_deadline(std::chrono::steady_clock::now() + longest_lingering);
    m_input.consume(m_input.view().size());
    for (std::size_t received = 1; received != 0;) {
        received = co_await receive();
        m_input.consume(received);
    }
}

Async<bool> Connection::run_on(WorkerPool& pool, Task task)
{
    m_task = task;
    m_deadline = Deadline::max();
    auto start = [this, &pool](auto handler) {
        using Kept = PostedResumption<decltype(handler)>;
        m_resumption = std::make_unique<Kept>(m_socket.get_executor(), std::move(handler));
        if (pool.push(*this))
            return; // from here on, the worker's
        auto const resumption = std::move(m_resumption);
        resumption->resume(false);
    };
    return asio::async_initiate<asio::use_awaitable_t<Executor> const, void(bool)>(start, use_async);
}

void Connection::run() noexcept
{
    try {
        switch (m_task) {
        case Task::none: break;
        case Task::ask_doorman: m_doormans_answer = m_is_cut ? std::nullopt : m_context.doorman(m_request); break;
        case Task::spool: m_body.write(m_context.options.spool_folder); break;
        case Task::finish_spool: m_body.finish(m_context.options.spool_folder); break;
        case Task::handle: handle(); break;
        case Task::stream: stream(); break;
        case Task::send_file: send_file_now(); break;
        }
    } catch (Problem const& problem) {
        m_failure = problem;
    } catch (std::exception const& fault) {
        log::error("Request " + m_request.request_id + " failed: " + fault.what());
        m_failure = Problem::internal();
    }
    // As soon as it is resumed, the connection is its I/O thread's again and may be gone.
    auto const resumption = std::move(m_resumption);
    resumption->resume(true);
}

}
