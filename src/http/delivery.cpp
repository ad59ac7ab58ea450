// The half of Connection that answers.

#include "http/accept_encoding.h"
#include "http/connection.h"
#include "http/gzip.h"
#include "http/problem_response.h"
#include "http/request_identity.h"
#include "http/server_context.h"
#include "http/stream_sink.h"

#include "base/log.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kontor::http {

namespace {

constexpr std::size_t smallest_packed_body = 1024;
constexpr std::size_t event_bytes_limit = 1024 * 1024;
constexpr std::string_view ping = ": ping\n\n";
constexpr int unheard_milliseconds = 60'000; // a reader of events whose machine has gone without saying so
constexpr std::size_t file_bytes_at_once = 1024 * 1024;
constexpr std::size_t unsent_bytes_limit = 256 * 1024 * 1024;

// Counts bytes in a number that all connections share, as long as it lives.
class CountedBytes {
public:
    CountedBytes(std::atomic<std::size_t>& count, std::size_t bytes) : m_count(count), m_bytes(bytes)
    {
        m_count.fetch_add(m_bytes, std::memory_order_relaxed);
    }
    ~CountedBytes() { m_count.fetch_sub(m_bytes, std::memory_order_relaxed); }
    CountedBytes(CountedBytes const&) = delete;
    CountedBytes& operator=(CountedBytes const&) = delete;

private:
    std::atomic<std::size_t>& m_count;
    std::size_t m_bytes;
};

}

void Connection::answer(Problem const& problem)
{
    if (m_request.request_id.empty())
        m_request.request_id = make_request_id();
    m_response = to_response(problem, m_request.request_id);
    prepare();
    m_sending = send_now(m_socket.native_handle(), m_outgoing);
}

void Connection::answer_overload()
{
    m_context.rejected.fetch_add(1, std::memory_order_relaxed);
    answer(Problem::unavailable("overloaded", "The server is busy. Try again in a moment.", 1));
}

// After the handler has run: the rest of an answer that did not fit, or the kinds that take longer.
Async<void> Connection::deliver()
{
    if (m_events) {
        co_await send_events();
        co_return;
    }
    if (m_response.stream && !m_is_streamed && !is_head_request()) {
        auto const has_run = co_await run_on(m_context.slow, Task::stream);
        if (!has_run)
            answer_overload();
    }
    auto const is_sent = co_await send_rest();
    if (is_sent && m_file >= 0)
        co_await send_file();
}

Async<bool> Connection::send_rest()
{
    Pace pace { m_context.options.body_stall_timeout };
    CountedBytes const held { m_context.unsent_bytes, m_sending == Sending::blocked ? m_outgoing.size() : 0 };
    // When slow clients together hold too much, the newest of them has to come again.
    if (m_context.unsent_bytes > unsent_bytes_limit && m_sending == Sending::blocked)
        m_sending = Sending::broken;
    while (m_sending == Sending::blocked) {
        auto const before = m_outgoing.size();
        boost::system::error_code fault;
        set_deadline(pace.begin_wait());
        co_await m_socket.async_wait(Socket::wait_write, asio::redirect_error(use_async, fault));
        m_sending = fault || m_is_late ? Sending::broken : send_now(m_socket.native_handle(), m_outgoing);
        pace.end_wait(before - m_outgoing.size());
    }
    if (m_sending == Sending::broken)
        m_is_cut = true;
    co_return !m_is_cut;
}

Async<void> Connection::send_file()
{
    Pace pace { m_context.options.body_stall_timeout };
    while (m_file_left > 0) {
        auto const before = m_file_left;
        co_await run_on(m_context.disk, Task::send_file);
        if (m_sending == Sending::broken)
            break;
        if (m_sending == Sending::done)
            continue;
        boost::system::error_code fault;
        set_deadline(pace.begin_wait());
        co_await m_socket.async_wait(Socket::wait_write, asio::redirect_error(use_async, fault));
        if (fault || m_is_late)
            break;
        pace.end_wait(before - m_file_left);
    }
    ::close(std::exchange(m_file, -1));
    if (m_file_left > 0)
        m_is_cut = true;
}

