#include "api/jobs_api.h"

#include "api/batch_api.h"
#include "api/files.h"
#include "api/read_watch.h"
#include "jobs/import_job.h"
#include "jobs/rejected_rows.h"
#include "jobs/undo_job.h"
#include "jobs/worker.h"
#include "records/export.h"
#include "records/import_mapping.h"
#include "records/input.h"
#include "records/row_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace kontor::api {

namespace {

std::string demand_text(Json const& body, std::string_view key)
{
    auto const* value = body.find(key);
    if (!value)
        throw Problem::invalid(std::string { key }, "required", fmt::format("Say {}.", key));
    if (auto const* text = value->as_string())
        return *text;
    throw Problem::bad_request({ { std::string { key }, "wrong_type", "A text is expected." } });
}

void allow_members(Json const& body, std::initializer_list<std::string_view> names)
{
    auto faults = std::vector<FieldFault> {};
    for (auto const& [key, value] : *body.as_object())
        if (std::ranges::find(names, key) == names.end())
            faults.push_back({ key, "unknown_field", fmt::format("There is no option \"{}\".", key) });
    if (!faults.empty())
        throw Problem::bad_request(std::move(faults));
}

EntityInfo const& demand_entity(Call const& call, std::string const& plural)
{
    auto const* entity = call.schema().find(plural);
    if (!entity || call.actor.level(call.schema(), *entity, records::Right::read) == records::Level::none)
        throw Problem::invalid("entity", "no_such_choice", fmt::format("There is no collection \"{}\".", plural));
    return *entity;
}

// More is a job of its own: nobody waits that long for an answer, and no one else for the database.
constexpr std::size_t records_undone_at_once = 1'000;

http::Response job_response(Call const& call, Rooms& rooms, Id id, int status = 200)
{
    return call.read([&](records::Reading& reading) {
        auto body = rooms.worker.describe(reading, id);
        if (!body)
            throw Problem::not_found();
        auto response = no_store(http::Response::json(status, std::move(*body)));
        if (status == 202)
            response.with_header("Location", fmt::format("/api/v1/jobs/{}", id.value));
        return response;
    });
}

Answer accepted(records::Transaction& transaction, Rooms& rooms, std::string_view kind, Json const& input,
    std::string_view unit, std::string_view path)
{
    auto const id = rooms.worker.enqueue(transaction, kind, input, unit);
    auto const workspace = transaction.store().workspace();
    auto reading = reading_in(transaction, workspace);
    auto answer = Answer { 202, rooms.worker.describe(reading, id).value_or("{}"), {} };
    answer.headers.emplace_back("Location", fmt::format("/api/v1/{}/{}", path, id.value));
    return answer;
}

jobs::Worker::ListQuery job_query(Call const& call, std::string kind)
{
    auto query = jobs::Worker::ListQuery { call.text("filter"), std::move(kind), call.text("state"),
        static_cast<int>(call.whole("page_size", 0, 500).value_or(50)), {} };
    if (query.page_size == 0)
        query.page_size = 50;
    if (auto const token = call.text("page_token"); !token.empty()) {
        auto const before = Id::parse(token);
        if (!before)
            throw Problem::page_token_invalid();
        query.before = *before;
    }
    return query;
}

// An upload's stored hash, for those who may read it; paths and URLs are no ids.
std::string upload_hash(Call const& call, Rooms& rooms, std::string const& file)
{
    auto const id = Id::parse(file);
    if (!id)
        throw Problem::bad_request(
            { { "file", "wrong_type", "file is the id of an upload; paths and addresses are not read." } });
    auto hash = std::string {};
    (void)call.read([&](records::Reading& reading) {
        auto const path = readable_file(reading, rooms.files, *id);
        auto rows = reading.connection.query("select \"content_hash\" from \"files\" where \"id\" = ?1", { id->value });
        if (rows->next())
            hash = rows->text(0);
        return http::Response {};
    });
    return hash;
}

}

http::Response list_jobs(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "filter", "kind", "state", "page_size", "page_token" });
    auto const query = job_query(call, call.text("kind"));
    return call.read([&](records::Reading& reading) { return ok(rooms.worker.list(reading, query)); });
}

