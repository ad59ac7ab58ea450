#pragma once

#include "db/postgres/connection.h"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

namespace kontor::db {

// The one session with which a server tells the others that something happened, and hears them (ENGINE.md 2, NOTIFY
// inside a transaction halves the commits). It is opened when somebody first tells or listens, and anew when it broke.
// Thread-safe.
class PostgresAnnouncer {
public:
    PostgresAnnouncer(std::string url, std::string schema);
    ~PostgresAnnouncer(); // what was told is sent first
    PostgresAnnouncer(PostgresAnnouncer const&) = delete;
    PostgresAnnouncer& operator=(PostgresAnnouncer const&) = delete;

    void announce(std::string_view topic);
    void on_announcement(std::function<void(std::string_view topic)>);

private:
    void start(); // with m_mutex held
    void run();
    bool connect();
    void take_announcements();
    void wait(int wait_ms);
    void wake() const;
    void tell_listener(std::string_view topic);

    std::string m_url;
    std::string m_schema; // the channel, too
    PostgresConnection::Handle m_handle;
    int m_wakes = -1; // an eventfd: poll() waits for words of this server and of others at once

    std::mutex m_mutex;
    std::set<std::string, std::less<>> m_topics;
    bool m_stops = false;
    std::thread m_thread;

    std::mutex m_listener_mutex; // held while it is called
    std::function<void(std::string_view)> m_listener;
};

}
