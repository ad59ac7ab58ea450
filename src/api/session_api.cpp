#include "api/session_api.h"

#include "api/workspace_settings.h"
#include "base/check.h"
#include "base/utf8.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::api {

namespace {

Json object_in(http::Request const& request)
{
    auto type = std::string { request.header("content-type") };
    if (type.substr(0, type.find(';')) != "application/json")
        throw Problem::unsupported_media_type("Send application/json.");
    auto parsed = parse_json(request.body);
    if (auto const* error = std::get_if<JsonError>(&parsed))
        throw Problem::malformed_json(*error);
    auto json = std::move(std::get<Json>(parsed));
    if (!json.as_object())
        throw Problem::bad_request({ { "", "wrong_type", "The body must be a JSON object." } });
    return json;
}

// The named members as texts; anything else is an unknown field.
std::vector<std::string> texts(Json const& body, std::initializer_list<std::string_view> names)
{
    auto values = std::vector<std::string>(names.size());
    auto faults = std::vector<FieldFault> {};
    for (auto const& [key, value] : *body.as_object()) {
        auto const found = std::ranges::find(names, key);
        if (found == names.end())
            faults.push_back({ key, "unknown_field", fmt::format("There is no field \"{}\".", key) });
        else if (auto const* text = value.as_string())
            values[static_cast<std::size_t>(found - names.begin())] = *text;
        else if (!value.is_null())
            faults.push_back({ key, "wrong_type", "A text is expected." });
    }
    if (!faults.empty())
        throw Problem::bad_request(std::move(faults));
    return values;
}

bool is_browser(http::Request const& request)
{
    return !request.header("origin").empty() || !request.header("sec-fetch-site").empty();
}

void append_user(JsonWriter& json, records::Store& store, records::Actor const& actor)
{
    auto department = std::string {};
    store.database().read([&](db::Connection& connection) {
        auto rows
            = connection.query("select \"name\" from \"departments\" where \"id\" = ?1", { actor.department.value });
        department = rows->next() ? std::string { rows->text(0) } : std::string {};
    });
    json.begin_object().member("id", actor.user).member("title", actor.name).member("email", actor.email);
    json.key("role")
        .begin_object()
        .member("id", actor.role->id)
        .member("title", actor.role->name)
        .member("key", actor.role->key)
        .end_object();
    json.key("department");
    if (actor.department.is_empty())
        json.null();
    else
        json.begin_object().member("id", actor.department).member("title", department).end_object();
    json.member("language", code_of(actor.language)).member("time_zone", actor.zone.name()).end_object();
}

}

std::vector<std::string> body_texts(http::Request const& request, std::initializer_list<std::string_view> names)
{
    return texts(object_in(request), names);
}

http::Response signed_in(http::Request const& request, Rooms& rooms, Sessions::SignedIn const& session, int status)
{
    auto const actor = rooms.sessions.actor_of(session.user);
    check(actor.has_value(), "who just signed in is somebody");
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object().key("user");
    append_user(json, rooms.store, *actor);
    // Scripts in a page never hold the token: the cookie is theirs.
    json.key("token");
    if (is_browser(request))
        json.null();
    else
        json.string(session.token);
    json.member("expires_at", session.expires_at.to_string()).end_object();
    auto response = no_store(http::Response::json(status, std::move(body)));
    response.with_header("Set-Cookie", Sessions::cookie(request, session.token));
    return response;
}

http::Response sign_in(http::Request const& request, Rooms& rooms)
{
    allow_parameters(request, {});
    auto const values = body_texts(request, { "email", "password" });
    if (values[0].empty() || values[1].empty())
        throw Problem::invalid(values[0].empty() ? "email" : "password", "required",
            values[0].empty() ? "Fill in the e-mail." : "Fill in the password.");
    try {
        return signed_in(request, rooms, rooms.sessions.sign_in(values[0], values[1], request));
    } catch (Problem const&) {
        rooms.metrics.sign_in_failed();
        throw;
    }
}

http::Response who_am_i(Call const& call, Rooms&)
{
    call.allow_parameters({});
    auto const workspace = call.store.workspace();
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object().key("user");
    append_user(json, call.store, call.actor);
    json.key("workspace")
        .begin_object()
        .member("name", workspace.name)
        .member("currency", workspace.currency)
        .member("time_zone", workspace.time_zone);
    json.member("language", code_of(workspace.language)).member("week_starts", workspace.week_starts).end_object();
    json.member("via", call.actor.via).end_object();
    return ok(std::move(body));
}