http::Response get_job(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "wait" });
    auto const id = call.id();
    auto const until
        = std::chrono::steady_clock::now() + std::chrono::seconds { call.whole("wait", 0, 30).value_or(0) };
    for (;;) {
        auto response = job_response(call, rooms, id);
        auto const is_open = response.body.find("\"state\":\"queued\"") != std::string::npos
            || response.body.find("\"state\":\"running\"") != std::string::npos;
        if (!is_open || std::chrono::steady_clock::now() >= until)
            return response;
        std::this_thread::sleep_for(std::chrono::milliseconds { 100 });
    }
}

http::Response cancel_job(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const id = call.id();
    (void)call.write([&](records::Transaction& transaction) {
        rooms.worker.cancel(transaction, id);
        return Answer { 200, "{}", {} };
    });
    return job_response(call, rooms, id);
}

http::Response undo_job(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const id = call.id();
    return call.write([&](records::Transaction& transaction) {
        if (jobs::demand_undoable(transaction, id) <= records_undone_at_once)
            return Answer { 200, jobs::undo_at_once(transaction, id), {} };
        auto const input = Json { JsonObject { { "job", id.to_string() } } };
        return accepted(transaction, rooms, "undo", input, "changes", "jobs");
    });
}

http::Response preview_import(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const body = call.body();
    allow_members(body, { "file", "entity", "mapping" });
    auto const& entity = demand_entity(call, demand_text(body, "entity"));
    auto const hash = upload_hash(call, rooms, demand_text(body, "file"));
    return call.read([&](records::Reading& reading) {
        return ok(jobs::preview_import(reading, call.store, rooms.files.path_of(hash), entity, body.find("mapping")));
    });
}

http::Response start_import(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const body = call.body();
    allow_members(body, { "file", "entity", "mapping", "dry_run", "strict" });
    auto const* mapping = body.find("mapping");
    auto const* named = mapping ? mapping->find("entity") : nullptr;
    auto const plural = named && named->as_string() ? *named->as_string() : demand_text(body, "entity");
    auto const& entity = demand_entity(call, plural);
    if (call.actor.level(call.schema(), entity, records::Right::create) == records::Level::none)
        throw Problem::forbidden(fmt::format("You may not create {}.", entity.label_many.en));
    if (mapping && !mapping->is_null())
        (void)records::ImportMapping::from_json(*mapping, call.schema(), call.actor);
    auto input = Json { JsonObject {} };
    input.set("entity", plural);
    input.set("file_hash", upload_hash(call, rooms, demand_text(body, "file")));
    input.set("mapping", mapping ? *mapping : Json {});
    for (auto key : { "dry_run", "strict" })
        if (auto const* flag = body.find(key)) {
            if (!flag->as_bool())
                throw Problem::bad_request({ { key, "wrong_type", "true or false is expected." } });
            input.set(key, *flag);
        }
    return call.write([&](records::Transaction& transaction) {
        return accepted(transaction, rooms, "import", input, "bytes", "imports");
    });
}

http::Response list_imports(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "filter", "state", "page_size", "page_token" });
    auto const query = job_query(call, "import");
    return call.read([&](records::Reading& reading) { return ok(rooms.worker.list(reading, query)); });
}

http::Response get_import(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    return call.read([&](records::Reading& reading) {
        auto const text = rooms.worker.describe(reading, call.id());
        if (!text)
            throw Problem::not_found();
        auto const parsed = parse_json(*text);
        auto job = std::get<Json>(parsed);
        // The counts of the result stand at the top, where a client looks for them.
        if (auto const* result = job.find("result"); result && result->as_object())
            for (auto const& [key, value] : JsonObject { *result->as_object() })
                job.set(key, value);
        return ok(job.to_text());
    });
}

