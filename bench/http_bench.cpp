// How much of a bare Beast server's speed is left when the request goes through http::Server and a worker: DESIGN.md,
// section 13, wants at least half. Both servers send the same bytes to the same clients, by turns, in this process.

#include "http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using Seconds = std::chrono::duration<double>;

// One record as the API sends it.
std::string const record
    = R"({"id":"1042","version":7,"name":"Renewal 2027","account":{"id":"17","title":"Acme"},)"
      R"("stage":{"id":"31","title":"Offer","key":"offer"},"status":"open","amount":"125000.00","currency":"EUR",)"
      R"("closes_on":"2026-12-18","owner":{"id":"5","title":"Ana Lima"},)"
      R"("created_at":"2026-11-02T08:00:00.000Z","updated_at":"2026-11-23T09:15:00.000Z"})";

std::string const request
    = "GET /api/v1/deals/1042 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nAccept: application/json\r\n"
      "Authorization: Bearer 0123456789abcdef0123456789abcdef0123456789a\r\nUser-Agent: kontor-bench/1\r\n\r\n";

// The bare server: one coroutine a connection, one thread, no limits, no deadlines, no worker.
class BareServer {
public:
    BareServer()
        : m_acceptor(m_io_context, { asio::ip::make_address("127.0.0.1"), 0 })
        , m_thread([this] {
            asio::co_spawn(m_io_context, accept(), asio::detached);
            m_io_context.run();
        })
    {
    }
    ~BareServer()
    {
        m_io_context.stop();
        m_thread.join();
    }
    std::uint16_t port() { return m_acceptor.local_endpoint().port(); }

private:
    asio::awaitable<void> accept()
    {
        for (;;) {
            auto socket = co_await m_acceptor.async_accept(asio::use_awaitable);
            socket.set_option(tcp::no_delay { true });
            auto session = serve(std::move(socket));
            asio::co_spawn(m_io_context, std::move(session), asio::detached);
        }
    }

    static asio::awaitable<void> serve(tcp::socket socket)
    {
        beast::flat_buffer buffer;
        boost::system::error_code fault;
        while (!fault) {
            beast::http::request<beast::http::string_body> asked;
            co_await beast::http::async_read(socket, buffer, asked, asio::redirect_error(asio::use_awaitable, fault));
            if (fault)
                break;
            beast::http::response<beast::http::string_body> answer { beast::http::status::ok, 11 };
            answer.set(beast::http::field::content_type, "application/json");
            answer.set("Kontor-Request-Id", "0123456789ABCDEF");
            answer.set("X-Content-Type-Options", "nosniff");
            answer.set(beast::http::field::date, "Mon, 23 Nov 2026 09:15:00 GMT");
            answer.set(beast::http::field::vary, "Accept-Encoding");
            answer.body() = record;
            answer.prepare_payload();
            co_await beast::http::async_write(socket, answer, asio::redirect_error(asio::use_awaitable, fault));
        }
    }

    asio::io_context m_io_context { 1 };
    tcp::acceptor m_acceptor;
    std::thread m_thread;
};

int connect_to(std::uint16_t port)
{
    auto const client = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int const yes = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (::connect(client, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0)
        std::perror("connect"), std::exit(1);
    return client;
}

double cpu_seconds()
{
    rusage usage {};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const seconds
        = [](timeval time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Measure {
    double requests_per_second;
    double cpu_microseconds; // a request, clients included
    double p50_microseconds;
    double p99_microseconds;
};

// One thread keeps `client_count` connections busy, each with one request at a time.
Measure measure(std::uint16_t port, int client_count, Seconds duration)
{
    auto const poll = ::epoll_create1(0);
    struct Client {
        int socket;
        std::chrono::steady_clock::time_point sent;
    };
    std::vector<Client> clients;
    clients.reserve(static_cast<std::size_t>(client_count));
    auto const send_request = [](Client& client) {
        client.sent = std::chrono::steady_clock::now();
        if (::send(client.socket, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            std::perror("send"), std::exit(1);
    };
    for (int index = 0; index < client_count; ++index) {
        auto& client = clients.emplace_back(Client { connect_to(port), {} });
        epoll_event event { EPOLLIN, { .ptr = &client } };
        ::epoll_ctl(poll, EPOLL_CTL_ADD, client.socket, &event);
    }
    std::vector<double> latencies;
    std::array<epoll_event, 64> events;
    std::array<char, 8'192> bytes;
    auto const cpu_before = cpu_seconds();
    auto const begin = std::chrono::steady_clock::now();
    for (auto& client : clients)
        send_request(client);
    while (std::chrono::steady_clock::now() - begin < duration) {
        auto const count = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1'000);
        for (int index = 0; index < count; ++index) {
            auto& client = *static_cast<Client*>(events[static_cast<std::size_t>(index)].data.ptr);
            auto const received = ::recv(client.socket, bytes.data(), bytes.size(), 0);
            // An answer is small and comes in one piece on this machine; anything else would falsify the count.
            if (received < static_cast<ssize_t>(record.size()) || std::memcmp(bytes.data(), "HTTP/1.1 200", 12) != 0)
                std::fprintf(stderr, "an unexpected answer\n"), std::exit(1);
            latencies.push_back(
                std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - client.sent).count());
            send_request(client);
        }
    }
    auto const elapsed = Seconds { std::chrono::steady_clock::now() - begin }.count();
    auto const cpu = cpu_seconds() - cpu_before;
    for (auto const& client : clients)
        ::close(client.socket);
    ::close(poll);
    std::ranges::sort(latencies);
    auto const count = static_cast<double>(latencies.size());
    return { count / elapsed, cpu / count * 1e6, latencies[latencies.size() / 2],
        latencies[latencies.size() * 99 / 100] };
}

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

}

int main(int argument_count, char** arguments)
{
    auto const seconds = Seconds { argument_count > 1 ? std::atof(arguments[1]) : 1.0 };
    constexpr int rounds = 5;
    BareServer bare;
    kontor::http::Server ours { { .port = 0 }, {},
        [](kontor::http::Request const&) { return kontor::http::Response::json(200, record); } };
    ours.start();
    std::printf(
        "%-8s %28s %28s %14s\n", "clients", "bare Beast req/s (us cpu)", "http::Server req/s (us cpu)", "ratio");
    bool is_met = true;
    for (int const clients : { 1, 8, 64, 256 }) {
        std::vector<double> ratios;
        Measure of_bare {};
        Measure of_ours {};
        for (int round = 0; round < rounds; ++round) {
            of_bare = measure(bare.port(), clients, seconds);
            of_ours = measure(ours.port(), clients, seconds);
            ratios.push_back(of_ours.requests_per_second / of_bare.requests_per_second);
        }
        std::printf("%-8d %18.0f (%5.1f) %20.0f (%5.1f) %13.2f   p50 %0.f/%0.f us, p99 %0.f/%0.f us\n", clients,
            of_bare.requests_per_second, of_bare.cpu_microseconds, of_ours.requests_per_second,
            of_ours.cpu_microseconds, median(ratios), of_bare.p50_microseconds, of_ours.p50_microseconds,
            of_bare.p99_microseconds, of_ours.p99_microseconds);
        is_met = is_met && (clients < 8 || median(ratios) >= 0.5);
    }
    std::printf("%s: at least 0.50 with 8 clients or more\n", is_met ? "met" : "MISSED");
    return is_met ? 0 : 1;
}
