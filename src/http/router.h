#pragma once

#include "http/message.h"
#include "http/server.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::http {

// Who may come through a door before its handler looks closer. A route without a policy cannot be written.
enum class Policy { anyone, signed_in, administrator };

struct Route {
    std::string method;  // "GET"; HEAD is answered by GET's route
    std::string pattern; // "/api/v1/{entities}/{id}/{action}": segments in braces take one path segment each
    Policy policy;
    RoutePlan plan {};
    Handler handler;
};

// Finds routes by path: fixed segments win over parameters, so "/api/v1/search" is never an entity, whatever the
// method.
class Router {
public:
    Router();
    ~Router();
    Router(Router&&) noexcept;
    Router& operator=(Router&&) noexcept;

    void add(Route); // a bug when method and pattern are there already

    struct Match {
        Route const* route;
        std::vector<std::pair<std::string, std::string>> parameters;
    };
    // Nothing when the path leads nowhere for this method.
    [[nodiscard]] std::optional<Match> find(std::string_view method, std::string_view path) const;
    // "GET, HEAD, POST, OPTIONS" for a path that exists for other methods; empty when it exists for none.
    [[nodiscard]] std::string allowed(std::string_view path) const;
    [[nodiscard]] std::vector<Route> const& routes() const { return m_routes; }

private:
    struct Place;
    std::vector<Route> m_routes;
    std::unique_ptr<Place> m_root;
};

}
