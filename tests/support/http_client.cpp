#include "tests/support/http_client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace kontor::test {

namespace {

constexpr timeval patience { 30, 0 };

[[noreturn]] void fail(std::string const& what) { throw std::runtime_error { "HTTP client: " + what }; }

std::string lower(std::string_view text)
{
    std::string result { text };
    std::ranges::transform(result, result.begin(),
        [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; });
    return result;
}

}

std::string Reply::header(std::string_view lower_case_name) const
{
    for (auto const& [name, value] : headers) {
        if (name == lower_case_name)
            return value;
    }
    return {};
}

bool Reply::has_header(std::string_view lower_case_name) const
{
    return std::ranges::any_of(headers, [&](auto const& header) { return header.first == lower_case_name; });
}

HttpClient::HttpClient(std::uint16_t port) : m_port(port) { reconnect(); }

HttpClient::~HttpClient() { close(); }

HttpClient::HttpClient(HttpClient&& other) noexcept
    : m_port(other.m_port)
    , m_socket(std::exchange(other.m_socket, -1))
    , m_receive_buffer(other.m_receive_buffer)
    , m_input(std::move(other.m_input))
    , m_events(std::move(other.m_events))
{
}

Reply HttpClient::send(std::string_view method, std::string_view target, Headers const& headers, std::string_view body)
{
    std::string request { method };
    request += ' ';
    request += target;
    request += " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(m_port) + "\r\n";
    for (auto const& [name, value] : headers)
        request += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST" || method == "PATCH" || method == "PUT")
        request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    request += "\r\n";
    request += body;
    // Looked at before and not after sending: a request is never sent twice.
    char next = 0;
    if (m_socket < 0 || ::recv(m_socket, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
        reconnect();
    send_raw(request);
    auto reply = receive(method == "HEAD" ? Body::none : Body::expected);
    if (reply.header("connection") == "close")
        close();
    return reply;
}

void HttpClient::send_raw(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && (errno == EPIPE || errno == ECONNRESET))
            return;
        if (sent < 0)
            fail(std::string { "cannot send: " } + std::strerror(errno));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

Reply HttpClient::receive(Body expected)
{
    auto reply = receive_head();
    if (expected == Body::none || reply.status == 204 || reply.status == 304)
        return reply;
    if (reply.header("transfer-encoding") == "chunked") {
        while (take_chunk(reply.body)) { }
    } else if (reply.has_header("content-length")) {
        reply.body = take(std::stoul(reply.header("content-length")));
    } else if (reply.status >= 200) {
        reply.body = receive_rest();
    }
    return reply;
}

std::string HttpClient::receive_rest()
{
    while (fill()) { }
    return std::exchange(m_input, {});
}

bool HttpClient::is_closed() { return m_input.empty() && !fill(); }

void HttpClient::close_sending() { ::shutdown(m_socket, SHUT_WR); }

void HttpClient::close()
{
    if (m_socket >= 0)
        ::close(m_socket);
    m_socket = -1;
}

void HttpClient::reconnect()
{
    close();
    m_input.clear();
    m_events.clear();
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (m_socket < 0)
        fail("no socket");
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
    int const yes = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    if (m_receive_buffer > 0)
        ::setsockopt(m_socket, SOL_SOCKET, SO_RCVBUF, &m_receive_buffer, sizeof(m_receive_buffer));
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0)
        fail(std::string { "cannot connect: " } + std::strerror(errno));
}

void HttpClient::set_receive_buffer(int bytes) { m_receive_buffer = bytes; }

Reply HttpClient::open_events(std::string_view target, Headers const& headers)
{
    std::string request { "GET " };
    request += target;
    request += " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (auto const& [name, value] : headers)
        request += name + ": " + value + "\r\n";
    send_raw(request + "\r\n");
    auto reply = receive_head();
    if (reply.status != 200 && reply.has_header("content-length"))
        reply.body = take(std::stoul(reply.header("content-length")));
    return reply;
}

std::optional<std::string> HttpClient::next_event()
{
    for (;;) {
        if (auto const end = m_events.find("\n\n"); end != std::string::npos) {
            auto event = m_events.substr(0, end);
            m_events.erase(0, end + 2);
            return event;
        }
        if (m_input.empty() && !fill())
            return {};
        if (!take_chunk(m_events))
            return {};
    }
}

bool HttpClient::fill()
{
    std::array<char, 65'536> bytes;
    auto const received = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (received < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        fail("nothing came for half a minute");
    if (received <= 0)
        return false;
    m_input.append(bytes.data(), static_cast<std::size_t>(received));
    return true;
}

std::string HttpClient::take_line()
{
    auto end = m_input.find("\r\n");
    while (end == std::string::npos) {
        if (!fill())
            fail("the connection ended within a line");
        end = m_input.find("\r\n");
    }
    auto line = m_input.substr(0, end);
    m_input.erase(0, end + 2);
    return line;
}

std::string HttpClient::take(std::size_t bytes)
{
    while (m_input.size() < bytes) {
        if (!fill())
            fail("the connection ended within a body");
    }
    auto taken = m_input.substr(0, bytes);
    m_input.erase(0, bytes);
    return taken;
}

bool HttpClient::take_chunk(std::string& out)
{
    auto const size = std::stoul(take_line(), nullptr, 16);
    out += take(size);
    if (!take_line().empty())
        fail("a chunk has another size than it says");
    return size != 0;
}

Reply HttpClient::receive_head()
{
    auto const status_line = take_line();
    if (!status_line.starts_with("HTTP/1.1 ") || status_line.size() < 13)
        fail("no status line: " + status_line);
    Reply reply;
    reply.status = std::stoi(status_line.substr(9, 3));
    for (auto line = take_line(); !line.empty(); line = take_line()) {
        auto const colon = line.find(": ");
        if (colon == std::string::npos)
            fail("no header: " + line);
        reply.headers.emplace_back(lower(line.substr(0, colon)), line.substr(colon + 2));
    }
    return reply;
}

}
