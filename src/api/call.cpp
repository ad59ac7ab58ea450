#include "api/call.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kontor::api {

namespace {

std::string hash_of(http::Request const& request)
{
    return sha256_hex(fmt::format("{}\n{}\n{}", request.method, request.target, request.body));
}

std::string idempotency_key(http::Request const& request)
{
    auto key = std::string { request.header("idempotency-key") };
    if (key.size() >= 2 && key.front() == '"' && key.back() == '"')
        key = key.substr(1, key.size() - 2);
    auto const is_visible = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
    if (!request.header("idempotency-key").empty() && (key.empty() || key.size() > 255 || !is_visible))
        throw Problem::bad_parameter("Idempotency-Key", "An idempotency key has 1 to 255 visible ASCII characters.");
    return key;
}

std::string headers_text(http::Headers const& headers)
{
    auto text = std::string {};
    auto json = JsonWriter { text };
    json.begin_object();
    for (auto const& [name, value] : headers)
        json.member(name, value);
    json.end_object();
    return text;
}

struct Replay {
    int status;
    std::string headers;
    std::string body;
};

http::Response response_of(Answer const& answer)
{
    auto response = http::Response::json(answer.status, answer.body);
    for (auto const& [name, value] : answer.headers)
        response.with_header(name, value);
    return no_store(std::move(response));
}

}

std::string const& Call::path_parameter(std::string_view name) const
{
    auto const found = std::ranges::find(m_parameters, name, &std::pair<std::string, std::string>::first);
    check(found != m_parameters.end(), "a route was asked for a parameter that it does not have");
    return found->second;
}

EntityInfo const& Call::entity() const
{
    auto const* entity = schema().find(path_parameter("entities"));
    if (!entity || actor.level(schema(), *entity, records::Right::read) == records::Level::none)
        throw Problem::not_found();
    return *entity;
}

EntityInfo const& Call::entity_to_write() const
{
    demand_scope("write");
    return entity();
}

Id Call::id(std::string_view name) const
{
    auto const id = Id::parse(path_parameter(name));
    if (!id)
        throw Problem::not_found();
    return *id;
}

void Call::allow_parameters(std::initializer_list<std::string_view> names) const
{
    api::allow_parameters(request, names);
}

std::string Call::text(std::string_view parameter) const
{
    auto const value = request.parameter(parameter);
    return value ? std::string { *value } : std::string {};
}

bool Call::flag(std::string_view parameter) const
{
    auto const value = text(parameter);
    if (value.empty() || value == "false")
        return false;
    if (value != "true")
        throw Problem::bad_parameter(parameter, fmt::format("{} must be true or false.", parameter));
    return true;
}

std::optional<std::int64_t> Call::whole(std::string_view parameter, std::int64_t at_least, std::int64_t at_most) const
{
    auto const value = request.parameter(parameter);
    if (!value)
        return {};
    auto number = std::int64_t { 0 };
    auto const [end, error] = std::from_chars(value->data(), value->data() + value->size(), number);
    if (error != std::errc {} || end != value->data() + value->size() || number < at_least || number > at_most)
        throw Problem::bad_parameter(parameter, fmt::format("{} must be from {} to {}.", parameter, at_least, at_most));
    return number;
}

std::vector<std::string> Call::list(std::string_view parameter) const
{
    auto items = std::vector<std::string> {};
    auto const value = text(parameter);
    for (auto from = std::size_t { 0 }; !value.empty() && from <= value.size();) {
        auto const comma = std::min(value.find(',', from), value.size());
        auto item = value.substr(from, comma - from);
        std::erase(item, ' ');
        if (item.empty())
            throw Problem::bad_parameter(parameter, fmt::format("{} has an empty element.", parameter));
        items.push_back(std::move(item));
        from = comma + 1;
    }
    return items;
}

Json Call::body() const
{
    auto type = std::string { request.header("content-type") };
    type = type.substr(0, type.find(';'));
    std::erase(type, ' ');
    std::ranges::transform(
        type, type.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (type != "application/json" && !(type == "application/merge-patch+json" && request.method == "PATCH"))
        throw Problem::unsupported_media_type("Send application/json.");
    auto parsed = parse_json(request.body);
    if (auto const* error = std::get_if<JsonError>(&parsed))
        throw Problem::malformed_json(*error);
    auto json = std::move(std::get<Json>(parsed));
    if (!json.as_object())
        throw Problem::bad_request({ { "", "wrong_type", "The body must be a JSON object." } });
    return json;
}

Json Call::body_or_empty() const { return request.body.empty() ? Json { JsonObject {} } : body(); }

std::optional<std::vector<std::int64_t>> Call::if_match() const
{
    auto const header = request.header("if-match");
    if (header.empty() || header == "*")
        return {};
    auto versions = std::vector<std::int64_t> {};
    for (auto from = std::size_t { 0 }; from < header.size();) {
        auto const comma = std::min(header.find(',', from), header.size());
        auto tag = header.substr(from, comma - from);
        from = comma + 1;
        while (!tag.empty() && tag.front() == ' ')
            tag.remove_prefix(1);
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag.starts_with('"'))
            tag.remove_prefix(1);
        auto version = std::int64_t { 0 };
        auto const [end, error] = std::from_chars(tag.data(), tag.data() + tag.size(), version);
        if (error != std::errc {} || (end != tag.data() + tag.size() && *end != '-' && *end != '"' && *end != ' '))
            throw Problem::bad_parameter("If-Match", "If-Match takes the ETag of a record, or its version in quotes.");
        versions.push_back(version);
    }
    return versions;
}

