#pragma once

#include "base/problem.h"
#include "http/message.h"
#include "records/reader.h"
#include "records/store.h"

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::api {

// What a write answers: kept with its idempotency key, so that a retry gets the same.
struct Answer {
    int status = 200;
    std::string body;
    http::Headers headers {};
};

// One request of somebody who is known, with what every handler needs of it.
class Call {
public:
    using PathParameters = std::vector<std::pair<std::string, std::string>>;
    Call(http::Request const& open_request, records::Store& open_store, records::Actor const& who,
        PathParameters const& parameters)
        : request(open_request)
        , store(open_store)
        , actor(who)
        , m_parameters(parameters)
        , m_schema(open_store.schema())
    {
    }

    http::Request const& request;
    records::Store& store;
    records::Actor const& actor;

    [[nodiscard]] Schema const& schema() const { return *m_schema; }

    // A part of the path: {"entities", "deals"}; a bug when the route has none of that name.
    [[nodiscard]] std::string const& path_parameter(std::string_view name) const;
    // The collection of the path. 404 for one that does not exist or that the actor has no right to read at all.
    [[nodiscard]] EntityInfo const& entity() const;
    // The same for a write: 403 when the token may not write, before anything of the body is looked at.
    [[nodiscard]] EntityInfo const& entity_to_write() const;
    [[nodiscard]] Id id(std::string_view name = "id") const; // 404 when it is no id

    // Refuses query parameters that the handler does not know (`lang` is always known).
    void allow_parameters(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] std::string text(std::string_view parameter) const; // empty when absent
    [[nodiscard]] bool flag(std::string_view parameter) const;        // "true" or "false"; 400 for anything else
    [[nodiscard]] std::optional<std::int64_t> whole(
        std::string_view parameter, std::int64_t at_least, std::int64_t at_most) const;
    [[nodiscard]] std::vector<std::string> list(std::string_view parameter) const; // comma-separated

    // The body as a JSON object; 415, 400 with line and column.
    [[nodiscard]] Json body() const;
    [[nodiscard]] Json body_or_empty() const; // no body is {}

    // Versions named by If-Match; nothing without the header or with "*".
    [[nodiscard]] std::optional<std::vector<std::int64_t>> if_match() const;

    void demand_scope(std::string_view scope) const; // of an API token
    void demand_right(std::string_view right) const; // "schema", "audit": 403

    // The one door of writes: idempotency key, transaction, Kontor-Change. The closure may run more than once.
    http::Response write(std::function<Answer(records::Transaction&)> const& work) const;
    // As write with everything taken back: ?dry_run=true.
    http::Response rehearse(std::function<Answer(records::Transaction&)> const& work) const;
    http::Response read(std::function<http::Response(records::Reading&)> const& work,
        std::chrono::milliseconds deadline = std::chrono::seconds { 30 }) const;

private:
    PathParameters const& m_parameters;
    std::shared_ptr<Schema const> m_schema;
};

// Reading inside a write, as the same actor: what the answer shows.
records::Reading reading_in(records::Transaction&, records::Workspace const&);

// `"7-9f3ac2d1"`: the version, and a hash of the answer's bytes.
std::string etag_of(std::int64_t version, std::string_view body);
// Whether If-None-Match names this tag: alone or in a list, weakened on the way, or as "*" (RFC 9110, 13.1.2).
bool is_known(http::Request const&, std::string_view etag);
// Refuses query parameters other than these and `lang`.
void allow_parameters(http::Request const&, std::initializer_list<std::string_view> names);
http::Response no_store(http::Response);
http::Response ok(std::string json);

}
