#include "http/sending.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

namespace kontor::http {

namespace {

// A client that was fast may rest on that for a while, but not for ever.
constexpr int credit_in_stalls = 4;

}

Pace::Pace(std::chrono::milliseconds stall) : m_stall(stall), m_credit(stall) { }

std::chrono::steady_clock::time_point Pace::begin_wait()
{
    m_waiting_since = std::chrono::steady_clock::now();
    return m_waiting_since + std::min(m_stall, m_credit);
}

void Pace::end_wait(std::size_t moved_bytes)
{
    auto const waited = std::chrono::steady_clock::now() - m_waiting_since;
    auto const earned = std::chrono::milliseconds { moved_bytes }; // a byte a millisecond: about a kilobyte a second
    m_credit += earned - std::chrono::duration_cast<std::chrono::milliseconds>(waited);
    m_credit = std::clamp(m_credit, std::chrono::milliseconds { 0 }, m_stall * credit_in_stalls);
}

void Outgoing::advance(std::size_t bytes)
{
    auto const of_first = std::min(bytes, first.size());
    first.remove_prefix(of_first);
    second.remove_prefix(bytes - of_first);
}

Sending send_now(int socket, Outgoing& outgoing)
{
    while (!outgoing.is_empty()) {
        std::array<iovec, 2> pieces { {
            { const_cast<char*>(outgoing.first.data()), outgoing.first.size() },
            { const_cast<char*>(outgoing.second.data()), outgoing.second.size() },
        } };
        msghdr message {};
        message.msg_iov = pieces.data();
        message.msg_iovlen = outgoing.second.empty() ? 1 : 2;
        auto const sent = ::sendmsg(socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0)
            outgoing.advance(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN || errno == EWOULDBLOCK)
            return Sending::blocked;
        else if (errno != EINTR)
            return Sending::broken;
    }
    return Sending::done;
}

bool send_patiently(int socket, Outgoing& outgoing, Pace& pace)
{
    auto sending = send_now(socket, outgoing);
    while (sending == Sending::blocked) {
        auto const before = outgoing.size();
        auto const deadline = pace.begin_wait();
        auto const wait = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waiting { socket, POLLOUT, 0 };
        auto const ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(wait.count(), 0)));
        if (ready == 0 || (ready < 0 && errno != EINTR))
            return false;
        sending = send_now(socket, outgoing);
        pace.end_wait(before - outgoing.size());
    }
    return sending == Sending::done;
}

}
