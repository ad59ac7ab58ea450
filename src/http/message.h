#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

// A request as a handler sees it. Bodies of file routes are not in `body` but in a file of the spool folder.
struct Request {
    std::string method;                                     // "GET"
    std::string target;                                     // as sent: "/api/v1/deals?filter=..."
    std::string path;                                       // decoded, without the query
    std::vector<std::pair<std::string, std::string>> query; // decoded, in order; + is a space
    Headers headers;                                        // names in lower case, values in UTF-8
    std::string body;
    std::optional<std::string> spooled_body; // path of the file that holds the body (routes declared so)
    std::uint64_t spooled_size = 0;
    std::string remote_address;
    bool is_https = false;
    std::string request_id; // 10 to 26 characters, also in the answer and the log
    // Set by the router: {"entities", "deals"}
    std::vector<std::pair<std::string, std::string>> path_parameters;

    // Empty when absent.
    [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
    // Of the query; the first of that name.
    [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
    // A bug when the route has none of that name.
    [[nodiscard]] std::string const& path_parameter(std::string_view name) const;
};

// What a handler gives to write a long answer piece by piece. write() blocks while the client is slow (bounded) and
// returns false when the client has gone; the handler then stops.
class BodySink {
public:
    virtual ~BodySink() = default;
    virtual bool write(std::string_view piece) = 0;
};

// A handler of a never-ending answer (server-sent events) gets one of these and keeps it; thread-safe. When the last
// copy is gone, the answer ends.
class EventChannel {
public:
    virtual ~EventChannel() = default;
    virtual bool send(std::string_view text) = 0; // queued; false when closed or when more than 1 MiB waits unsent
    virtual void close() = 0;
    [[nodiscard]] virtual bool is_closed() const = 0;
};

struct Response {
    int status = 200;
    Headers headers {};
    std::string body {};

    // At most one of these instead of `body`:

    // Chunked; runs on the slow lane. A throw cuts the connection without the last chunk.
    std::function<void(BodySink&)> stream {};
    // Path of a file to send, and how many bytes of it from which offset.
    std::optional<std::string> file {};
    std::uint64_t file_offset = 0;
    std::uint64_t file_size = 0;
    // text/event-stream
    std::function<void(std::shared_ptr<EventChannel>)> events {};

    Response& with_header(std::string name, std::string value)
    {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
    static Response json(int status, std::string body);
};

}