http::Response sign_out(http::Request const& request, Rooms& rooms)
{
    allow_parameters(request, {});
    auto const found = rooms.sessions.find(request);
    if (!found)
        throw Problem::not_signed_in();
    if (!found->session.is_empty())
        rooms.sessions.end(found->session);
    auto response = ok("{}");
    response.with_header("Set-Cookie", Sessions::cookie_end(request));
    return response;
}

http::Response change_password(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const body = call.body();
    auto const values = texts(body, { "old", "new" });
    if (!rooms.sessions.has_password(call.actor.user, values[0]))
        throw Problem::invalid("old", "wrong_password", "This is not the present password.");
    Sessions::check_password(values[1], "new");
    auto const hash = rooms.sessions.hash(values[1]);
    auto response = call.write([&](records::Transaction& transaction) {
        rooms.sessions.set_password(transaction, call.actor.user, hash);
        records::write_audit(transaction, "password_changed", "users", call.actor.user, call.actor.name, "[]");
        return Answer { 200, "{}", {} };
    });
    auto const found = rooms.sessions.find(call.request);
    rooms.sessions.end_all(call.actor.user, found ? found->session : Id {});
    return response;
}

// Proof that it is still he: what the alarm holds back goes on, and what only he himself may do is open for an hour.
http::Response step_up(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const values = texts(call.body(), { "password" });
    auto const found = rooms.sessions.find(call.request);
    if (!found || found->session.is_empty())
        throw Problem::forbidden("A token cannot prove who holds it. Sign in.");
    if (!rooms.sessions.proves(call.actor, values[0]))
        throw Problem::invalid("password", "wrong_password", "This is not the present password.");
    rooms.sessions.prove(found->session);
    auto response = call.write([&](records::Transaction& transaction) {
        records::write_audit(transaction, "stepped_up", "users", call.actor.user, call.actor.name, "[]");
        return Answer { 200, "{}", {} };
    });
    return response;
}

http::Response list_sessions(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const found = rooms.sessions.find(call.request);
    return ok(rooms.sessions.list(call.actor.user, found ? found->session : Id {}));
}

http::Response end_session(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    if (!rooms.sessions.end_own(call.actor.user, call.id()))
        throw Problem::not_found();
    return ok("{}");
}

http::Response list_tokens(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    return ok(rooms.sessions.list_tokens(call.actor.user));
}

http::Response create_token(Call const& call, Rooms& rooms)
{
    static constexpr std::array<std::string_view, 5> known = { "read", "write", "export", "admin", "metrics" };
    call.allow_parameters({});
    auto const body = call.body();
    auto name = std::string {}, expires_on = std::string {};
    auto scopes = std::vector<std::string> {}, entities = std::vector<std::string> {};
    auto faults = std::vector<FieldFault> {};
    auto const read_list = [&](std::string const& key, Json const& value, std::vector<std::string>& list) {
        if (!value.as_array())
            faults.push_back({ key, "wrong_type", "A list of names is expected." });
        else
            for (auto const& item : *value.as_array())
                if (auto const* text = item.as_string())
                    list.push_back(*text);
                else
                    faults.push_back({ key, "wrong_type", "A list of names is expected." });
    };
    for (auto const& [key, value] : *body.as_object()) {
        auto const* text = value.as_string();
        if (key == "name" && text)
            name = trim(*text);
        else if (key == "expires_on" && (text || value.is_null()))
            expires_on = text ? *text : "";
        else if (key == "scopes")
            read_list(key, value, scopes);
        else if (key == "entities")
            read_list(key, value, entities);
        else
            faults.push_back({ key, key == "name" || key == "expires_on" ? "wrong_type" : "unknown_field",
                fmt::format("\"{}\" does not fit here.", key) });
    }
    if (!faults.empty())
        throw Problem::bad_request(std::move(faults));
    if (name.empty() || name.size() > 255)
        throw Problem::invalid("name", "required", "Give the token a name of up to 255 characters.");
    if (scopes.empty())
        throw Problem::invalid(
            "scopes", "required", "Say what the token may do: read, write, export, admin or metrics.");
    for (auto const& scope : scopes)
        if (std::ranges::find(known, scope) == known.end())
            throw Problem::invalid("scopes", "no_such_choice", fmt::format("There is no scope \"{}\".", scope));
    for (auto const& entity : entities)
        if (!call.schema().find(entity))
            throw Problem::invalid("entities", "no_such_choice", fmt::format("There is no collection \"{}\".", entity));
    if (!expires_on.empty() && !Day::parse(expires_on))
        throw Problem::invalid("expires_on", "no_such_day", "A day is written YYYY-MM-DD.");
    return call.write([&](records::Transaction& transaction) {
        auto const token = rooms.sessions.make_token(transaction, call.actor.user, name, scopes, entities, expires_on);
        records::write_audit(transaction, "token_created", "users", call.actor.user, call.actor.name, "[]");
        auto answer = Answer { 201, {}, {} };
        auto json = JsonWriter { answer.body };
        json.begin_object().member("id", token.id).member("name", name).member("token", token.secret).end_object();
        answer.headers.emplace_back("Location", fmt::format("/api/v1/tokens/{}", token.id.value));
        return answer;
    });
}

