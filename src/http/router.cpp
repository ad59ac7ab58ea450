#include "http/router.h"

#include "base/check.h"

#include <algorithm>
#include <map>

namespace kontor::http {

namespace {

// The next segment of a path that begins with a slash; the path loses it.
std::string_view take_segment(std::string_view& path)
{
    auto const end = std::min(path.find('/', 1), path.size());
    auto const segment = path.substr(1, end - 1);
    path.remove_prefix(end);
    return segment;
}

bool is_parameter(std::string_view segment)
{
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

}

// Where one can stand between two slashes: what may follow, and the routes that end here.
struct Router::Place {
    std::map<std::string, std::unique_ptr<Place>, std::less<>> fixed;
    std::unique_ptr<Place> parameter;
    std::vector<std::size_t> routes; // indexes into m_routes

    // The place that a path leads to: fixed segments first, back to the parameter only when they lead nowhere.
    [[nodiscard]] Place const* follow(std::string_view path, std::vector<std::string_view>& taken) const
    {
        if (path.empty())
            return routes.empty() ? nullptr : this;
        auto rest = path;
        auto const segment = take_segment(rest);
        if (auto const next = fixed.find(segment); next != fixed.end()) {
            if (auto const* found = next->second->follow(rest, taken))
                return found;
        }
        if (!parameter || segment.empty())
            return nullptr;
        taken.push_back(segment);
        if (auto const* found = parameter->follow(rest, taken))
            return found;
        taken.pop_back();
        return nullptr;
    }
};

Router::Router() : m_root(std::make_unique<Place>()) { }

Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

void Router::add(Route route)
{
    check(route.pattern.starts_with('/'), "a route's pattern begins with a slash");
    auto* place = m_root.get();
    for (std::string_view rest = route.pattern; !rest.empty();) {
        auto const segment = take_segment(rest);
        auto& next = is_parameter(segment) ? place->parameter : place->fixed[std::string { segment }];
        if (!next)
            next = std::make_unique<Place>();
        place = next.get();
    }
    for (auto const index : place->routes)
        check(m_routes[index].method != route.method, "two routes have the same method and pattern");
    place->routes.push_back(m_routes.size());
    m_routes.push_back(std::move(route));
}

std::optional<Router::Match> Router::find(std::string_view method, std::string_view path) const
{
    std::vector<std::string_view> taken;
    auto const* place = path.starts_with('/') ? m_root->follow(path, taken) : nullptr;
    if (!place)
        return {};
    auto const wanted = method == "HEAD" ? std::string_view { "GET" } : method;
    for (auto const index : place->routes) {
        auto const& route = m_routes[index];
        if (route.method != wanted)
            continue;
        Match match { &route, {} };
        auto value = taken.begin();
        // Routes that end at one place may name its parameters differently, so the names come from the route itself.
        for (std::string_view rest = route.pattern; !rest.empty();) {
            auto const segment = take_segment(rest);
            if (is_parameter(segment))
                match.parameters.emplace_back(segment.substr(1, segment.size() - 2), *value++);
        }
        return match;
    }
    return {};
}

std::string Router::allowed(std::string_view path) const
{
    std::vector<std::string_view> taken;
    auto const* place = path.starts_with('/') ? m_root->follow(path, taken) : nullptr;
    if (!place)
        return {};
    std::string list;
    for (std::string_view const method : { "GET", "POST", "PUT", "PATCH", "DELETE" }) {
        auto const has_method = [&](std::size_t index) { return m_routes[index].method == method; };
        if (std::ranges::none_of(place->routes, has_method))
            continue;
        list += method;
        list += method == "GET" ? ", HEAD, " : ", ";
    }
    return list + "OPTIONS";
}

}