void Call::demand_scope(std::string_view scope) const
{
    if (!actor.scopes.empty() && !actor.scopes.contains(scope))
        throw Problem::scope_missing(scope);
}

void Call::demand_right(std::string_view right) const
{
    if (!actor.has_right(right))
        throw Problem::forbidden("You do not have the right to do this.");
}

http::Response Call::write(std::function<Answer(records::Transaction&)> const& work) const
{
    demand_scope("write");
    auto const key = idempotency_key(request);
    auto const hash = key.empty() ? std::string {} : hash_of(request);
    auto answer = Answer {};
    auto replay = std::optional<Replay> {};
    auto const change = store.write(actor, [&](records::Transaction& transaction) {
        replay.reset();
        auto& connection = transaction.connection();
        if (!key.empty()) {
            // First of all and in the same transaction, so that two equal requests wait for one another.
            auto const inserted = connection.execute(
                "insert into \"kontor_idempotency\" (\"id\", \"member\", \"key\", \"request_hash\", \"created_at\") "
                "values (?1, ?2, ?3, ?4, ?5) on conflict do nothing",
                { transaction.next_id().value, actor.user.value, key, hash, transaction.now().milliseconds });
            if (inserted == 0) {
                auto rows = connection.query("select \"request_hash\", \"status\", \"headers\", \"body\" from "
                                             "\"kontor_idempotency\" where \"member\" = ?1 and \"key\" = ?2",
                    { actor.user.value, key });
                check(rows->next(), "an idempotency key that conflicts is there");
                if (rows->text(0) != hash)
                    throw Problem::unprocessable("idempotency_key_reused", "This key was used for another request.");
                replay = Replay { static_cast<int>(rows->whole(1)), std::string { rows->text(2) },
                    std::string { rows->text(3) } };
                return;
            }
        }
        answer = work(transaction);
        answer.headers.emplace_back("Kontor-Change", transaction.change().to_string());
        if (!key.empty())
            connection.execute("update \"kontor_idempotency\" set \"status\" = ?3, \"headers\" = ?4, \"body\" = ?5 "
                               "where \"member\" = ?1 and \"key\" = ?2",
                { actor.user.value, key, static_cast<std::int64_t>(answer.status), headers_text(answer.headers),
                    answer.body });
    });
    (void)change;
    if (!replay)
        return response_of(answer);
    auto response = http::Response::json(replay->status, replay->body);
    auto const parsed = parse_json(replay->headers);
    if (auto const* headers = std::get_if<Json>(&parsed); headers && headers->as_object())
        for (auto const& [name, value] : *headers->as_object())
            response.with_header(name, value.as_string() ? *value.as_string() : std::string {});
    return no_store(std::move(response.with_header("Idempotency-Replayed", "true")));
}

http::Response Call::rehearse(std::function<Answer(records::Transaction&)> const& work) const
{
    demand_scope("write");
    auto answer = Answer {};
    store.rehearse(actor, [&](records::Transaction& transaction) { answer = work(transaction); });
    return response_of({ 200, answer.body, {} });
}

http::Response Call::read(
    std::function<http::Response(records::Reading&)> const& work, std::chrono::milliseconds deadline) const
{
    demand_scope("read");
    auto response = http::Response {};
    store.read(
        actor, [&](records::Reading& reading) { response = work(reading); }, deadline);
    return response;
}

records::Reading reading_in(records::Transaction& transaction, records::Workspace const& workspace)
{
    return { transaction.connection(), transaction.actor(), transaction.schema(), transaction.shared_schema(),
        transaction.now(), workspace, transaction.store().registry(), transaction.store().secret() };
}

std::string etag_of(std::int64_t version, std::string_view body)
{
    auto hash = std::uint32_t { 2'166'136'261 }; // FNV-1a
    for (auto c : body)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619U;
    return fmt::format("\"{}-{:08x}\"", version, hash);
}

bool is_known(http::Request const& request, std::string_view etag)
{
    auto list = request.header("if-none-match");
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        auto tag = std::string_view { trim(list.substr(0, comma)) };
        list.remove_prefix(std::min(comma + 1, list.size()));
        if (tag.starts_with("W/"))
            tag.remove_prefix(2);
        if (tag == "*" || tag == etag)
            return true;
    }
    return false;
}

void allow_parameters(http::Request const& request, std::initializer_list<std::string_view> names)
{
    auto seen = std::vector<std::string_view> {};
    for (auto const& [name, value] : request.query) {
        if (name == "lang" && !language_by_code(value))
            throw Problem::bad_parameter("lang", "lang is en or ru.");
        if (name != "lang" && std::ranges::find(names, name) == names.end())
            throw Problem::unknown_parameter(name);
        if (std::ranges::find(seen, name) != seen.end())
            throw Problem::bad_parameter(name, fmt::format("{} is given twice.", name));
        seen.push_back(name);
    }
}

http::Response no_store(http::Response response)
{
    response.with_header("Cache-Control", "no-store");
    return response;
}

http::Response ok(std::string json) { return no_store(http::Response::json(200, std::move(json))); }

}
