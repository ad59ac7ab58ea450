#pragma once

#include "http/asynchronous.h"

#include <boost/asio/basic_socket_acceptor.hpp>

#include <chrono>
#include <list>
#include <thread>

namespace kontor::http {

class Connection;
struct ServerContext;

// One thread with its own io_context, its own listening socket and its own connections, which never leave it. It
// watches their deadlines four times a second: cheaper than a timer for each read, and no client cares for a quarter of
// a second.
class IoThread {
public:
    using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

    // Listens at once. Throws boost::system::system_error.
    IoThread(ServerContext&, asio::ip::tcp::endpoint, bool shares_port);
    ~IoThread(); // ends when the last connection has

    IoThread(IoThread const&) = delete;
    IoThread& operator=(IoThread const&) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_acceptor.local_endpoint().port(); }
    void start();
    // From any thread:
    void finish_soon(); // no new connections; idle ones close, running requests are answered
    void cut();         // all connections end now

    // On this thread only:
    [[nodiscard]] asio::io_context& io_context() { return m_io_context; }
    using Place = std::list<Connection*>::iterator;
    Place enter(Connection& connection) { return m_connections.insert(m_connections.end(), &connection); }
    void leave(Place);

private:
    Async<void> accept();
    Async<void> watch_deadlines();
    void take_in(Socket) noexcept;
    bool make_room();

    ServerContext& m_context;
    asio::io_context m_io_context { 1 };
    Acceptor m_acceptor;
    Timer m_watch;
    std::list<Connection*> m_connections;
    std::thread m_thread;
};

}
