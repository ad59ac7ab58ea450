#include "api/admin_api.h"

#include "api/openapi.h"
#include "api/stream.h"
#include "api/workspace_settings.h"
#include "base/utf8.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/meta.h"
#include "records/platform_table.h"
#include "records/sql.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

http::Response with_etag(Call const& call, std::string body, std::string etag)
{
    auto response = http::Response {};
    if (is_known(call.request, etag))
        response.status = 304;
    else
        response = http::Response::json(200, std::move(body));
    response.with_header("ETag", std::move(etag)).with_header("Cache-Control", "private, no-cache");
    return response;
}

http::Response document(Call const& call, std::string body)
{
    auto etag = records::meta_etag(body);
    return with_etag(call, std::move(body), std::move(etag));
}

std::string workspace_json(records::Workspace const& workspace)
{
    auto text = records::to_json(workspace);
    return text;
}

}

http::Response get_meta(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return call.read(
        [&](records::Reading& reading) { return document(call, records::meta(reading, call.store.registry())); });
}

http::Response get_meta_of(Call const& call, Rooms&)
{
    call.allow_parameters({});
    auto const& entity = call.entity();
    return call.read([&](records::Reading& reading) {
        auto body = records::meta_of(reading, call.store.registry(), entity);
        if (!body)
            throw Problem::not_found();
        return document(call, std::move(*body));
    });
}

http::Response get_openapi(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return document(call, openapi(call.schema(), call.store.registry(), call.actor));
}

http::Response get_workspace(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return ok(workspace_json(call.store.workspace()));
}

http::Response update_workspace(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_scope("admin");
    auto const workspace = changed_workspace(call.store.workspace(), call.body());
    auto response = call.write([&](records::Transaction& transaction) {
        call.store.set_workspace(transaction, workspace);
        records::write_audit(transaction, "workspace_changed", "workspace", {}, workspace.name, "[]");
        return Answer { 200, workspace_json(workspace), {} };
    });
    call.store.load();
    rooms.sessions.forget();
    rooms.streams.send({}, "meta.changed", fmt::format("{{\"version\":\"{}\"}}", call.store.schema()->version()));
    return response;
}

namespace {

// RFC 7396: null takes away, objects are merged member by member, everything else replaces.
void merge(Json& target, Json const& patch)
{
    if (!target.as_object())
        target = Json { JsonObject {} };
    for (auto const& [key, value] : *patch.as_object()) {
        if (value.is_null()) {
            std::erase_if(*target.as_object(), [&](JsonMember const& member) { return member.first == key; });
            continue;
        }
        if (!value.as_object()) {
            target.set(key, value);
            continue;
        }
        auto const* present = target.find(key);
        auto merged = present ? *present : Json {};
        merge(merged, value);
        target.set(key, std::move(merged));
    }
}

std::string preferences_of(db::Connection& connection, Id user)
{
    auto rows = connection.query("select \"body\" from \"kontor_preference\" where \"member\" = ?1", { user.value });
    return rows->next() ? std::string { rows->text(0) } : std::string { "{}" };
}

}

http::Response get_preferences(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return call.read(
        [&](records::Reading& reading) { return ok(preferences_of(reading.connection, call.actor.user)); });
}

