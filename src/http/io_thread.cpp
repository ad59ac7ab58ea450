#include "http/io_thread.h"

#include "base/log.h"
#include "base/problem.h"
#include "http/connection.h"
#include "http/problem_response.h"
#include "http/request_identity.h"
#include "http/response_head.h"
#include "http/sending.h"
#include "http/server_context.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <cerrno>
#include <exception>
#include <utility>

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace kontor::http {

namespace {

constexpr std::chrono::milliseconds watch_interval { 250 };
constexpr std::chrono::milliseconds pause_without_descriptors { 100 };
constexpr int backlog = 1'024;

// So much may wait unsent in the kernel for one client. More would only hide how slow it is, from memory limits and
// deadlines.
constexpr int unsent_bytes_in_kernel = 64 * 1024;

void set_option(int socket, int level, int name, int value)
{
    if (::setsockopt(socket, level, name, &value, sizeof(value)) != 0)
        throw boost::system::system_error { errno, boost::system::system_category() };
}

void send_overloaded(Socket& socket)
{
    auto const request_id = make_request_id();
    auto const response = to_response(
        Problem::unavailable("overloaded", "There are too many connections. Try again in a moment.", 1), request_id);
    std::string head;
    append_head(
        head, response, { .keeps_alive = false, .content_length = response.body.size(), .request_id = request_id });
    Outgoing outgoing { head, response.body };
    send_now(socket.native_handle(), outgoing);
    boost::system::error_code ignored;
    socket.shutdown(Socket::shutdown_send, ignored);
}

}

IoThread::IoThread(ServerContext& context, asio::ip::tcp::endpoint endpoint, bool shares_port)
    : m_context(context)
    , m_acceptor(m_io_context.get_executor())
    , m_watch(m_io_context.get_executor())
{
    m_acceptor.open(endpoint.protocol());
    m_acceptor.set_option(asio::socket_base::reuse_address { true });
    if (shares_port)
        set_option(m_acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, 1);
    // Linux hands these two down to the accepted sockets.
    set_option(m_acceptor.native_handle(), IPPROTO_TCP, TCP_NODELAY, 1);
    set_option(m_acceptor.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, unsent_bytes_in_kernel);
    m_acceptor.bind(endpoint);
    m_acceptor.listen(backlog);
}

IoThread::~IoThread()
{
    if (m_thread.joinable())
        m_thread.join();
}

void IoThread::start()
{
    asio::co_spawn(m_io_context, accept(), asio::detached);
    asio::co_spawn(m_io_context, watch_deadlines(), asio::detached);
    m_thread = std::thread { [this] { m_io_context.run(); } };
}

void IoThread::finish_soon()
{
    asio::post(m_io_context, [this] {
        boost::system::error_code ignored;
        m_acceptor.close(ignored);
        m_watch.cancel();
        for (auto* connection : m_connections)
            connection->finish_soon();
    });
}

void IoThread::cut()
{
    asio::post(m_io_context, [this] {
        for (auto* connection : m_connections)
            connection->cut();
    });
}

void IoThread::leave(Place place)
{
    m_connections.erase(place);
    if (m_connections.empty() && !m_acceptor.is_open())
        m_watch.cancel(); // nothing is left to watch
}

Async<void> IoThread::accept()
{
    while (m_acceptor.is_open()) {
        boost::system::error_code fault;
        Socket socket { m_io_context };
        co_await m_acceptor.async_accept(socket, asio::redirect_error(use_async, fault));
        if (fault == asio::error::operation_aborted || !m_acceptor.is_open())
            break;
        if (fault) {
            // Most likely there are no file descriptors left; asking again at once would only burn the processor.
            log::warning("A connection could not be accepted: " + fault.message());
            Timer pause { m_io_context, pause_without_descriptors };
            co_await pause.async_wait(asio::redirect_error(use_async, fault));
            continue;
        }
        take_in(std::move(socket));
    }
}

// Whatever goes wrong with one connection must not end the accepting of others.
void IoThread::take_in(Socket socket) noexcept
{
    try {
        if (m_context.connections.load() >= m_context.options.connection_limit && !make_room()) {
            m_context.rejected.fetch_add(1);
            send_overloaded(socket);
            return;
        }
        auto connection = std::make_shared<Connection>(m_context, *this, std::move(socket));
        asio::co_spawn(m_io_context, Connection::live(std::move(connection)), asio::detached);
    } catch (std::exception const& fault) {
        log::error(std::string { "A connection could not be taken in: " } + fault.what());
    }
}

// A connection that nobody uses at the moment gives way: otherwise one client could hold all of them for a minute.
bool IoThread::make_room()
{
    for (auto* connection : m_connections) {
        if (connection->is_idle()) {
            connection->finish_soon();
            return true;
        }
    }
    return false;
}

Async<void> IoThread::watch_deadlines()
{
    while (m_acceptor.is_open() || !m_connections.empty()) {
        boost::system::error_code ignored;
        m_watch.expires_after(watch_interval);
        co_await m_watch.async_wait(asio::redirect_error(use_async, ignored));
        auto const now = std::chrono::steady_clock::now();
        for (auto* connection : m_connections)
            connection->check_deadline(now);
    }
}

}
