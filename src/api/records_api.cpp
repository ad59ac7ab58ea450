#include "api/records_api.h"

#include "base/check.h"
#include "base/utf8.h"
#include "http/target.h"
#include "records/action.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

records::Count count_of(std::string const& text)
{
    if (text.empty() || text == "none")
        return records::Count::none;
    if (text == "exact")
        return records::Count::exact;
    if (text == "estimate")
        return records::Count::estimate;
    throw Problem::bad_parameter("count", "count must be none, exact or estimate.");
}

records::Bin bin_of(std::string const& text)
{
    if (text.empty())
        return records::Bin::without;
    if (text == "only")
        return records::Bin::only;
    throw Problem::bad_parameter("bin", "bin can only be \"only\".");
}

// The same question with the next page's token: whoever follows the link says nothing again (RFC 8288).
std::string next_link(http::Request const& request, std::string_view token)
{
    auto link = fmt::format("<{}?", request.path);
    for (auto const& [name, value] : request.query)
        if (name != "page_token" && name != "offset")
            link += fmt::format("{}={}&", name, http::percent_encode(value));
    return link + fmt::format("page_token={}>; rel=\"next\"", token);
}

http::Response list_response(Call const& call, records::ListQuery const& query, bool is_get)
{
    auto const& entity = call.entity();
    return call.read([&](records::Reading& reading) {
        auto answer = records::Reader { reading }.list(entity, query);
        auto response = ok(std::move(answer.json));
        if (is_get && !answer.next_page_token.empty())
            response.with_header("Link", next_link(call.request, answer.next_page_token));
        return response;
    });
}

// Lists in a body are arrays or comma strings.
std::vector<std::string> names_in(Json const& json, std::string_view name)
{
    auto names = std::vector<std::string> {};
    if (auto const* text = json.as_string()) {
        auto rest = std::string_view { *text };
        while (!rest.empty()) {
            auto const comma = std::min(rest.find(','), rest.size());
            names.emplace_back(trim(rest.substr(0, comma)));
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
        return names;
    }
    if (auto const* array = json.as_array()) {
        for (auto const& item : *array)
            if (auto const* text = item.as_string())
                names.push_back(*text);
            else
                throw Problem::bad_request({ { std::string { name }, "wrong_type", "A list of names is expected." } });
        return names;
    }
    throw Problem::bad_request({ { std::string { name }, "wrong_type", "A list of names is expected." } });
}

std::string text_in(Json const& json, std::string_view name)
{
    if (json.is_null())
        return {};
    if (auto const* text = json.as_string())
        return *text;
    throw Problem::bad_request({ { std::string { name }, "wrong_type", "A text is expected." } });
}

std::int64_t whole_in(Json const& json, std::string_view name)
{
    if (auto const number = json.as_whole())
        return *number;
    throw Problem::bad_request({ { std::string { name }, "wrong_type", "A whole number is expected." } });
}

[[noreturn]] void unknown_option(std::string const& name)
{
    throw Problem::bad_request({ { name, "unknown_field", fmt::format("There is no option \"{}\".", name) } });
}

}

records::ListQuery shape_of(Call const& call)
{
    auto query = records::ListQuery {};
    query.fields = call.list("fields");
    query.include = call.list("include");
    query.bin = bin_of(call.text("bin"));
    return query;
}

Answer record_answer(
    records::Transaction& transaction, EntityInfo const& entity, Id id, records::ListQuery const& query, int status)
{
    auto const workspace = transaction.store().workspace();
    auto reading = reading_in(transaction, workspace);
    auto shape = query;
    auto found = records::Reader { reading }.one(entity, id, shape);
    if (!found) {
        shape.bin = records::Bin::only;
        found = records::Reader { reading }.one(entity, id, shape);
    }
    // Given away beyond one's own reach: the write stands, and what can no longer be read is not shown.
    if (!found)
        return { status, fmt::format("{{\"id\":\"{}\"}}", id.value), {} };
    auto answer = Answer { status, std::move(found->json), {} };
    answer.headers.emplace_back("ETag", etag_of(found->version, answer.body));
    if (status == 201)
        answer.headers.emplace_back("Location", fmt::format("/api/v1/{}/{}", entity.plural, id.value));
    return answer;
}

