#pragma once

#include "api/call.h"
#include "api/server_api.h"

#include <functional>
#include <string>
#include <vector>

namespace kontor::api {

struct RouteEntry {
    std::string method;
    std::string path; // below /api/v1
    http::Policy policy;
    http::RoutePlan plan;
    std::function<http::Response(Call const&, Rooms&)> handler;
};

std::vector<RouteEntry> public_routes();

}
