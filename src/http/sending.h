#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

namespace kontor::http {

// How slow the other side may be: it moves something within `stall`, and on the whole a kilobyte a second.
// Only the time spent waiting for it counts.
class Pace {
public:
    explicit Pace(std::chrono::milliseconds stall);

    std::chrono::steady_clock::time_point begin_wait(); // by then something must have moved
    void end_wait(std::size_t moved_bytes);

private:
    std::chrono::milliseconds m_stall;
    std::chrono::milliseconds m_credit;
    std::chrono::steady_clock::time_point m_waiting_since {};
};

// What is still to be sent: two pieces of memory that somebody else keeps.
struct Outgoing {
    std::string_view first;
    std::string_view second;

    [[nodiscard]] std::size_t size() const { return first.size() + second.size(); }
    [[nodiscard]] bool is_empty() const { return first.empty() && second.empty(); }
    void advance(std::size_t bytes);
};

// Both work on a socket as it is known to the system, so that a worker can send without going through the I/O thread.
enum class Sending { done, blocked, broken };
Sending send_now(int socket, Outgoing&);           // as much as goes without waiting
bool send_patiently(int socket, Outgoing&, Pace&); // waits for a slow client; false when it has gone or is too slow

}