void Connection::send_file_now()
{
    for (std::size_t sent_bytes = 0; m_file_left > 0 && sent_bytes < file_bytes_at_once;) {
        auto const piece = std::min<std::uint64_t>(m_file_left, file_bytes_at_once);
        auto const sent = ::sendfile(m_socket.native_handle(), m_file, nullptr, piece);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno == EAGAIN) {
            m_sending = Sending::blocked;
            return;
        }
        if (sent <= 0) { // 0: the file is shorter than its head says
            m_sending = Sending::broken;
            return;
        }
        m_file_left -= static_cast<std::uint64_t>(sent);
        sent_bytes += static_cast<std::size_t>(sent);
    }
    m_sending = Sending::done;
}

Response Connection::response_of_handler(std::function<Response()> const& handler) const
{
    try {
        return handler();
    } catch (Problem const& problem) {
        return to_response(problem, m_request.request_id);
    } catch (std::exception const& fault) {
        log::error(fmt::format(
            "Request {} ({} {}) failed: {}", m_request.request_id, m_request.method, m_request.path, fault.what()));
    } catch (...) {
        log::error(fmt::format("Request {} ({} {}) failed with something that is no exception", m_request.request_id,
            m_request.method, m_request.path));
    }
    return to_response(Problem::internal(), m_request.request_id);
}

void Connection::handle()
{
    if (m_is_cut)
        return;
    m_response = response_of_handler([this] { return m_context.handler(m_request); });
    if (!is_head_request()) {
        if (m_response.events)
            return open_events();
        if (m_response.stream) {
            if (m_plan.lane == WorkLane::slow)
                stream();
            return;
        }
    }
    if (m_response.file)
        open_file();
    prepare();
    m_sending = send_now(m_socket.native_handle(), m_outgoing);
    if (m_sending == Sending::done && m_file < 0)
        m_body.forget(); // here and not on the I/O thread, because deleting a large file takes its time
}

void Connection::open_file()
{
    m_file = ::open(m_response.file->c_str(), O_RDONLY | O_CLOEXEC);
    if (m_file >= 0 && ::lseek(m_file, static_cast<off_t>(m_response.file_offset), SEEK_SET) >= 0) {
        m_file_left = m_response.file_size;
        return;
    }
    log::error(fmt::format("Request {}: a file cannot be sent: {}", m_request.request_id, std::strerror(errno)));
    m_response = to_response(Problem::internal(), m_request.request_id);
}

Framing Connection::framing()
{
    m_keeps_alive = m_keeps_alive && !m_is_leaving && !m_context.is_stopping;
    return { .is_http_1_1 = m_is_http_1_1,
        .keeps_alive = m_keeps_alive,
        .request_id = m_request.request_id,
        .traceparent = m_traceparent };
}

void Connection::prepare()
{
    auto framing = this->framing();
    auto const is_open_ended = m_response.stream || m_response.events; // only for HEAD
    if (!is_open_ended && !m_response.file && find_header(m_response.headers, "content-encoding").empty()
        && is_worth_packing(find_header(m_response.headers, "content-type"))) {
        framing.varies_by_encoding = true;
        if (m_response.body.size() > smallest_packed_body
            && accepts_encoding(m_request.header("accept-encoding"), "gzip")) {
            if (auto packed = gzip(m_response.body); !packed.empty()) {
                m_response.body = std::move(packed);
                framing.is_packed = true;
            }
        }
    }
    if (!is_open_ended)
        framing.content_length = m_response.file ? m_response.file_size : m_response.body.size();
    m_head.clear();
    append_head(m_head, m_response, framing);
    auto const has_body = !is_head_request() && !is_bodiless(m_response.status);
    m_outgoing = { m_head, has_body ? std::string_view { m_response.body } : std::string_view {} };
    if (!has_body && m_file >= 0)
        ::close(std::exchange(m_file, -1));
}

