#include "api/server_api.h"

#include "api/call.h"
#include "api/health_api.h"
#include "api/problem_language.h"
#include "api/read_watch.h"
#include "api/routes.h"
#include "api/session_api.h"
#include "base/check.h"
#include "base/log.h"
#include "base/problem.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::api {

namespace {

constexpr std::string_view base = "/api/v1";

http::Response problem_response(Problem const& problem, http::Request const& request, Language language)
{
    auto response = http::Response::json(problem.status(), problem_in(language, problem.to_json(request.request_id)));
    response.headers.clear();
    response.with_header("Content-Type", "application/problem+json").with_header("Cache-Control", "no-store");
    response.with_header("Content-Language", std::string { code_of(language) });
    if (problem.status() == 401)
        response.with_header("WWW-Authenticate", "Bearer realm=\"kontor\"");
    if (auto const seconds = problem.retry_after_seconds())
        response.with_header("Retry-After", std::to_string(*seconds));
    if (problem.allow())
        response.with_header("Allow", *problem.allow());
    return response;
}

bool changes_something(std::string_view method) { return method != "GET" && method != "HEAD" && method != "OPTIONS"; }

// A cookie alone proves nothing about who wrote the request (API.md 2): the browser must say that it came from our own
// page.
void demand_same_site(http::Request const& request)
{
    auto const site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none")
        throw Problem::cross_site();
    auto const origin = request.header("origin");
    if (origin.empty() || !changes_something(request.method))
        return;
    auto const own = fmt::format("{}://{}", request.is_https ? "https" : "http", request.header("host"));
    if (origin != own)
        throw Problem::cross_site();
}

bool has_bearer(http::Request const& request)
{
    auto const header = request.header("authorization");
    return header.size() > 7 && (header.starts_with("Bearer ") || header.starts_with("bearer "));
}

bool is_of_the_api(std::string_view path)
{
    return path.starts_with("/api/") || path == "/api" || path.starts_with("/mcp");
}

http::Response options_response(std::string allow)
{
    auto response = http::Response {};
    response.status = 204;
    return std::move(response.with_header("Allow", std::move(allow)));
}

// A browser asks before it sends what another origin's script wants to send. It carries no credentials, so that the
// answer is the same for every path; share_with_origin() says whether that origin may.
bool is_preflight(http::Request const& request)
{
    return request.method == "OPTIONS" && !request.header("origin").empty()
        && !request.header("access-control-request-method").empty();
}

http::Response preflight_answer()
{
    auto response = http::Response {};
    response.status = 204;
    return response;
}

// A word for the place where something was read, for whoever looks at an alarm.
std::string_view door_of(std::string_view pattern)
{
    struct Door {
        std::string_view ending, word;
    };
    static constexpr std::array doors = {
        Door { "/today", "today" },
        Door { "/search", "search" },
        Door { "/reports/{name}", "report" },
        Door { "/aggregate", "aggregate" },
        Door { "/timeline", "timeline" },
        Door { "/history", "history" },
        Door { "/duplicates", "duplicates" },
        Door { "/batch", "batch" },
        Door { "/query", "list" },
        Door { "/{entities}", "list" },
        Door { "/{entities}/{id}", "record" },
    };
    auto const found = std::ranges::find_if(doors, [&](Door const& door) { return pattern.ends_with(door.ending); });
    return found == doors.end() ? std::string_view { "other" } : found->word;
}

// The work is done: its answer goes, and counts.
bool is_change(http::Response const& response)
{
    return std::ranges::any_of(response.headers, [](auto const& header) { return header.first == "Kontor-Change"; });
}

// Labels are few and known: whatever a stranger sends as a method or a path is one of them.
std::string_view method_label(std::string_view method)
{
    static constexpr std::string_view known[] = { "GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS" };
    auto const found = std::ranges::find(known, method);
    return found == std::end(known) ? "other" : *found;
}

std::string_view route_label(http::Router const& router, http::Request const& request)
{
    if (!is_of_the_api(request.path)) {
        static constexpr std::string_view doors[] = { "/healthz", "/readyz", "/metrics" };
        auto const door = std::ranges::find(doors, std::string_view { request.path });
        return door == std::end(doors) ? "page" : *door;
    }
    auto const match = router.find(request.method == "HEAD" ? "GET" : request.method, request.path);
    return match ? std::string_view { match->route->pattern } : "none";
}

// ?lang= goes before everything else.
std::optional<Language> spoken_by(http::Request const& request)
{
    auto const wanted = request.parameter("lang");
    return wanted ? language_by_code(*wanted) : std::nullopt;
}

// Of somebody who is not known yet: what his browser says (RFC 9110, 12.5.4), by its first language that we speak.
Language language_of(http::Request const& request, Language otherwise)
{
    if (auto const language = spoken_by(request))
        return *language;
    auto list = request.header("accept-language");
    while (!list.empty()) {
        auto const end = std::min(list.find(','), list.size());
        auto tag = trim(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
        if (auto const language = language_by_code(tag.substr(0, std::min(tag.find_first_of("-;"), tag.size()))))
            return *language;
    }
    return otherwise;
}

}

ServerApi::ServerApi(Rooms& rooms, http::Handler page) : m_rooms(rooms), m_page(std::move(page))
{
    // The first routes are those of people who are known; they are answered with who asks, not by the router's own
    // handler.
    for (auto& entry : public_routes()) {
        m_router.add({ entry.method, std::string { base } + entry.path, entry.policy, entry.plan, {} });
        m_handlers.push_back(std::move(entry.handler));
    }
    auto const add = [&](std::string method, std::string_view path, http::Policy policy, http::RoutePlan plan,
                         http::Response (*handler)(http::Request const&, Rooms&)) {
        m_router.add({ std::move(method), std::string { base } + std::string { path }, policy, plan,
            [this, handler](http::Request const& request) { return handler(request, m_rooms); } });
    };
    auto const hashing = http::RoutePlan { http::WorkLane::sign_in, 65'536, false };
    add("POST", "/session", http::Policy::anyone, hashing, sign_in);
    add("DELETE", "/session", http::Policy::signed_in, {}, sign_out);
    add("POST", "/setup", http::Policy::anyone, hashing, set_up);
    add("POST", "/welcome", http::Policy::anyone, hashing, show_welcome);
    add("POST", "/welcome/password", http::Policy::anyone, hashing, accept_welcome);
}

http::RoutePlan ServerApi::plan(std::string_view method, std::string_view path) const
{
    auto const match = m_router.find(method == "HEAD" ? "GET" : method, path);
    return match ? match->route->plan : http::RoutePlan {};
}

http::Response ServerApi::handle(http::Request const& request) const
{
    auto response = http::Response {};
    auto const began = std::chrono::steady_clock::now();
    auto language = language_of(request, m_rooms.store.workspace().language);
    auto const refuse = [&](Problem const& problem) { response = problem_response(problem, request, language); };
    try {
        response = answer(request, language);
    } catch (Problem const& problem) {
        refuse(problem);
    } catch (db::DeadlineExceeded const&) {
        refuse(Problem::unavailable("deadline", "This took too long and was stopped.", 5));
    } catch (db::DiskFull const&) {
        refuse(Problem::disk_full());
    } catch (db::ReadOnly const&) {
        refuse(Problem::unavailable("storage_read_only", "The storage is read-only at the moment.", 30));
    } catch (db::OutcomeUnknown const&) {
        refuse(Problem::unavailable("outcome_unknown",
            "The connection broke while saving. Send the request again with the same Idempotency-Key.", 1));
    } catch (db::Unavailable const&) {
        refuse(Problem::unavailable("overloaded", "There is too much to do at the moment.", 1));
    } catch (db::UniqueViolation const&) {
        // Two wrote the same code at the same moment; the rule that asks first could not see it.
        refuse(Problem::unprocessable("not_unique", "Somebody has just used this value."));
    } catch (std::exception const& error) {
        log::error(fmt::format("{} {} {}: {}", request.request_id, request.method, request.path, error.what()));
        refuse(Problem::internal());
    }
    response.with_header("Vary", "Authorization, Cookie, Accept-Language, Accept-Encoding");
    share_with_origin(request, response);
    m_rooms.metrics.answered(method_label(request.method), route_label(m_router, request), response.status,
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began));
    return response;
}

// The checks that come before the body, in the order of API.md 1.
ServerApi::Admitted ServerApi::admit(http::Request const& request) const
{
    auto const method = request.method == "HEAD" ? std::string { "GET" } : request.method;
    auto admitted = Admitted { m_router.find(method, request.path), {}, {} };
    auto const& match = admitted.match;
    auto const is_open = match && match->route->policy == http::Policy::anyone;
    if (!is_open) {
        admitted.who = m_rooms.sessions.find(request);
        if (!admitted.who)
            throw Problem::not_signed_in();
    }
    if (!has_bearer(request))
        demand_same_site(request);
    if (!match) {
        admitted.allow = m_router.allowed(request.path);
        if (admitted.allow.empty())
            throw Problem::not_found();
        if (request.method != "OPTIONS")
            throw Problem::method_not_allowed(std::move(admitted.allow));
        return admitted;
    }
    if (match->route->policy == http::Policy::administrator && !admitted.who->actor.is_administrator())
        throw Problem::forbidden("Only an administrator may do this.");
    return admitted;
}

std::optional<http::Response> ServerApi::refusal(http::Request const& request) const
{
    if (!is_of_the_api(request.path))
        return {};
    try {
        admit(request);
        return {};
    } catch (Problem const& problem) {
        return problem_response(problem, request, language_of(request, m_rooms.store.workspace().language));
    }
}

// Scripts of origins that an administrator has named may call with a bearer token; cookies never cross origins
// (API.md 1).
void ServerApi::share_with_origin(http::Request const& request, http::Response& response) const
{
    auto const origin = request.header("origin");
    if (origin.empty() || !m_rooms.cors_origins.contains(origin) || !is_of_the_api(request.path))
        return;
    if (!is_preflight(request) && !has_bearer(request))
        return;
    response.with_header("Access-Control-Allow-Origin", std::string { origin })
        .with_header("Vary", "Origin")
        .with_header("Access-Control-Expose-Headers",
            "ETag, Location, Link, Retry-After, Kontor-Change, Kontor-Request-Id, Idempotency-Replayed");
    if (is_preflight(request))
        response.with_header("Access-Control-Allow-Methods", "GET, POST, PATCH, PUT, DELETE")
            .with_header("Access-Control-Allow-Headers",
                "Authorization, Content-Type, Accept-Language, If-Match, If-None-Match, Idempotency-Key")
            .with_header("Access-Control-Max-Age", "600");
}

http::Response ServerApi::answer(http::Request const& request, Language& language) const
{
    auto const& path = request.path;
    if (path == "/healthz")
        return http::Response::json(200, "{\"status\":\"ok\"}");
    if (path == "/readyz")
        return readiness(m_rooms);
    if (path == "/metrics")
        return metrics(request, m_rooms);
    if (is_preflight(request) && is_of_the_api(path))
        return preflight_answer();
    if (!is_of_the_api(path))
        return m_page(request);
    auto admitted = admit(request);
    auto const& match = admitted.match;
    auto& who = admitted.who;
    if (!match)
        return options_response(std::move(admitted.allow));
    auto const index = static_cast<std::size_t>(match->route - m_router.routes().data());
    if (index >= m_handlers.size())
        return match->route->handler(request);
    auto const spoken = spoken_by(request);
    who->actor.language = spoken ? *spoken
        : who->has_language      ? who->actor.language
                                 : language_of(request, who->actor.language);
    language = who->actor.language;
    who->actor.reads = std::make_shared<records::ReadCount>();
    auto response = m_handlers[index](Call { request, m_rooms.store, who->actor, match->parameters }, m_rooms);
    // What an export tells is counted as it goes (jobs_api.cpp); what somebody has just typed in he knows.
    if (!response.stream && response.status != 201)
        m_rooms.watch.admit(who->actor, door_of(match->route->pattern), *who->actor.reads, is_change(response));
    response.with_header("Content-Language", std::string { code_of(who->actor.language) });
    return response;
}

}
