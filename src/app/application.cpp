#include "app/application.h"

#include "api/session_api.h"
#include "app/modules.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/problem.h"
#include "http/assets.h"
#include "jobs/kinds.h"
#include "modules/platform/alarms.h"
#include "records/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace kontor {

std::string Application::database_url() const
{
    return m_config.database.empty() ? "sqlite:" + (m_config.data / "kontor.sqlite").string() : m_config.database;
}

Application::Application(Config config, ApplicationOptions options) : m_config(std::move(config))
{
    start_crypto();
    log::set_level(m_config.log_level);
    register_modules(m_registry);
    m_registry.check_names();
    std::filesystem::create_directories(m_config.data);
    m_database = db::open(database_url(), options.database);
    auto const& clock = options.clock ? *options.clock : static_cast<Clock const&>(m_system_clock);
    m_store = std::make_unique<records::Store>(
        *m_database, m_registry, clock, records::StoreOptions { m_config.data.string(), 0 });
    m_store->migrate();
    m_sessions = std::make_unique<api::Sessions>(*m_store, options.password_cost);
    m_streams = std::make_unique<api::StreamHub>(*m_store, *m_sessions);
    m_files = std::make_unique<api::FileStore>((m_config.data / "files").string());
    m_worker = std::make_unique<jobs::Worker>(
        *m_store, [this](Id user) { return m_sessions->actor_of(user); },
        jobs::Folders { m_config.data.string(), [this](std::string_view hash) { return m_files->path_of(hash); },
            [this](std::string const& path) { return m_files->take(path).sha256; } });
    jobs::add_kinds(*m_worker);
    m_watch = std::make_unique<api::ReadWatch>(
        *m_store,
        [](records::Transaction& transaction, api::ReadWatch::Alarm const& alarm) {
            platform::raise_alarm(transaction, { alarm.person, alarm.day, alarm.door, alarm.verdict, alarm.totals });
        },
        platform::is_explained);
    m_store->on_commit([this](std::vector<records::Event> const& events) {
        static constexpr std::string_view of_rights[] = { "users", "roles", "departments" };
        auto const changes_rights = std::ranges::any_of(events, [](records::Event const& event) {
            return std::ranges::find(of_rights, event.entity->plural) != std::end(of_rights);
        });
        if (changes_rights)
            m_sessions->forget();
        m_streams->look_now();
        m_database->announce(changes_rights ? "rights" : "records");
    });
    m_worker->on_progress(
        [this](Id owner, std::string_view event, std::string data) { m_streams->send(owner, event, std::move(data)); });
}

Application::~Application()
{
    stop();
    m_database->on_announcement(nullptr);
}

// What other servers on the same database say: look now. What may have been said while nobody listened is looked at,
// too.
void Application::hear(std::string_view topic)
{
    if (topic == "rights" || topic.empty())
        m_sessions->forget();
    if (topic == "schema" || topic.empty())
        m_store->load();
    if (topic == "jobs" || topic.empty())
        m_worker->look_now();
    m_streams->look_now();
}

std::uint16_t Application::serve()
{
    auto page = [assets = http::Assets { http::embedded_files() }](http::Request const& request) {
        if (request.method == "GET" || request.method == "HEAD")
            if (auto response = assets.answer(request))
                return std::move(*response);
        throw Problem::not_found();
    };
    m_rooms = std::make_unique<api::Rooms>(*m_store, *m_sessions, *m_streams, *m_files, *m_worker, *m_watch,
        m_config.data.string(), m_config.public_url,
        std::set<std::string, std::less<>> { m_config.cors_origins.begin(), m_config.cors_origins.end() },
        [this] { return m_server->load(); });
    if (!api::has_administrator(*m_store))
        m_rooms->setup_token = random_token(24);
    m_api = std::make_unique<api::ServerApi>(*m_rooms, std::move(page));
    auto options = http::Options {};
    options.address = m_config.listen_address;
    options.port = m_config.listen_port;
    options.worker_threads = m_config.worker_threads;
    options.spool_folder = m_files->spool_folder();
    options.trusted_proxies = http::Networks { m_config.trusted_proxies };
    m_server = std::make_unique<http::Server>(
        options, [this](std::string_view method, std::string_view path) { return m_api->plan(method, path); },
        [this](http::Request const& request) { return m_api->handle(request); },
        [this](http::Request const& request) { return m_api->refusal(request); });
    m_base_url = m_config.public_url.empty() ? fmt::format("http://{}:{}", m_config.listen_address, m_server->port())
                                             : m_config.public_url;
    m_rooms->public_url = m_base_url;
    m_streams->start();
    m_worker->start();
    m_watch->start();
    m_database->on_announcement([this](std::string_view topic) {
        try {
            hear(topic);
        } catch (std::exception const& error) {
            log::warning(fmt::format("What another server said was not heeded: {}", error.what()));
        }
    });
    m_server->start();
    return m_server->port();
}

std::string Application::setup_link() const
{
    return m_rooms && !m_rooms->setup_token.empty() ? fmt::format("{}/setup?token={}", m_base_url, m_rooms->setup_token)
                                                    : std::string {};
}

void Application::stop()
{
    if (m_rooms)
        m_rooms->is_stopping = true;
    if (m_server)
        m_server->stop(std::chrono::seconds { 25 });
    if (m_streams)
        m_streams->stop();
    if (m_worker)
        m_worker->stop();
    if (m_watch)
        m_watch->stop();
}

}