http::Response list_records(Call const& call)
{
    call.allow_parameters(
        { "filter", "q", "fields", "include", "order_by", "page_size", "page_token", "offset", "count", "bin" });
    auto query = shape_of(call);
    query.filter = call.text("filter");
    query.q = call.text("q");
    query.order_by = call.text("order_by");
    query.page_size = static_cast<int>(call.whole("page_size", 0, 500).value_or(50));
    query.page_token = call.text("page_token");
    query.offset = call.whole("offset", 0, 10'000'000);
    query.count = count_of(call.text("count"));
    return list_response(call, query, true);
}

http::Response query_records(Call const& call)
{
    call.allow_parameters({});
    auto query = records::ListQuery {};
    auto const body = call.body();
    for (auto const& [name, value] : *body.as_object()) {
        if (name == "filter")
            query.filter = text_in(value, name);
        else if (name == "q")
            query.q = text_in(value, name);
        else if (name == "order_by")
            query.order_by = text_in(value, name);
        else if (name == "fields")
            query.fields = names_in(value, name);
        else if (name == "include")
            query.include = names_in(value, name);
        else if (name == "page_size")
            query.page_size = static_cast<int>(std::clamp<std::int64_t>(whole_in(value, name), -1, 501));
        else if (name == "page_token")
            query.page_token = text_in(value, name);
        else if (name == "offset")
            query.offset = whole_in(value, name);
        else if (name == "count")
            query.count = count_of(text_in(value, name));
        else if (name == "bin")
            query.bin = bin_of(text_in(value, name));
        else
            unknown_option(name);
    }
    return list_response(call, query, false);
}

