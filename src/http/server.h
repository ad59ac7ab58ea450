#pragma once

#include "http/message.h"
#include "http/networks.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

// HTTP/1.1 on Boost.Beast: one io_context per I/O thread with SO_REUSEPORT, handlers on a bounded worker pool.
// No business words here: the application gives one function from request to response.
namespace kontor::http {

enum class WorkLane { ordinary, slow, sign_in }; // sign-in hashes passwords and has a pool of two

// Said before the body is read, from method and path alone.
struct RoutePlan {
    WorkLane lane = WorkLane::ordinary;
    std::uint64_t body_limit = 1'048'576; // bytes; more is 413
    bool spools_body = false;             // straight to a file in Options::spool_folder instead of memory
};

struct Options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one
    int io_threads = 1;
    int worker_threads = 16;
    int slow_threads = 4;
    std::size_t queue_limit = 1'024; // waiting requests; more is 503 `overloaded` with Retry-After: 1
    std::string spool_folder {};
    std::chrono::milliseconds header_timeout { 8'000 }; // 408 too_slow, connection closes
    std::chrono::milliseconds body_stall_timeout { 15'000 };
    std::chrono::milliseconds idle_timeout { 75'000 };
    std::chrono::milliseconds ping_interval { 15'000 }; // of quiet event streams
    std::size_t line_limit = 16 * 1024;                 // 414 uri_too_long
    std::size_t header_limit = 32 * 1024;               // 431 headers_too_large; at most 100 headers
    std::size_t connection_limit = 4'096;
    Networks trusted_proxies {}; // whose X-Forwarded-For and X-Forwarded-Proto are believed
};

using Handler = std::function<Response(Request const&)>;
using Planner = std::function<RoutePlan(std::string_view method, std::string_view path)>;
// Asked on a worker, while the body is still outside, when that body is spooled, is over a megabyte, waits for 100
// Continue or will be refused. An answer given here is sent instead: a guest can neither fill the disk nor learn what a
// route takes. Not asked otherwise, because the handler sees such requests just as early.
using Doorman = std::function<std::optional<Response>(Request const& without_body)>;

class Server {
public:
    // Listens at once; throws std::runtime_error with a sentence when the address cannot be had. Clears the spool
    // folder of what a crash left there.
    Server(Options, Planner, Handler, Doorman = {});
    ~Server(); // as stop(0)

    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    void start();
    [[nodiscard]] std::uint16_t port() const;
    // Stops accepting, closes idle connections and event channels, waits for running requests at most `grace`.
    void stop(std::chrono::seconds grace);

    struct Load {
        std::size_t in_flight;
        std::size_t queued;
        std::size_t connections;
        std::uint64_t rejected;
    };
    [[nodiscard]] Load load() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