namespace {

void demand_own_import(records::Reading& reading, Rooms& rooms, Id id)
{
    if (!rooms.worker.describe(reading, id))
        throw Problem::not_found();
}

Json input_of(records::Reading& reading, Id import)
{
    auto rows = reading.connection.query(
        "select \"input\" from \"kontor_job\" where \"id\" = ?1 and \"kind\" = 'import'", { import.value });
    if (!rows->next())
        throw Problem::not_found();
    auto parsed = parse_json(rows->text(0), { .depth = 32, .keys_per_object = 100'000 });
    return std::move(std::get<Json>(parsed));
}

records::ImportMapping mapping_of(Call const& call, Json const& input)
{
    auto const* mapping = input.find("mapping");
    return mapping && !mapping->is_null()
        ? records::ImportMapping::from_json(*mapping, call.schema(), call.actor)
        : records::ImportMapping::by_name(*call.schema().find(*input.find("entity")->as_string()));
}

// The columns of the imported file; none when it was not an upload.
std::vector<std::string> headers_of(Call const& call, Rooms& rooms, Json const& input)
{
    auto const* hash = input.find("file_hash");
    if (!hash || !hash->as_string())
        return {};
    return records::ImportTable { rooms.files.path_of(*hash->as_string()), mapping_of(call, input) }.headers();
}

}

http::Response list_import_rows(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "state", "page_size", "page_token" });
    auto const id = call.id();
    // Only what was rejected is written down row by row; of the others the import knows the counts.
    if (auto const state = call.text("state"); !state.empty() && state != "rejected")
        throw Problem::bad_parameter("state", "state can only be \"rejected\".");
    auto const size = call.whole("page_size", 1, 500).value_or(100);
    auto const after = call.text("page_token").empty() ? std::optional { Id {} } : Id::parse(call.text("page_token"));
    if (!after)
        throw Problem::page_token_invalid();
    return call.read([&](records::Reading& reading) {
        demand_own_import(reading, rooms, id);
        auto rows = reading.connection.query(
            "select \"id\", \"line\", \"column_no\", \"header\", \"field\", \"cell\", \"code\", \"message\" from "
            "\"kontor_import_row\" where \"job\" = ?1 and \"id\" > ?2 order by \"id\" limit ?3",
            { id.value, after->value, size + 1 });
        auto body = std::string { "{\"items\":[" };
        auto count = std::int64_t { 0 };
        auto last = Id {};
        auto has_more = false;
        while (rows->next()) {
            if (count == size) {
                has_more = true;
                break;
            }
            body += count++ ? "," : "";
            last = Id { rows->whole(0) };
            auto json = JsonWriter { body };
            json.begin_object()
                .member("line", rows->whole(1))
                .member("column", rows->whole(2))
                .member("header", rows->text(3))
                .member("field", rows->text(4));
            json.member("value", rows->text(5))
                .member("code", rows->text(6))
                .member("message", rows->text(7))
                .end_object();
        }
        body += has_more ? fmt::format("],\"next_page_token\":\"{}\"}}", last.value) : "],\"next_page_token\":null}";
        return ok(std::move(body));
    });
}

