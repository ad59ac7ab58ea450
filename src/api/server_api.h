#pragma once

#include "api/metrics.h"
#include "api/sessions.h"
#include "http/router.h"
#include "records/store.h"

#include <atomic>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace kontor::jobs {
class Worker;
}

namespace kontor::api {

class ReadWatch;
class StreamHub;
class Call;
class FileStore;

// What the public doors stand on; built once by app/.
struct Rooms {
    records::Store& store;
    Sessions& sessions;
    StreamHub& streams;
    FileStore& files;
    jobs::Worker& worker;
    ReadWatch& watch;
    std::string data_folder;
    std::string public_url;
    std::set<std::string, std::less<>> cors_origins;
    std::function<http::Server::Load()> load;
    std::string setup_token {}; // the first-run link's; empty once an administrator exists
    std::atomic<bool> is_stopping = false;
    Metrics metrics {};
};

// All routes of /api/v1, each with its policy, and the order of checks of API.md 1: authentication first, then the
// cross-site rule, then route and method. A request outside /api goes to `page`.
class ServerApi {
public:
    ServerApi(Rooms&, http::Handler page);

    http::Response handle(http::Request const&) const;
    // Asked before a large body is taken in: a guest's upload never reaches the disk.
    std::optional<http::Response> refusal(http::Request const& without_body) const;
    http::RoutePlan plan(std::string_view method, std::string_view path) const;
    http::Router const& router() const { return m_router; }

private:
    struct Admitted {
        std::optional<http::Router::Match> match; // nothing for OPTIONS
        std::optional<Sessions::Found> who;       // nothing for a guest at an open door
        std::string allow;                        // for OPTIONS
    };
    Admitted admit(http::Request const&) const;
    http::Response answer(http::Request const&, Language&) const;
    void share_with_origin(http::Request const&, http::Response&) const;
    Rooms& m_rooms;
    http::Handler m_page;
    http::Router m_router;
    std::vector<std::function<http::Response(Call const&, Rooms&)>>
        m_handlers; // of the router's first routes, in its order
};

}