http::Response update_preferences(Call const& call, Rooms&)
{
    call.allow_parameters({});
    auto const body = call.body();
    return call.write([&](records::Transaction& transaction) {
        auto const parsed = parse_json(preferences_of(transaction.connection(), call.actor.user));
        auto present = std::get<Json>(parsed);
        for (auto const& [key, value] : *body.as_object()) {
            if (key == "language" && !value.is_null() && !(value.as_string() && language_by_code(*value.as_string())))
                throw Problem::invalid("language", "no_such_choice", "The language is en or ru.");
        }
        merge(present, body);
        auto text = present.to_text();
        if (text.size() > 65'536)
            throw Problem::invalid("", "too_large", "Preferences have at most 64 KiB in all.");
        auto& connection = transaction.connection();
        if (connection.execute(
                "update \"kontor_preference\" set \"body\" = ?2 where \"member\" = ?1", { call.actor.user.value, text })
            == 0)
            connection.execute("insert into \"kontor_preference\" (\"id\", \"member\", \"body\") values (?1, ?2, ?3)",
                { transaction.next_id().value, call.actor.user.value, text });
        // The language is also the person's own field: mails and reports follow it.
        if (auto const* language = body.find("language"); language && language->as_string())
            connection.execute("update \"users\" set \"language\" = ?2 where \"id\" = ?1",
                { call.actor.user.value, *language->as_string() });
        return Answer { 200, std::move(text), {} };
    });
}

http::Response list_audit(Call const& call, Rooms&)
{
    call.allow_parameters({ "filter", "entity", "record", "event", "by", "page_size", "page_token", "before" });
    call.demand_right("audit");
    call.demand_scope("read");
    auto const page_size = call.whole("page_size", 0, 500).value_or(50);
    auto const token = call.text("page_token");
    auto const before = Id::parse(token.empty() ? call.text("before") : token);
    if (!before && !token.empty())
        throw Problem::page_token_invalid();
    return call.read([&, page_size = page_size == 0 ? 50 : page_size](records::Reading& reading) {
        auto sql = records::Sql { reading.connection.dialect() };
        sql.add("select a.\"id\", a.\"at\", a.\"actor\", (select u.\"name\" from \"users\" u where u.\"id\" = "
                "a.\"actor\"), a.\"via\", a.\"address\", a.\"request_id\", a.\"event\", a.\"entity\", a.\"record\", "
                "a.\"title\", a.\"changes\", a.\"seal\", a.\"change\" from ");
        records::append_filtered(sql, records::PlatformTable::audit, "a", call.text("filter"), reading);
        if (before)
            sql.add(" and a.\"id\" < ").bind(before->value);
        for (auto const& [parameter, column] : { std::pair { "entity", "entity" }, std::pair { "event", "event" } })
            if (auto const text = call.text(parameter); !text.empty())
                sql.add(" and ").column("a", column).add(" = ").bind(text);
        for (auto const& [parameter, column] : { std::pair { "record", "record" }, std::pair { "by", "actor" } })
            if (auto const text = call.text(parameter); !text.empty())
                sql.add(" and ").column("a", column).add(" = ").bind(Id::parse(text).value_or(Id {}).value);
        sql.add(" order by a.\"id\" desc limit ").bind(page_size + 1);
        auto body = std::string { "{\"items\":[" };
        auto count = std::int64_t { 0 };
        auto last = Id {};
        auto has_more = false;
        auto rows = sql.query(reading.connection);
        while (rows->next()) {
            if (count == page_size) {
                has_more = true;
                break;
            }
            body += count++ ? "," : "";
            last = Id { rows->whole(0) };
            auto json = JsonWriter { body };
            json.begin_object().member("id", last).member("at", Instant { rows->whole(1) }.to_string());
            json.key("by")
                .begin_object()
                .member("id", Id { rows->whole(2) })
                .member("title", rows->text(3))
                .end_object();
            json.member("via", rows->text(4))
                .member("address", rows->text(5))
                .member("request_id", rows->text(6))
                .member("event", rows->text(7))
                .member("entity", rows->text(8));
            json.key("record")
                .begin_object()
                .member("id", Id { rows->whole(9) })
                .member("title", rows->text(10))
                .end_object();
            json.key("changes")
                .raw(rows->is_null(11) ? "[]" : rows->text(11))
                .member("change", Id { rows->whole(13) })
                .key("seal");
            if (rows->is_null(12))
                json.null();
            else
                json.string(rows->text(12));
            json.end_object();
        }
        body += has_more ? fmt::format("],\"next_page_token\":\"{}\"}}", last.value) : "],\"next_page_token\":null}";
        return ok(std::move(body));
    });
}

}
