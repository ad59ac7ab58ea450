#include "api/sessions.h"

#include "base/check.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t idle_ms = 12 * 60 * minute_ms;
constexpr std::int64_t longest_ms = 30 * 24 * 60 * minute_ms;
constexpr std::int64_t remembered_ms = 1'000; // how late another node's change of rights may be seen
constexpr std::size_t failures_per_email = 10;
constexpr std::size_t failures_per_address = 100;

std::string cookie_value(http::Request const& request)
{
    auto const name = Sessions::cookie_name(request) + "=";
    auto header = request.header("cookie");
    while (!header.empty()) {
        auto const end = std::min(header.find(';'), header.size());
        auto part = trim(header.substr(0, end));
        if (part.starts_with(name))
            return std::string { part.substr(name.size()) };
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return {};
}

std::string bearer_of(http::Request const& request)
{
    auto const header = request.header("authorization");
    if (header.size() < 7)
        return {};
    auto scheme = std::string { header.substr(0, 7) };
    std::ranges::transform(
        scheme, scheme.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return scheme == "bearer " ? std::string { trim(header.substr(7)) } : std::string {};
}

std::set<std::string, std::less<>> names_in(Json const* json)
{
    auto names = std::set<std::string, std::less<>> {};
    if (json && json->as_array())
        for (auto const& item : *json->as_array())
            if (auto const* text = item.as_string())
                names.insert(*text);
    return names;
}

// {"export_rows", "daily_rows", "daily_contacts", "daily_exports"}: what is absent keeps its default.
void read_limits(Json const& limits, records::Role& role)
{
    auto const whole = [&](std::string_view name) {
        auto const* value = limits.find(name);
        return value ? value->as_whole() : std::nullopt;
    };
    role.export_rows = whole("export_rows").value_or(role.export_rows);
    role.daily_rows = whole("daily_rows");
    role.daily_contacts = whole("daily_contacts");
    role.daily_exports = whole("daily_exports");
}

std::vector<Id> subtree_of(db::Connection& connection, Id department)
{
    auto ids = std::vector<Id> { department };
    for (std::size_t i = 0; i < ids.size() && ids.size() < 10'000; ++i) {
        auto rows = connection.query(
            "select \"id\" from \"departments\" where \"parent\" = ?1 and \"deleted_at\" is null", { ids[i].value });
        while (rows->next())
            if (auto const id = Id { rows->whole(0) }; std::ranges::find(ids, id) == ids.end())
                ids.push_back(id);
    }
    return ids;
}

}

std::string Sessions::cookie_name(http::Request const& request)
{
    return request.is_https ? "__Host-kontor" : "kontor";
}

std::string Sessions::cookie(http::Request const& request, std::string_view token)
{
    return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax; Max-Age={}{}", cookie_name(request), token,
        longest_ms / 1'000, request.is_https ? "; Secure" : "");
}

std::string Sessions::cookie_end(http::Request const& request)
{
    return fmt::format(
        "{}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{}", cookie_name(request), request.is_https ? "; Secure" : "");
}

std::optional<records::Actor> Sessions::actor_of(Id user)
{
    auto person = person_of(user);
    return person ? std::optional { std::move(person->actor) } : std::nullopt;
}

std::optional<Sessions::Remembered> Sessions::person_of(Id user)
{
    auto const now = m_store.clock().now().milliseconds;
    auto const at_this_day = [now](Remembered person) {
        person.actor.today = person.actor.zone.day_of({ now });
        return person;
    };
    {
        auto const lock = std::scoped_lock { m_mutex };
        auto found = m_actors.find(user);
        if (found != m_actors.end() && found->second.until > now)
            return at_this_day(found->second);
    }
    auto actor = std::optional<records::Actor> {};
    auto has_language = false;
    auto const schema = m_store.schema();
    m_store.database().read([&](db::Connection& connection) {
        actor.reset();
        auto role_id = std::int64_t { 0 };
        auto made = records::Actor {};
        {
            auto rows = connection.query(
                "select \"name\", \"email\", \"role\", \"department\", \"language\", \"time_zone\", "
                "\"active\", \"is_in_notice\" from \"users\" where \"id\" = ?1 and \"deleted_at\" is null",
                { user.value });
            if (!rows->next() || rows->whole(6) == 0 || rows->is_null(2))
                return;
            made.user = user;
            made.name = rows->text(0);
            made.email = rows->text(1);
            role_id = rows->whole(2);
            made.department = Id { rows->whole(3) };
            made.is_in_notice = !rows->is_null(7) && rows->whole(7) != 0;
            auto const chosen = language_by_code(rows->text(4));
            has_language = chosen.has_value();
            made.language = chosen.value_or(m_store.workspace().language);
            auto zone = TimeZone::find(rows->text(5));
            if (!zone)
                zone = TimeZone::find(m_store.workspace().time_zone);
            made.zone = zone.value_or(TimeZone::utc());
        }
        {
            auto rows = connection.query("select \"key\", \"name\", \"grants\", \"rights\", \"limits\" from \"roles\" "
                                         "where \"id\" = ?1 and \"deleted_at\" is null",
                { role_id });
            if (!rows->next())
                return;
            auto role = std::make_shared<records::Role>();
            auto const grants
                = parse_json(rows->is_null(2) ? "{}" : rows->text(2), { .depth = 32, .keys_per_object = 10'000 });
            if (auto const* json = std::get_if<Json>(&grants))
                *role = records::Role::from_json(*json, nullptr);
            role->id = Id { role_id };
            role->key = rows->text(0);
            role->name = rows->text(1);
            role->is_administrator = role->key == "administrator";
            auto const rights = parse_json(rows->is_null(3) ? "[]" : rows->text(3));
            role->rights = names_in(std::get_if<Json>(&rights));
            auto const limits = parse_json(rows->is_null(4) ? "{}" : rows->text(4));
            if (auto const* json = std::get_if<Json>(&limits))
                read_limits(*json, *role);
            made.role = std::move(role);
        }
        if (!made.department.is_empty())
            made.subtree = subtree_of(connection, made.department);
        actor = std::move(made);
    });
    if (!actor)
        return {};
    auto const person = Remembered { std::move(*actor), now + remembered_ms, has_language };
    {
        auto const lock = std::scoped_lock { m_mutex };
        m_actors.insert_or_assign(user, person);
    }
    return at_this_day(person);
}

void Sessions::forget()
{
    auto const lock = std::scoped_lock { m_mutex };
    m_actors.clear();
}

std::optional<Sessions::Found> Sessions::find(http::Request const& request)
{
    auto const bearer = bearer_of(request);
    auto const token = bearer.empty() ? cookie_value(request) : bearer;
    if (token.empty())
        return {};
    auto const hash = sha256_hex(token);
    auto const now = m_store.clock().now().milliseconds;
    auto found = Found {};
    auto user = Id {};
    auto is_stale = false;
    auto proven_at = std::int64_t { 0 };
    auto scopes = std::string {};
    auto const is_api_token = token.starts_with("kont_");
    m_store.database().read([&](db::Connection& connection) {
        user = {};
        if (is_api_token) {
            auto rows = connection.query("select \"member\", \"scopes\", \"expires_on\", \"id\" from \"kontor_token\" "
                                         "where \"token_hash\" = ?1 and \"ended_at\" is null",
                { hash });
            if (!rows->next())
                return;
            auto const expires = Day::parse(rows->text(2));
            if (expires && *expires < TimeZone::utc().day_of({ now }))
                return;
            user = Id { rows->whole(0) };
            scopes = rows->text(1);
            return;
        }
        auto rows = connection.query("select \"id\", \"member\", \"created_at\", \"used_at\", \"proven_at\" from "
                                     "\"kontor_session\" where \"token_hash\" = ?1 and \"ended_at\" is null",
            { hash });
        if (!rows->next() || now - rows->whole(3) > idle_ms || now - rows->whole(2) > longest_ms)
            return;
        found.session = Id { rows->whole(0) };
        user = Id { rows->whole(1) };
        is_stale = now - rows->whole(3) > minute_ms;
        proven_at = rows->is_null(4) ? 0 : rows->whole(4);
    });
    auto person = user.is_empty() ? std::nullopt : person_of(user);
    if (!person)
        throw Problem::session_ended();
    found.actor = std::move(person->actor);
    found.has_language = person->has_language;
    found.by_cookie = bearer.empty();
    found.actor.proven_at = proven_at;
    found.actor.via = found.by_cookie ? "page" : "api";
    found.actor.address = request.remote_address;
    found.actor.request_id = request.request_id;
    if (is_api_token) {
        auto const parsed = parse_json(scopes);
        if (auto const* json = std::get_if<Json>(&parsed)) {
            found.actor.scopes = names_in(json->find("scopes"));
            found.actor.entity_scope = names_in(json->find("entities"));
        }
    }
    if (is_stale)
        m_store.database().write(
            [&](db::Transaction& transaction) {
                transaction.connection().execute(
                    "update \"kontor_session\" set \"used_at\" = ?2 where \"id\" = ?1", { found.session.value, now });
            },
            db::Lane::background);
    return found;
}

void Sessions::demand_patience(std::string const& email, std::string const& address)
{
    auto const now = m_store.clock().now().milliseconds;
    auto const lock = std::scoped_lock { m_mutex };
    auto const wait = [&](std::string const& key, std::size_t limit) {
        auto found = m_attempts.find(key);
        if (found == m_attempts.end())
            return;
        std::erase_if(found->second.failed_at, [&](std::int64_t at) { return now - at > minute_ms; });
        if (found->second.failed_at.size() >= limit)
            throw Problem::too_many_requests("too_many_attempts", "Too many attempts. Wait a minute and try again.",
                static_cast<int>((minute_ms - (now - found->second.failed_at.front())) / 1'000) + 1);
    };
    wait(email + "\n" + address, failures_per_email);
    wait(address, failures_per_address);
}

void Sessions::count_failure(std::string const& email, std::string const& address)
{
    auto const now = m_store.clock().now().milliseconds;
    auto const lock = std::scoped_lock { m_mutex };
    if (m_attempts.size() > 10'000)
        std::erase_if(m_attempts, [&](auto const& entry) {
            return entry.second.failed_at.empty() || now - entry.second.failed_at.back() > minute_ms;
        });
    m_attempts[email + "\n" + address].failed_at.push_back(now);
    m_attempts[address].failed_at.push_back(now);
}

std::optional<Id> Sessions::user_by_email(std::string_view email)
{
    auto user = std::optional<Id> {};
    m_store.database().read([&](db::Connection& connection) {
        user.reset();
        auto rows = connection.query(
            "select \"id\" from \"users\" where \"email_fold\" = ?1 and \"deleted_at\" is null", { to_lower(email) });
        if (rows->next())
            user = Id { rows->whole(0) };
    });
    return user;
}

bool Sessions::has_password(Id user, std::string_view password)
{
    auto hash = std::string {};
    m_store.database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "select \"secret\" from \"kontor_credential\" where \"member\" = ?1 and \"kind\" = 'password'",
            { user.value });
        hash = rows->next() ? std::string { rows->text(0) } : std::string {};
    });
    return !hash.empty() && verify_password(hash, password);
}

bool Sessions::proves(records::Actor const& actor, std::string_view password)
{
    auto const key = to_lower(actor.email);
    demand_patience(key, actor.address);
    if (has_password(actor.user, password))
        return true;
    count_failure(key, actor.address);
    return false;
}

Sessions::SignedIn Sessions::sign_in(std::string_view email, std::string_view password, http::Request const& request)
{
    auto const key = to_lower(trim(email));
    demand_patience(key, request.remote_address);
    auto const user = user_by_email(key);
    // An unknown person takes as long as a known one with a wrong password.
    static auto const nobody = hash_password(random_token(16), m_cost);
    auto const is_right = user ? has_password(*user, password) : (verify_password(nobody, password), false);
    if (!is_right || !actor_of(*user)) {
        count_failure(key, request.remote_address);
        throw Problem::sign_in_failed();
    }
    {
        auto const lock = std::scoped_lock { m_mutex };
        m_attempts.erase(key + "\n" + request.remote_address);
    }
    return open(*user, request);
}

Sessions::SignedIn Sessions::open(Id user, http::Request const& request)
{
    auto const token = random_token(32);
    auto const now = m_store.clock().now();
    auto agent = std::string { request.header("user-agent") };
    if (agent.size() > 250)
        agent.resize(250);
    if (find_bad_utf8(agent))
        agent.clear();
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute(
            "insert into \"kontor_session\" (\"id\", \"member\", \"token_hash\", \"created_at\", \"used_at\", "
            "\"address\", \"agent\", \"proven_at\") values (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?4)",
            { m_store.ids().next().value, user.value, sha256_hex(token), now.milliseconds, request.remote_address,
                agent });
        transaction.connection().execute(
            "update \"users\" set \"last_seen_at\" = ?2 where \"id\" = ?1", { user.value, now.milliseconds });
    });
    return { user, token, Instant { now.milliseconds + longest_ms } };
}

void Sessions::prove(Id session)
{
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_session\" set \"proven_at\" = ?2 where \"id\" = ?1",
            { session.value, m_store.clock().now().milliseconds });
    });
}