void Connection::stream()
{
    m_is_streamed = true;
    m_outgoing = {};
    m_sending = Sending::done;
    if (m_is_cut)
        return;
    m_keeps_alive = m_keeps_alive && m_is_http_1_1;
    auto framing = this->framing();
    framing.is_chunked = m_is_http_1_1;
    framing.varies_by_encoding = find_header(m_response.headers, "content-encoding").empty()
        && is_worth_packing(find_header(m_response.headers, "content-type"));
    framing.is_packed = framing.varies_by_encoding && accepts_encoding(m_request.header("accept-encoding"), "gzip");
    std::string head;
    append_head(head, m_response, framing);
    StreamSink sink { m_socket.native_handle(), std::move(head),
        m_is_http_1_1 ? StreamSink::Form::chunked : StreamSink::Form::until_close,
        framing.is_packed ? StreamSink::Packing::gzip : StreamSink::Packing::none,
        m_context.options.body_stall_timeout };
    bool is_complete = false;
    // What the function holds (a database connection, say) is given back here and not on the I/O thread.
    auto const write = std::exchange(m_response.stream, nullptr);
    auto failed = response_of_handler([&] {
        write(sink);
        is_complete = true;
        return Response {};
    });
    if (!is_complete && !sink.has_begun()) {
        m_response = std::move(failed);
        prepare();
        m_sending = send_now(m_socket.native_handle(), m_outgoing);
    } else if (!is_complete || !sink.finish()) {
        m_is_cut = true;
    }
}

void Connection::open_events()
{
    m_keeps_alive = false;
    auto framing = this->framing();
    framing.is_chunked = m_is_http_1_1;
    if (find_header(m_response.headers, "content-type").empty())
        m_response.with_header("Content-Type", "text/event-stream");
    if (find_header(m_response.headers, "cache-control").empty())
        m_response.with_header("Cache-Control", "no-store");
    m_response.with_header("X-Accel-Buffering", "no"); // nginx would gather events otherwise
    m_head.clear();
    append_head(m_head, m_response, framing);
    m_outgoing = { m_head, {} };
    m_sending = send_now(m_socket.native_handle(), m_outgoing);
    auto wake = [executor = m_socket.get_executor(), connection = weak_from_this()] {
        asio::post(executor, [connection] {
            if (auto const alive = connection.lock())
                alive->m_event_timer.cancel();
        });
    };
    m_events = std::make_shared<EventQueue>(event_bytes_limit, std::move(wake));
    auto const open = std::exchange(m_response.events, nullptr);
    response_of_handler([&] {
        open(std::make_shared<QueueChannel>(m_events));
        return Response {};
    });
}

Async<void> Connection::send_events()
{
    ::setsockopt(
        m_socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &unheard_milliseconds, sizeof(unheard_milliseconds));
    m_has_open_events = true;
    auto reader = watch_reader(shared_from_this());
    asio::co_spawn(m_socket.get_executor(), std::move(reader), asio::detached);
    if (m_is_leaving)
        m_events->close();
    std::array<char, 20> chunk_size;
    bool is_open = co_await send_rest();
    bool is_quiet = false;
    while (is_open) {
        auto [text, is_last] = m_events->take();
        if (text.empty() && is_quiet && !is_last)
            text = ping;
        is_quiet = false;
        if (!text.empty()) {
            std::string_view prefix;
            if (m_is_http_1_1) {
                auto const end = fmt::format_to(chunk_size.data(), "{:x}\r\n", text.size());
                prefix = { chunk_size.data(), static_cast<std::size_t>(end - chunk_size.data()) };
                text += "\r\n";
            }
            m_outgoing = { prefix, text };
            m_sending = send_now(m_socket.native_handle(), m_outgoing);
            is_open = co_await send_rest();
        }
        if (is_last)
            break;
        if (!text.empty())
            continue; // more may have come meanwhile, and its waking call has found nobody asleep
        m_deadline = Deadline::max();
        boost::system::error_code waking;
        m_event_timer.expires_after(m_context.options.ping_interval);
        co_await m_event_timer.async_wait(asio::redirect_error(use_async, waking));
        is_quiet = !waking;
    }
    m_has_open_events = false;
    m_events->abandon();
    if (is_open && m_is_http_1_1) {
        m_outgoing = { "0\r\n\r\n", {} };
        m_sending = send_now(m_socket.native_handle(), m_outgoing);
        co_await send_rest();
    }
    boost::system::error_code ignored;
    m_socket.cancel(ignored); // the watcher below
}

// A reader of events has nothing more to say; when its side closes, it has gone.
Async<void> Connection::watch_reader(std::shared_ptr<Connection> self)
{
    std::array<char, 256> ignored;
    boost::system::error_code fault;
    while (!fault)
        co_await self->m_socket.async_read_some(asio::buffer(ignored), asio::redirect_error(use_async, fault));
    self->m_events->close();
    self->m_is_cut = true;
}

}