http::Response aggregate_records(Call const& call)
{
    auto query = records::AggregateQuery {};
    if (call.request.method == "POST") {
        call.allow_parameters({});
        auto const body = call.body();
        for (auto const& [name, value] : *body.as_object()) {
            if (name == "filter")
                query.filter = text_in(value, name);
            else if (name == "q")
                query.q = text_in(value, name);
            else if (name == "bin")
                query.bin = bin_of(text_in(value, name));
            else if (name == "group_by")
                query.group_by = names_in(value, name);
            else if (name == "sum")
                query.sum = names_in(value, name);
            else if (name == "avg")
                query.avg = names_in(value, name);
            else if (name == "min")
                query.min = names_in(value, name);
            else if (name == "max")
                query.max = names_in(value, name);
            else if (name == "currency")
                query.currency = text_in(value, name);
            else if (name == "order_by")
                query.order_by = text_in(value, name);
            else if (name == "limit")
                query.limit = static_cast<int>(std::clamp<std::int64_t>(whole_in(value, name), 0, 1'001));
            else
                unknown_option(name);
        }
    } else {
        call.allow_parameters(
            { "filter", "q", "bin", "group_by", "sum", "avg", "min", "max", "currency", "order_by", "limit" });
        query = { call.text("filter"), call.text("q"), bin_of(call.text("bin")), call.list("group_by"),
            call.list("sum"), call.list("avg"), call.list("min"), call.list("max"), call.text("currency"),
            call.text("order_by"), static_cast<int>(call.whole("limit", 1, 1'000).value_or(200)) };
    }
    auto const& entity = call.entity();
    return call.read(
        [&](records::Reading& reading) { return ok(records::Reader { reading }.aggregate(entity, query)); });
}

http::Response get_record(Call const& call)
{
    call.allow_parameters({ "fields", "include", "bin" });
    auto const query = shape_of(call);
    auto const& entity = call.entity();
    auto const id = call.id();
    return call.read([&](records::Reading& reading) {
        auto reader = records::Reader { reading };
        auto found = reader.one(entity, id, query);
        if (!found) {
            auto other = query;
            other.bin = records::Bin::only;
            if (query.bin == records::Bin::without && reader.one(entity, id, other))
                throw Problem::in_bin();
            throw Problem::not_found();
        }
        auto const etag = etag_of(found->version, found->json);
        if (is_known(call.request, etag)) {
            auto unchanged = http::Response {};
            unchanged.status = 304;
            return no_store(std::move(unchanged.with_header("ETag", etag)));
        }
        auto response = ok(std::move(found->json));
        return std::move(response.with_header("ETag", etag));
    });
}

namespace {

// Lines that were sent as "lines" are called so in the faults, too.
void with_names_as_sent(Json const& body, EntityInfo const& entity, std::function<void()> const& write)
{
    auto const* lines = entity.find_relation("lines");
    if (!lines || lines->name == "lines" || !body.find("lines"))
        return write();
    try {
        write();
    } catch (Problem const& problem) {
        auto fields = problem.fields();
        for (auto& fault : fields)
            if (fault.field.starts_with(lines->name + "["))
                fault.field.replace(0, lines->name.size(), "lines");
        if (fields.empty() || problem.status() != 422)
            throw;
        throw Problem::invalid(std::move(fields));
    }
}

}

http::Response create_record(Call const& call)
{
    call.allow_parameters({ "fields", "include", "dry_run" });
    auto const& entity = call.entity_to_write();
    auto const body = call.body();
    if (call.actor.level(call.schema(), entity, records::Right::create) == records::Level::none)
        throw Problem::forbidden(fmt::format("You may not create {}.", entity.label_many.en));
    auto const shape = shape_of(call);
    auto const values = records::read_values(body, entity, call.schema(), call.actor);
    auto const work = [&](records::Transaction& transaction) {
        auto id = Id {};
        with_names_as_sent(body, entity, [&] { id = records::Writer::create(transaction, entity, values).id; });
        return record_answer(transaction, entity, id, shape, 201);
    };
    return call.flag("dry_run") ? call.rehearse(work) : call.write(work);
}

http::Response update_record(Call const& call)
{
    call.allow_parameters({ "fields", "include", "dry_run" });
    auto const& entity = call.entity_to_write();
    auto const id = call.id();
    auto const shape = shape_of(call);
    auto const body = call.body();
    auto const versions = call.if_match();
    // What is wrong with the body is told only after the replay, the record and its version (API.md 1).
    auto values = Values {};
    auto fault = std::optional<Problem> {};
    try {
        values = records::read_values(body, entity, call.schema(), call.actor);
    } catch (Problem const& problem) {
        fault = problem;
    }
    auto const work = [&](records::Transaction& transaction) {
        if (fault) {
            records::Writer::admit(transaction, entity, id, versions);
            throw Problem { *fault };
        }
        with_names_as_sent(body, entity, [&] { records::Writer::update(transaction, entity, id, values, versions); });
        return record_answer(transaction, entity, id, shape);
    };
    return call.flag("dry_run") ? call.rehearse(work) : call.write(work);
}

http::Response delete_record(Call const& call)
{
    call.allow_parameters({ "fields", "include", "purge" });
    auto const& entity = call.entity_to_write();
    auto const id = call.id();
    auto const versions = call.if_match();
    auto const is_purge = call.flag("purge");
    auto shape = shape_of(call);
    shape.bin = records::Bin::only;
    return call.write([&](records::Transaction& transaction) {
        if (is_purge) {
            records::Writer::purge(transaction, entity, id);
            return Answer { 200, fmt::format("{{\"id\":\"{}\",\"purged\":true}}", id.value), {} };
        }
        records::Writer::remove(transaction, entity, id, versions);
        return record_answer(transaction, entity, id, shape);
    });
}

http::Response restore_record(Call const& call)
{
    call.allow_parameters({ "fields", "include" });
    auto const& entity = call.entity_to_write();
    auto const id = call.id();
    auto const versions = call.if_match();
    auto const shape = shape_of(call);
    return call.write([&](records::Transaction& transaction) {
        records::Writer::restore(transaction, entity, id, versions);
        return record_answer(transaction, entity, id, shape);
    });
}

http::Response run_action(Call const& call)
{
    call.allow_parameters({ "fields", "include", "dry_run" });
    auto const& entity = call.entity_to_write();
    auto const id = call.id();
    auto const shape = shape_of(call);
    auto const body = call.body_or_empty();
    auto const versions = call.if_match();
    auto const is_dry = call.flag("dry_run");
    auto const& name = call.path_parameter("action");
    if (!call.store.registry().find_action(entity.singular, name))
        throw Problem::not_found();
    auto const work = [&](records::Transaction& transaction) {
        auto const [record, result] = records::run_action(transaction, entity, id, name, body, versions);
        auto shown = record_answer(transaction, entity, id, shape);
        auto answer = Answer { 200, {}, std::move(shown.headers) };
        auto json = JsonWriter { answer.body };
        json.begin_object().key("record").raw(shown.body);
        auto const list = [&](std::string_view key, std::vector<records::RecordReference> const& records) {
            json.key(key).begin_array();
            for (auto const& reference : records) {
                json.begin_object().member("entity", reference.entity);
                if (!is_dry)
                    json.member("id", reference.id);
                json.member("title", reference.title).end_object();
            }
            json.end_array();
        };
        list("created", result.created);
        list("changed", result.changed);
        json.member("message", result.message);
        json.key("warnings").begin_array();
        for (auto const& warning : transaction.warnings)
            json.string(warning);
        json.end_array();
        for (auto const& [key, value] : result.more)
            json.member(key, value);
        json.member("dry_run", is_dry).end_object();
        return answer;
    };
    return is_dry ? call.rehearse(work) : call.write(work);
}

http::Response get_timeline(Call const& call)
{
    call.allow_parameters({ "kinds", "q", "page_size", "page_token", "part" });
    if (auto const part = call.text("part"); !part.empty() && part != "upcoming")
        throw Problem::bad_parameter("part", "part can only be \"upcoming\".");
    auto const& entity = call.entity();
    auto const id = call.id();
    auto query = records::TimelineQuery { call.list("kinds"), call.text("q"), call.text("part") == "upcoming",
        static_cast<int>(call.whole("page_size", 0, 500).value_or(50)), call.text("page_token") };
    if (query.page_size == 0)
        query.page_size = 50;
    return call.read([&](records::Reading& reading) { return ok(records::timeline(reading, entity, id, query)); });
}

http::Response get_history(Call const& call)
{
    call.allow_parameters({ "field", "page_size", "page_token" });
    auto const& entity = call.entity();
    auto const id = call.id();
    auto query = records::HistoryQuery { call.text("field"),
        static_cast<int>(call.whole("page_size", 0, 500).value_or(50)), call.text("page_token") };
    if (query.page_size == 0)
        query.page_size = 50;
    return call.read([&](records::Reading& reading) { return ok(records::history(reading, entity, id, query)); });
}

http::Response revert_record(Call const& call)
{
    call.allow_parameters({ "fields", "include" });
    auto const& entity = call.entity_to_write();
    auto const id = call.id();
    auto const body = call.body();
    auto change = Id {};
    auto fields = std::vector<std::string> {};
    for (auto const& [name, value] : *body.as_object()) {
        if (name == "change")
            change = Id::parse(text_in(value, name)).value_or(Id {});
        else if (name == "fields")
            fields = names_in(value, name);
        else
            unknown_option(name);
    }
    if (change.is_empty())
        throw Problem::invalid("change", "required", "Say which change to take back.");
    auto const shape = shape_of(call);
    return call.write([&](records::Transaction& transaction) {
        records::revert(transaction, entity, id, change, fields);
        return record_answer(transaction, entity, id, shape);
    });
}

http::Response undo_change(Call const& call)
{
    call.allow_parameters({});
    auto const change = call.id("change");
    return call.write([&](records::Transaction& transaction) {
        auto const count = records::undo(transaction, change);
        return Answer { 200, fmt::format("{{\"change\":\"{}\",\"records\":{}}}", change.value, count), {} };
    });
}

}