void Sessions::end(Id session)
{
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_session\" set \"ended_at\" = ?2 where \"id\" = ?1",
            { session.value, m_store.clock().now().milliseconds });
    });
}

void Sessions::end_all(Id user, Id except)
{
    m_store.database().write([&](db::Transaction& transaction) {
        transaction.connection().execute("update \"kontor_session\" set \"ended_at\" = ?3 where \"member\" = ?1 and "
                                         "\"id\" <> ?2 and \"ended_at\" is null",
            { user.value, except.value, m_store.clock().now().milliseconds });
    });
    forget();
}

std::string Sessions::list(Id user, Id current)
{
    auto out = std::string {};
    m_store.database().read([&](db::Connection& connection) {
        out.clear();
        auto json = JsonWriter { out };
        json.begin_object().key("items").begin_array();
        auto rows = connection.query(
            "select \"id\", \"created_at\", \"used_at\", \"address\", \"agent\" from \"kontor_session\" where "
            "\"member\" = ?1 and \"ended_at\" is null and \"used_at\" > ?2 order by \"used_at\" desc",
            { user.value, m_store.clock().now().milliseconds - idle_ms });
        while (rows->next()) {
            json.begin_object()
                .member("id", Id { rows->whole(0) })
                .member("created_at", Instant { rows->whole(1) }.to_string())
                .member("last_used_at", Instant { rows->whole(2) }.to_string());
            json.member("address", rows->text(3))
                .member("browser", rows->text(4))
                .member("current", Id { rows->whole(0) } == current)
                .end_object();
        }
        json.end_array().key("next_page_token").null().end_object();
    });
    return out;
}