// Mended rows are tried again as an import of their own, of just these lines, under the same mapping.
http::Response mend_import_rows(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const id = call.id();
    auto const body = call.body();
    allow_members(body, { "rows" });
    auto const* list = body.find("rows");
    if (!list || !list->as_array() || list->as_array()->empty() || list->as_array()->size() > 1'000)
        throw Problem::bad_request({ { "rows", "wrong_type", "A list of 1 to 1,000 rows is expected." } });
    auto input = Json {};
    auto raw_of_line = std::map<std::int64_t, std::string> {};
    (void)call.read([&](records::Reading& reading) {
        demand_own_import(reading, rooms, id);
        input = input_of(reading, id);
        auto raws = reading.connection.query(
            "select \"line\", \"raw\" from \"kontor_import_row\" where \"job\" = ?1", { id.value });
        while (raws->next())
            raw_of_line[raws->whole(0)] = raws->text(1);
        return http::Response {};
    });
    auto const mapping = mapping_of(call, input);
    auto const headers = headers_of(call, rooms, input);
    auto text = std::string {};
    auto writer = CsvWriter { text };
    for (auto const& header : headers)
        writer.cell(header);
    writer.end_row();
    for (auto const& item : *list->as_array()) {
        auto const* line = item.find("line");
        auto const* values = item.find("values");
        auto const raw = line && line->as_whole() ? raw_of_line.find(*line->as_whole()) : raw_of_line.end();
        if (raw == raw_of_line.end() || !values || !values->as_object())
            throw Problem::invalid("rows", "no_such_record", "Each row names a rejected line and its mended values.");
        auto source = raw->second + "\n";
        auto is_read = false;
        auto reader = CsvReader { [&](std::string& out) {
            if (is_read)
                return false;
            out += source;
            return is_read = true;
        } };
        auto row = reader.next();
        auto const* cells = std::get_if<CsvRow>(&row);
        for (std::size_t i = 0; i < headers.size(); ++i) {
            auto const* mended = values->find(headers[i]);
            writer.cell(mended && mended->as_string()  ? std::string_view { *mended->as_string() }
                    : cells && i < cells->cells.size() ? cells->cells[i].text
                                                       : std::string_view {});
        }
        writer.end_row();
    }
    auto const stored = rooms.files.put(text);
    input.set("file_hash", stored.sha256);
    input.set("dry_run", false);
    auto* again = input.find("mapping") && input.find("mapping")->as_object() ? &input : nullptr;
    if (again) {
        auto changed = *input.find("mapping");
        changed.set("format", JsonObject { { "delimiter", "," }, { "encoding", "utf-8" }, { "date", mapping.date } });
        input.set("mapping", std::move(changed));
    }
    return call.write([&](records::Transaction& transaction) {
        for (auto const& item : *list->as_array())
            transaction.connection().execute("delete from \"kontor_import_row\" where \"job\" = ?1 and \"line\" = ?2",
                { id.value, *item.find("line")->as_whole() });
        return accepted(transaction, rooms, "import", input, "bytes", "imports");
    });
}

http::Response download_rejected_rows(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const id = call.id();
    return call.read([&](records::Reading& reading) {
        demand_own_import(reading, rooms, id);
        auto response = http::Response {};
        response.body = jobs::rejected_rows_csv(reading.connection, id, headers_of(call, rooms, input_of(reading, id)));
        response.with_header("Content-Type", "text/csv; charset=utf-8")
            .with_header("Content-Disposition", "attachment; filename=\"rejected.csv\"");
        return no_store(std::move(response));
    });
}

http::Response stream_export(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "filter", "q", "fields", "order_by" });
    call.demand_scope("export");
    auto const& file = call.path_parameter("file");
    auto const dot = file.rfind('.');
    auto const ending = dot == std::string::npos ? std::string {} : file.substr(dot + 1);
    auto const* entity = call.schema().find(file.substr(0, dot));
    if (!entity || (ending != "csv" && ending != "json")
        || call.actor.level(call.schema(), *entity, records::Right::read) == records::Level::none)
        throw Problem::not_found();
    auto query = records::ExportQuery { call.text("filter"), call.text("q"), call.text("order_by"), call.list("fields"),
        ending == "json" ? records::ExportFormat::json : records::ExportFormat::csv };
    auto rows = std::int64_t { 0 };
    call.store.read(
        call.actor, [&](records::Reading& reading) { rows = records::count_export(reading, *entity, query); });
    if (rows > call.actor.role->export_rows && !call.actor.is_administrator())
        throw Problem::export_needs_job(call.actor.role->export_rows);
    rooms.watch.admit_export(call.actor, "export");
    // Written down before the first byte leaves.
    call.store.write(call.actor,
        [&](records::Transaction& transaction) { records::audit_export(transaction, *entity, query, rows, ""); });
    auto response = http::Response {};
    response.with_header("Content-Type", ending == "json" ? "application/json" : "text/csv; charset=utf-8")
        .with_header("Content-Disposition", fmt::format("attachment; filename=\"{}\"", file));
    response.stream = [&rooms, actor = call.actor, entity, query](http::BodySink& sink) {
        records::run_export(rooms.store, actor, *entity, query, [&](std::string_view piece) {
            // Who has been stopped or switched off meanwhile gets no further page.
            rooms.watch.admit(actor, "export", std::exchange(*actor.reads, {}), false);
            return rooms.sessions.actor_of(actor.user).has_value() && sink.write(piece);
        });
    };
    return no_store(std::move(response));
}

