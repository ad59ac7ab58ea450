#include "http/server.h"

#include "http/io_thread.h"
#include "http/server_context.h"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace kontor::http {

struct Server::State {
    ServerContext context;
    std::vector<std::unique_ptr<IoThread>> io_threads; // end before what they share
    std::uint16_t port = 0;

    State(Options options, Planner planner, Handler handler, Doorman doorman)
        : context(std::move(options), std::move(planner), std::move(handler), std::move(doorman))
    {
    }

    void listen();
    bool wait_until_empty(std::chrono::seconds);
};

namespace {

asio::ip::tcp::endpoint endpoint_of(Options const& options)
{
    boost::system::error_code fault;
    auto const address = asio::ip::make_address(options.address == "localhost" ? "127.0.0.1" : options.address, fault);
    if (fault)
        throw std::runtime_error("\"" + options.address + "\" is not an IP address to listen on.");
    return { address, options.port };
}

// A crash leaves half-received uploads behind. Whoever they were for has been told nothing, so nobody will ask for
// them.
void clear_spool_folder(std::string const& folder)
{
    if (folder.empty())
        return;
    std::filesystem::create_directories(folder);
    for (auto const& entry : std::filesystem::directory_iterator { folder }) {
        if (entry.path().filename().string().starts_with("upload-"))
            std::filesystem::remove(entry.path());
    }
}

}

void Server::State::listen()
{
    auto const& options = context.options;
    auto endpoint = endpoint_of(options);
    auto const shares_port = options.io_threads > 1;
    try {
        // Sockets that share a port would share it with another running server, too. One that does not share finds out.
        if (shares_port)
            endpoint.port(IoThread { context, endpoint, false }.port());
        for (int index = 0; index < std::max(options.io_threads, 1); ++index) {
            io_threads.push_back(std::make_unique<IoThread>(context, endpoint, shares_port));
            endpoint.port(io_threads.back()->port());
        }
    } catch (boost::system::system_error const& fault) {
        throw std::runtime_error("Cannot listen on " + options.address + ":" + std::to_string(options.port) + ": "
            + fault.code().message() + ".");
    }
    port = endpoint.port();
}

bool Server::State::wait_until_empty(std::chrono::seconds time)
{
    std::unique_lock lock { context.mutex };
    return context.is_empty.wait_for(lock, time, [&] { return context.connections == 0; });
}

Server::Server(Options options, Planner planner, Handler handler, Doorman doorman)
    : m_state(std::make_unique<State>(std::move(options), std::move(planner), std::move(handler), std::move(doorman)))
{
    // sendfile() has no flag against the signal that a closed connection sends, and its default is to end the process.
    std::signal(SIGPIPE, SIG_IGN);
    m_state->listen();
    clear_spool_folder(m_state->context.options.spool_folder);
}

Server::~Server() { stop(std::chrono::seconds { 0 }); }

void Server::start()
{
    for (auto const& thread : m_state->io_threads)
        thread->start();
}

std::uint16_t Server::port() const { return m_state->port; }

void Server::stop(std::chrono::seconds grace)
{
    m_state->context.is_stopping = true;
    for (auto const& thread : m_state->io_threads)
        thread->finish_soon();
    if (m_state->wait_until_empty(grace))
        return;
    for (auto const& thread : m_state->io_threads)
        thread->cut();
}

Server::Load Server::load() const
{
    auto& context = m_state->context;
    Load load { 0, 0, context.connections, context.rejected };
    for (auto const* pool : { &context.ordinary, &context.slow, &context.sign_in }) {
        load.in_flight += pool->running();
        load.queued += pool->queued();
    }
    return load;
}

}