bool Sessions::end_own(Id user, Id session)
{
    auto count = std::int64_t { 0 };
    m_store.database().write([&](db::Transaction& transaction) {
        count = transaction.connection().execute("update \"kontor_session\" set \"ended_at\" = ?3 where \"id\" = ?2 "
                                                 "and \"member\" = ?1 and \"ended_at\" is null",
            { user.value, session.value, m_store.clock().now().milliseconds });
    });
    return count > 0;
}

void Sessions::check_password(std::string_view password, std::string_view path)
{
    auto const length = count_code_points(password);
    if (length < 12)
        throw Problem::invalid(std::string { path }, "too_short", "A password has at least 12 characters.");
    if (length > 200)
        throw Problem::invalid(std::string { path }, "too_long", "A password has at most 200 characters.");
}

void Sessions::set_password(records::Transaction& transaction, Id user, std::string const& password_hash)
{
    auto& connection = transaction.connection();
    connection.execute(
        "delete from \"kontor_credential\" where \"member\" = ?1 and \"kind\" = 'password'", { user.value });
    connection.execute("insert into \"kontor_credential\" (\"id\", \"member\", \"kind\", \"secret\", \"created_at\") "
                       "values (?1, ?2, 'password', ?3, ?4)",
        { transaction.next_id().value, user.value, password_hash, transaction.now().milliseconds });
}