http::Response start_export(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_scope("export");
    auto const body = call.body();
    allow_members(body, { "entity", "format", "filter", "fields", "order_by", "reason" });
    auto const& entity = demand_entity(call, demand_text(body, "entity"));
    if (demand_text(body, "reason").empty())
        throw Problem::invalid("reason", "required", "Say what the export is for.");
    auto query = records::ExportQuery {};
    auto const format = demand_text(body, "format");
    if (format != "csv" && format != "json")
        throw Problem::invalid("format", "no_such_choice", "The format is csv or json.");
    for (auto const& [key, text] : { std::pair { "filter", &query.filter }, std::pair { "order_by", &query.order_by } })
        if (auto const* value = body.find(key); value && !value->is_null())
            *text = demand_text(body, key);
    if (auto const* fields = body.find("fields"); fields && !fields->is_null()) {
        if (!fields->as_array()
            || !std::ranges::all_of(*fields->as_array(), [](Json const& name) { return name.as_string() != nullptr; }))
            throw Problem::bad_request({ { "fields", "wrong_type", "A list of names is expected." } });
        for (auto const& name : *fields->as_array())
            query.fields.push_back(*name.as_string());
    }
    // A question that cannot be asked is refused now, not in the job.
    (void)call.read([&](records::Reading& reading) {
        (void)records::count_export(reading, entity, query);
        auto shape = records::ListQuery {};
        shape.filter = query.filter;
        shape.order_by = query.order_by;
        shape.page_size = 1;
        (void)records::Reader { reading }.list(entity, shape);
        return http::Response {};
    });
    rooms.watch.admit_export(call.actor, "export job");
    return call.write([&](records::Transaction& transaction) {
        return accepted(transaction, rooms, "export", body, "records", "jobs");
    });
}

http::Response start_bulk(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    auto const& entity = call.entity_to_write();
    auto const body = call.body();
    allow_members(body, { "filter", "ids", "expected", "update", "delete", "action", "input" });
    auto const ways = (body.find("update") ? 1 : 0) + (body.find("delete") ? 1 : 0) + (body.find("action") ? 1 : 0);
    if (ways != 1)
        throw Problem::bad_request({ { "update", "required", "Say one of update, delete or action." } });
    if (auto const* removal = body.find("delete"); removal && !(removal->as_bool() && *removal->as_bool()))
        throw Problem::bad_request({ { "delete", "wrong_type", "delete can only be true." } });
    if (auto const* update = body.find("update"); update && !update->as_object())
        throw Problem::bad_request({ { "update", "wrong_type", "An object of values is expected." } });
    if (auto const* expected = body.find("expected"); expected && !expected->as_whole())
        throw Problem::bad_request({ { "expected", "wrong_type", "A whole number is expected." } });
    if (auto const* update = body.find("update"))
        (void)records::read_values(*update, entity, call.schema(), call.actor, "update");
    if (auto const* action = body.find("action");
        action && (!action->as_string() || !call.store.registry().find_action(entity.singular, *action->as_string())))
        throw Problem::invalid("action", "no_such_choice", "There is no such action.");
    auto ids = JsonArray {};
    if (auto const* list = body.find("ids")) {
        if (!list->as_array() || list->as_array()->size() > 100'000
            || !std::ranges::all_of(
                *list->as_array(), [](Json const& id) { return id.as_string() && Id::parse(*id.as_string()); }))
            throw Problem::bad_request({ { "ids", "wrong_type", "A list of at most 100,000 ids is expected." } });
        ids = *list->as_array();
    } else {
        auto const* filter = body.find("filter");
        if (!filter || !filter->as_string())
            throw Problem::bad_request({ { "filter", "required", "Say which records: filter or ids." } });
        (void)call.read([&](records::Reading& reading) {
            auto const source = records::RowSource { reading, entity, *filter->as_string(), {}, records::Bin::without };
            auto sql = records::Sql { reading.connection.dialect() };
            sql.add("select t.\"id\" from ");
            source.append_from_where(sql);
            sql.add(" order by t.\"id\" limit 100001");
            auto rows = sql.query(reading.connection);
            while (rows->next())
                ids.emplace_back(std::to_string(rows->whole(0)));
            return http::Response {};
        });
        if (ids.size() > 100'000)
            throw Problem::invalid("filter", "too_large", "At most 100,000 records can be changed at once.");
    }
    if (auto const* expected = body.find("expected"); expected && expected->as_whole()) {
        auto const wanted = *expected->as_whole(), there = static_cast<std::int64_t>(ids.size());
        if (std::abs(wanted - there) * 20 > wanted)
            throw Problem::conflict(
                "count_changed", fmt::format("There are {} records now, not {}; nothing was done.", there, wanted));
    }
    auto input = body;
    input.set("entity", entity.plural);
    input.set("ids", std::move(ids));
    return call.write([&](records::Transaction& transaction) {
        return accepted(transaction, rooms, "bulk", input, "records", "jobs");
    });
}

}
