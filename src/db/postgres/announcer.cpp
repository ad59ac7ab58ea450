#include "db/postgres/announcer.h"

#include "base/log.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace kontor::db {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto pause_between = std::chrono::milliseconds { 20 };
constexpr int retry_ms = 1'000, idle_ms = 60'000;

}

PostgresAnnouncer::PostgresAnnouncer(std::string url, std::string schema)
    : m_url(std::move(url))
    , m_schema(std::move(schema))
    , m_wakes(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
}

PostgresAnnouncer::~PostgresAnnouncer()
{
    {
        std::lock_guard const lock { m_mutex };
        m_stops = true;
    }
    wake();
    if (m_thread.joinable())
        m_thread.join();
    ::close(m_wakes);
}

void PostgresAnnouncer::announce(std::string_view topic)
{
    std::lock_guard const lock { m_mutex };
    if (!m_topics.emplace(topic).second)
        return; // it is about to be told
    start();
    wake();
}

void PostgresAnnouncer::on_announcement(std::function<void(std::string_view)> listener)
{
    auto const listens = static_cast<bool>(listener);
    {
        std::lock_guard const lock { m_listener_mutex };
        m_listener = std::move(listener);
    }
    if (!listens)
        return;
    std::lock_guard const lock { m_mutex };
    start();
}

void PostgresAnnouncer::start()
{
    if (!m_thread.joinable() && !m_stops)
        m_thread = std::thread { [this] { run(); } };
}

void PostgresAnnouncer::wake() const
{
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written = ::write(m_wakes, &one, sizeof one);
}

void PostgresAnnouncer::run()
{
    auto told_at = Clock::time_point {};
    for (;;) {
        if (!connect()) {
            {
                std::lock_guard const lock { m_mutex };
                if (m_stops)
                    return;
            }
            wait(retry_ms);
            continue;
        }
        take_announcements();
        if (PQstatus(m_handle.get()) != CONNECTION_OK)
            continue; // it broke meanwhile
        auto const rests = std::chrono::ceil<std::chrono::milliseconds>(told_at + pause_between - Clock::now()).count();
        std::string words;
        bool stops = false;
        {
            std::lock_guard const lock { m_mutex };
            stops = m_stops;
            if (stops || rests <= 0) {
                for (auto const& topic : std::exchange(m_topics, {}))
                    words.append(words.empty() ? "" : " ").append(topic);
            }
        }
        if (!words.empty()) {
            std::array const values { m_schema.c_str(), words.c_str() };
            PostgresResult const told { PQexecParams(
                m_handle.get(), "SELECT pg_notify($1, $2)", 2, nullptr, values.data(), nullptr, nullptr, 0) };
            told_at = Clock::now();
        }
        if (stops)
            return;
        bool is_due = false;
        {
            std::lock_guard const lock { m_mutex };
            is_due = !m_topics.empty();
        }
        wait(is_due ? static_cast<int>(std::max<std::int64_t>(rests, 1)) : idle_ms);
    }
}

// True when there is a session that listens.
bool PostgresAnnouncer::connect()
{
    if (m_handle && PQstatus(m_handle.get()) == CONNECTION_OK)
        return true;
    try {
        m_handle = PostgresConnection::open_session(m_url);
    } catch (Unavailable const& error) {
        log::warning(std::string { "Other servers cannot be told of news: " } + error.what());
        m_handle.reset();
        return false;
    }
    PQsetNoticeProcessor(
        m_handle.get(), [](void*, char const*) {}, nullptr);
    PostgresResult const listens { PQexec(m_handle.get(), ("LISTEN " + quote(m_schema)).c_str()) };
    if (PQresultStatus(listens.get()) != PGRES_COMMAND_OK) {
        m_handle.reset();
        return false;
    }
    tell_listener({}); // what was said before is lost
    return true;
}

void PostgresAnnouncer::take_announcements()
{
    PQconsumeInput(m_handle.get());
    while (auto* const notice = PQnotifies(m_handle.get())) {
        if (notice->be_pid != PQbackendPID(m_handle.get())) {
            std::string_view words { notice->extra };
            while (!words.empty()) {
                auto const end = std::min(words.find(' '), words.size());
                tell_listener(words.substr(0, end));
                words.remove_prefix(std::min(end + 1, words.size()));
            }
        }
        PQfreemem(notice);
    }
}

void PostgresAnnouncer::wait(int wait_ms)
{
    std::array<pollfd, 2> waits { pollfd { m_wakes, POLLIN, 0 }, pollfd { -1, POLLIN, 0 } };
    if (m_handle)
        waits[1].fd = PQsocket(m_handle.get());
    ::poll(waits.data(), waits.size(), wait_ms);
    std::uint64_t count = 0;
    [[maybe_unused]] auto const read = ::read(m_wakes, &count, sizeof count);
}

void PostgresAnnouncer::tell_listener(std::string_view topic)
{
    std::lock_guard const lock { m_listener_mutex };
    if (m_listener)
        m_listener(topic);
}

}
