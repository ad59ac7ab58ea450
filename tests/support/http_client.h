#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A small blocking HTTP client for tests. It keeps its connection, says exactly what came, and can also misbehave.
// Whatever does not arrive within half a minute is an exception and not a test that hangs.
namespace kontor::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Reply {
    int status = 0;
    Headers headers;  // names in lower case
    std::string body; // as sent; chunks are put together

    [[nodiscard]] std::string header(std::string_view lower_case_name) const; // of several the first; empty when absent
    [[nodiscard]] bool has_header(std::string_view lower_case_name) const;
};

class HttpClient {
public:
    explicit HttpClient(std::uint16_t port); // connects
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) = delete;

    // A whole exchange. Host and Content-Length are added; a connection that the server has closed before is made anew.
    Reply send(std::string_view method, std::string_view target, Headers const& = {}, std::string_view body = {});

    // In parts, for tests of the wire:
    void send_raw(std::string_view bytes); // as they are; nothing happens when the server has closed
    enum class Body { expected, none };
    Reply receive(Body = Body::expected); // the next answer; none: that of a HEAD request. Throws when the connection
                                          // ends before it is whole.
    std::string receive_rest();           // everything until the server closes
    bool is_closed();                     // waits until the server closes: true; or sends something: false
    void close_sending();                 // the server sees the end of what we say, and can still answer
    void close();
    void reconnect();
    void set_receive_buffer(int bytes); // before it is connected anew: makes a slow reader

    // Server-sent events: the head first, then one event (or comment) after the other.
    Reply open_events(std::string_view target, Headers const& = {});
    std::optional<std::string>
    next_event(); // its lines without the empty one at the end; nothing when the stream is over

private:
    bool fill();
    std::string take_line();
    std::string take(std::size_t bytes);
    bool take_chunk(std::string& out); // false: that was the last one
    Reply receive_head();

    std::uint16_t m_port;
    int m_socket = -1;
    int m_receive_buffer = 0;
    std::string m_input;
    std::string m_events;
};

}