Sessions::Token Sessions::make_token(records::Transaction& transaction, Id user, std::string_view name,
    std::vector<std::string> const& scopes, std::vector<std::string> const& entities, std::string_view expires_on)
{
    auto token = Token { transaction.next_id(), "kont_" + random_token(32) };
    auto text = std::string {};
    auto json = JsonWriter { text };
    auto const list = [&](std::string_view key, std::vector<std::string> const& names) {
        json.key(key).begin_array();
        for (auto const& item : names)
            json.string(item);
        json.end_array();
    };
    json.begin_object();
    list("scopes", scopes);
    list("entities", entities);
    json.end_object();
    transaction.connection().execute("insert into \"kontor_token\" (\"id\", \"member\", \"name\", \"token_hash\", "
                                     "\"scopes\", \"expires_on\", \"created_at\") values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        { token.id.value, user.value, std::string { name }, sha256_hex(token.secret), text,
            expires_on.empty() ? db::Value {} : db::Value { std::string { expires_on } },
            transaction.now().milliseconds });
    return token;
}

std::string Sessions::list_tokens(Id user)
{
    auto out = std::string {};
    m_store.database().read([&](db::Connection& connection) {
        out.clear();
        auto json = JsonWriter { out };
        json.begin_object().key("items").begin_array();
        auto rows = connection.query("select \"id\", \"name\", \"scopes\", \"expires_on\", \"created_at\" from "
                                     "\"kontor_token\" where \"member\" = ?1 and \"ended_at\" is null order by \"id\"",
            { user.value });
        while (rows->next()) {
            json.begin_object().member("id", Id { rows->whole(0) }).member("name", rows->text(1));
            auto const parsed = parse_json(rows->text(2));
            if (auto const* scopes = std::get_if<Json>(&parsed))
                for (auto key : { "scopes", "entities" })
                    if (auto const* value = scopes->find(key))
                        json.member(key, *value);
            json.key("expires_on");
            if (rows->is_null(3))
                json.null();
            else
                json.string(rows->text(3));
            json.member("created_at", Instant { rows->whole(4) }.to_string()).end_object();
        }
        json.end_array().key("next_page_token").null().end_object();
    });
    return out;
}

bool Sessions::end_token(Id user, Id token)
{
    auto count = std::int64_t { 0 };
    m_store.database().write([&](db::Transaction& transaction) {
        count = transaction.connection().execute("update \"kontor_token\" set \"ended_at\" = ?3 where \"id\" = ?2 and "
                                                 "\"member\" = ?1 and \"ended_at\" is null",
            { user.value, token.value, m_store.clock().now().milliseconds });
    });
    return count > 0;
}

}
