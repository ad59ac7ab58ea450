#pragma once

#include "api/files.h"
#include "api/read_watch.h"
#include "api/server_api.h"
#include "api/sessions.h"
#include "api/stream.h"
#include "base/config.h"
#include "db/database.h"
#include "http/server.h"
#include "jobs/worker.h"
#include "records/store.h"

#include <memory>
#include <string>

namespace kontor {

struct ApplicationOptions {
    db::Options database {};
    PasswordCost password_cost = PasswordCost::production;
    Clock const* clock = nullptr; // the system's when null
};

// Builds everything once, from the database up to the doors. Commands and tests use the parts that they need.
class Application {
public:
    // Opens the database and brings it up to this program's schema. Throws db::CannotOpen with a sentence.
    explicit Application(Config, ApplicationOptions = {});
    ~Application();

    [[nodiscard]] records::Store& store() { return *m_store; }
    [[nodiscard]] api::Sessions& sessions() { return *m_sessions; }
    [[nodiscard]] jobs::Worker& worker() { return *m_worker; }
    [[nodiscard]] api::ReadWatch& watch() { return *m_watch; }
    [[nodiscard]] api::FileStore& files() { return *m_files; }
    [[nodiscard]] Config const& config() const { return m_config; }
    [[nodiscard]] Registry const& registry() const { return m_registry; }
    [[nodiscard]] std::string database_url() const;

    // Opens the doors; returns the port.
    std::uint16_t serve();
    // Not ready, stop accepting, finish what runs.
    void stop();
    // The address of the one-time set-up link; empty once an administrator exists.
    [[nodiscard]] std::string setup_link() const;

private:
    void hear(std::string_view topic);

    Config m_config;
    SystemClock m_system_clock;
    Registry m_registry;
    std::unique_ptr<db::Database> m_database;
    std::unique_ptr<records::Store> m_store;
    std::unique_ptr<api::Sessions> m_sessions;
    std::unique_ptr<api::StreamHub> m_streams;
    std::unique_ptr<api::FileStore> m_files;
    std::unique_ptr<jobs::Worker> m_worker;
    std::unique_ptr<api::ReadWatch> m_watch;
    std::unique_ptr<api::Rooms> m_rooms;
    std::unique_ptr<api::ServerApi> m_api;
    std::unique_ptr<http::Server> m_server;
    std::string m_base_url;
};

}