http::Response delete_token(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    if (!rooms.sessions.end_token(call.actor.user, call.id()))
        throw Problem::not_found();
    return ok("{}");
}

bool has_administrator(records::Store& store)
{
    auto found = false;
    store.database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "select 1 from \"users\" u join \"roles\" r on r.\"id\" = u.\"role\" where r.\"key\" = 'administrator' and "
            "u.\"active\" = 1 and u.\"deleted_at\" is null and u.\"id\" <> 1 limit 1");
        found = rows->next();
    });
    return found;
}

void sow(records::Store& store)
{
    store.write(records::Actor::system(), [&](records::Transaction& transaction) {
        if (store.setting(transaction.connection(), "sown"))
            return;
        for (auto const& seed : store.registry().seeds())
            seed.run(transaction);
        store.set_setting(transaction.connection(), "sown", "1");
    });
}

Id furnish_workspace(records::Store& store, Sessions& sessions, records::Workspace const& workspace,
    std::string_view name, std::string_view email, std::string_view password)
{
    auto const hash = password.empty() ? std::string {} : sessions.hash(password);
    store.set_workspace(records::Actor::system(), workspace);
    sow(store);
    auto id = Id {};
    store.write(records::Actor::system(), [&](records::Transaction& transaction) {
        auto const& users = transaction.schema();
        auto const* entity = users.find("users");
        auto values
            = records::read_values(JsonObject { { "name", name }, { "email", email }, { "role", "administrator" } },
                *entity, transaction.schema(), transaction.actor());
        auto const user = records::Writer::create(transaction, *entity, values, records::Writer::Authority::engine);
        id = user.id;
        // Through the Writer, so that what follows from it (may sign in, people of the department) is right too.
        auto status = Values {};
        status.assignments.emplace_back(*entity->find("status"), Value { std::string { "active" } }, 0);
        records::Writer::update(transaction, *entity, id, status, {}, records::Writer::Authority::engine);
        if (!hash.empty())
            sessions.set_password(transaction, id, hash);
    });
    return id;
}

http::Response set_up(http::Request const& request, Rooms& rooms)
{
    if (rooms.setup_token.empty() || has_administrator(rooms.store))
        throw Problem::not_found();
    allow_parameters(request, {});
    auto const body = object_in(request);
    auto workspace = rooms.store.workspace();
    auto flat = JsonObject {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key != "workspace") {
            flat.emplace_back(key, value);
            continue;
        }
        if (!value.as_object())
            throw Problem::bad_request({ { "workspace", "wrong_type", "An object is expected." } });
        workspace = changed_workspace(std::move(workspace), value, "workspace.");
    }
    auto const values = texts(Json { std::move(flat) }, { "token", "name", "email", "password" });
    if (!equal_in_constant_time(values[0], rooms.setup_token))
        throw Problem::not_found();
    if (trim(values[1]).empty())
        throw Problem::invalid("name", "required", "Fill in your name.");
    Sessions::check_password(values[3], "password");
    auto const user = furnish_workspace(rooms.store, rooms.sessions, workspace, values[1], values[2], values[3]);
    rooms.sessions.forget();
    rooms.setup_token.clear();
    return signed_in(request, rooms, rooms.sessions.open(user, request), 201);
}

}
