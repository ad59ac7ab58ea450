#include "api/openapi_entities.h"

namespace kontor::api {

namespace {

Json text() { return JsonObject { { "type", "string" } }; }
Json flag() { return JsonObject { { "type", "boolean" } }; }
Json anything() { return JsonObject { { "type", "object" } }; }

Json text_parameter(std::string_view name, std::string_view description, bool required = false)
{
    return query_parameter(name, description, text(), required);
}

void add_session_calls(Paths& paths)
{
    auto const tag = std::string { "Session" };
    auto token = object_of({ { "id", schema_ref("Id") }, { "name", text() }, { "scopes", array_of(text()) },
                               { "expires_on", text_schema() }, { "token", text_schema() } },
        { "id", "name" });
    auto workspace
        = object_of({ { "name", text() }, { "currency", text() }, { "language", text() }, { "time_zone", text() } });
    auto signed_in
        = object_of({ { "user", schema_ref("Me") }, { "token", text_schema() }, { "expires_at", text() } }, { "user" });
    paths.add({ .method = "post",
        .path = "/session",
        .id = "sign_in",
        .tag = tag,
        .summary = "Sign in",
        .body = closed_object_of({ { "email", text() }, { "password", text() } }, { "email", "password" }),
        .answer = signed_in,
        .problems = { 401, 403, 429 },
        .is_open = true });
    paths.add({ .method = "get",
        .path = "/session",
        .id = "who_am_i",
        .tag = tag,
        .summary = "Who is signed in",
        .answer = object_of({ { "user", schema_ref("Me") }, { "workspace", workspace }, { "via", text() } },
            { "user", "workspace" }) });
    paths.add({ .method = "delete",
        .path = "/session",
        .id = "sign_out",
        .tag = tag,
        .summary = "Sign out",
        .answer = schema_ref("EmptyAnswer") });
    paths.add({ .method = "post",
        .path = "/session/password",
        .id = "change_password",
        .tag = tag,
        .summary = "Change one's password",
        .description = "Ends all other sessions.",
        .body = closed_object_of({ { "old", text() }, { "new", text() } }, { "old", "new" }),
        .answer = schema_ref("EmptyAnswer") });
    paths.add({ .method = "get",
        .path = "/sessions",
        .id = "list_sessions",
        .tag = tag,
        .summary = "List one's sessions",
        .answer = object_of({ { "items", array_of(anything()) } }, { "items" }) });
    paths.add({ .method = "delete",
        .path = "/sessions/{id}",
        .id = "end_session",
        .tag = tag,
        .summary = "End one of one's sessions",
        .answer = schema_ref("EmptyAnswer"),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/tokens",
        .id = "list_tokens",
        .tag = tag,
        .summary = "List one's API tokens",
        .answer = object_of({ { "items", array_of(token) } }, { "items" }) });
    paths.add({ .method = "post",
        .path = "/tokens",
        .id = "create_token",
        .tag = tag,
        .summary = "Make an API token",
        .description = "The secret is in this answer once and never again.",
        .body = closed_object_of(
            { { "name", text() }, { "scopes", array_of(enum_of({ "read", "write", "export", "admin", "metrics" })) },
                { "entities", array_of(text()) }, { "expires_on", text_schema() } },
            { "name", "scopes" }),
        .status = 201,
        .answer = token,
        .answer_headers = { "Location" } });
    paths.add({ .method = "delete",
        .path = "/tokens/{id}",
        .id = "delete_token",
        .tag = tag,
        .summary = "Take an API token back",
        .answer = schema_ref("EmptyAnswer"),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/setup",
        .id = "set_up",
        .tag = tag,
        .summary = "Make the first administrator",
        .description = "By the one-time link of the first start; once there is an administrator this is 404.",
        .body = closed_object_of({ { "token", text() }, { "name", text() }, { "email", text() }, { "password", text() },
                                     { "workspace", workspace } },
            { "token", "name", "email", "password" }),
        .answer = signed_in,
        .problems = { 404, 429 },
        .is_open = true });
}

void add_meta_calls(Paths& paths, records::Actor const& actor)
{
    auto const tag = std::string { "Meta" };
    paths.add({ .method = "get",
        .path = "/meta",
        .id = "get_meta",
        .tag = tag,
        .summary = "What there is for this reader: entities, fields, actions, views",
        .parameters = { "If-None-Match" },
        .answer = anything(),
        .answer_headers = { "ETag" } });
    paths.add({ .method = "get",
        .path = "/meta/{entities}",
        .id = "get_entity_meta",
        .tag = tag,
        .summary = "What there is of one collection",
        .parameters = { "If-None-Match" },
        .answer = anything(),
        .answer_headers = { "ETag" },
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/openapi.json",
        .id = "get_openapi",
        .tag = tag,
        .summary = "This document",
        .parameters = { "If-None-Match" },
        .answer = anything(),
        .answer_headers = { "ETag" } });
    if (!actor.has_right("schema"))
        return;
    auto const field_path = std::string { "/meta/{entities}/fields/{name}" };
    paths.add({ .method = "post",
        .path = "/meta/entities",
        .id = "create_custom_entity",
        .tag = tag,
        .summary = "Add a custom object",
        .parameters = { "dry_run", "Idempotency-Key" },
        .body = closed_object_of({ { "name", text() }, { "singular", text() },
                                     { "label",
                                         object_of({ { "one", schema_ref("TextInLanguages") },
                                             { "many", schema_ref("TextInLanguages") } }) },
                                     { "icon", text() }, { "traits", array_of(text()) } },
            { "name", "singular" }),
        .status = 201,
        .answer = anything(),
        .answer_headers = { "Location" } });
    paths.add({ .method = "post",
        .path = "/meta/{entities}/fields",
        .id = "create_custom_field",
        .tag = tag,
        .summary = "Add a custom field",
        .parameters = { "dry_run", "Idempotency-Key" },
        .body = schema_ref("CustomFieldInput"),
        .status = 201,
        .answer = anything(),
        .answer_headers = { "Location" },
        .problems = { 404 } });
    paths.add({ .method = "patch",
        .path = field_path,
        .id = "update_field",
        .tag = tag,
        .summary = "Change a custom field, or label, help, required and choices of a built-in one",
        .body = schema_ref("CustomFieldInput"),
        .answer = anything(),
        .problems = { 404 } });
    paths.add({ .method = "delete",
        .path = field_path,
        .id = "delete_custom_field",
        .tag = tag,
        .summary = "Take a custom field away",
        .description = "Its values are kept for 30 days.",
        .parameters = { "dry_run" },
        .answer = anything(),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = field_path + "/restore",
        .id = "restore_custom_field",
        .tag = tag,
        .summary = "Bring a custom field back with its values",
        .answer = anything(),
        .problems = { 404 } });
}

void add_file_calls(Paths& paths)
{
    auto const tag = std::string { "Files" };
    auto const bytes = Json { JsonObject { { "type", "string" }, { "contentEncoding", "binary" } } };
    paths.add({ .method = "post",
        .path = "/files",
        .id = "upload_file",
        .tag = tag,
        .summary = "Upload a file",
        .description
        = "The bytes as they are; the type comes from content and name. Unless attached within a day it is swept.",
        .own_parameters = { text_parameter("name", "The name of the file.", true) },
        .body = bytes,
        .body_type = "application/octet-stream",
        .status = 201,
        .answer = schema_ref("FileValue"),
        .answer_headers = { "Location" } });
    paths.add({ .method = "get",
        .path = "/files/{id}",
        .id = "describe_file",
        .tag = tag,
        .summary = "Describe a file",
        .answer = schema_ref("FileValue"),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/files/{id}/content",
        .id = "download_file",
        .tag = tag,
        .summary = "Download a file",
        .own_parameters
        = { query_parameter("inline", "To be shown rather than saved: images, PDF, plain text.", flag()) },
        .answer = bytes,
        .answer_type = "application/octet-stream",
        .answer_headers = { "ETag" },
        .problems = { 404 } });
}

void add_insight_calls(Paths& paths, Schema const& schema, Registry const& registry, records::Actor const& actor)
{
    paths.add({ .method = "get",
        .path = "/search",
        .id = "search",
        .tag = "Search",
        .summary = "Search everywhere",
        .own_parameters = { text_parameter("q", "1 to 200 characters.", true),
            text_parameter("entities", "Which collections, comma-separated."),
            query_parameter("limit", "How many of each collection.",
                JsonObject { { "type", "integer" }, { "minimum", 1 }, { "maximum", 50 } }) },
        .answer = object_of({ { "groups", array_of(anything()) }, { "took_ms", JsonObject { { "type", "integer" } } } },
            { "groups" }) });
    paths.add({ .method = "get",
        .path = "/today",
        .id = "get_today",
        .tag = "Today",
        .summary = "What needs attention today",
        .answer = object_of({ { "attention", array_of(anything()) }, { "agenda", array_of(anything()) },
            { "tasks", array_of(anything()) }, { "pipeline", anything() } }) });
    paths.add({ .method = "get",
        .path = "/stream",
        .id = "open_stream",
        .tag = "Stream",
        .summary = "Follow changes as they happen",
        .description = "Server-sent events. Last-Event-ID replays what was missed.",
        .own_parameters = { text_parameter("entities", "Which collections; default: all.") },
        .answer = text(),
        .answer_type = "text/event-stream",
        .problems = { 429 } });
    for (auto const& report : registry.reports()) {
        auto const* entity = schema.find_singular(report.entity->singular_name);
        if (!entity || actor.level(schema, *entity, records::Right::read) == records::Level::none)
            continue;
        auto parameters = std::vector<Json> {};
        for (auto const& parameter : report.parameters) {
            auto choices = JsonArray {};
            for (auto choice : parameter.choices)
                choices.emplace_back(choice);
            auto value = parameter.kind == "whole" ? Json { JsonObject { { "type", "integer" } } } : text();
            if (!choices.empty())
                value.set("enum", std::move(choices));
            auto const label = parameter.label.in(actor.language);
            parameters.push_back(
                query_parameter(parameter.name, label.empty() ? parameter.name : label, std::move(value)));
        }
        auto const path = "/reports/" + std::string { report.name };
        auto const label = std::string { report.label.in(actor.language) };
        auto table = object_of({ { "name", text() }, { "label", text() }, { "parameters", anything() },
                                   { "columns", array_of(anything()) }, { "rows", array_of(anything()) },
                                   { "totals", JsonObject {} }, { "chart", anything() } },
            { "columns", "rows" });
        paths.add({ .method = "get",
            .path = path,
            .id = "report_" + std::string { report.name },
            .tag = "Reports",
            .summary = label,
            .own_parameters = parameters,
            .answer = std::move(table) });
        paths.add({ .method = "get",
            .path = path + ".csv",
            .id = "report_" + std::string { report.name } + "_as_csv",
            .tag = "Reports",
            .summary = label + " (CSV)",
            .own_parameters = std::move(parameters),
            .answer = text(),
            .answer_type = "text/csv" });
    }
}

void add_job_calls(Paths& paths)
{
    auto const tag = std::string { "Jobs" };
    auto const job = schema_ref("BackgroundJob");
    paths.add({ .method = "get",
        .path = "/jobs",
        .id = "list_jobs",
        .tag = tag,
        .summary = "List one's jobs",
        .parameters = { "filter", "page_size", "page_token" },
        .answer = list_of(job) });
    paths.add({ .method = "get",
        .path = "/jobs/{id}",
        .id = "get_job",
        .tag = tag,
        .summary = "Read a job",
        .own_parameters = { query_parameter("wait", "Seconds to wait for its end.",
            JsonObject { { "type", "integer" }, { "minimum", 0 }, { "maximum", 30 } }) },
        .answer = job,
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/jobs/{id}/cancel",
        .id = "cancel_job",
        .tag = tag,
        .summary = "Stop a job and keep what is done",
        .answer = job,
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/jobs/{id}/undo",
        .id = "undo_job",
        .tag = tag,
        .summary = "Take back what a job did",
        .answer = job,
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/changes/{change}/undo",
        .id = "undo_change",
        .tag = tag,
        .summary = "Take a whole change back",
        .description = "The Kontor-Change of any write, for its maker within 24 hours.",
        .answer = anything(),
        .problems = { 404 } });
}

void add_import_calls(Paths& paths)
{
    auto const tag = std::string { "Imports and exports" };
    auto const run = schema_ref("ImportRun");
    paths.add({ .method = "post",
        .path = "/imports/preview",
        .id = "preview_import",
        .tag = tag,
        .summary = "See what an import would make of the first rows",
        .body = closed_object_of(
            { { "file", schema_ref("Id") }, { "entity", text() }, { "mapping", anything() } }, { "file", "entity" }),
        .answer = object_of({ { "format", anything() }, { "columns", array_of(anything()) }, { "mapping", anything() },
            { "rows", array_of(anything()) } }) });
    paths.add({ .method = "post",
        .path = "/imports",
        .id = "start_import",
        .tag = tag,
        .summary = "Import a file",
        .parameters = { "Idempotency-Key" },
        .body = closed_object_of(
            { { "file", schema_ref("Id") }, { "mapping", anything() }, { "dry_run", flag() }, { "strict", flag() } },
            { "file", "mapping" }),
        .status = 202,
        .answer = run,
        .answer_headers = { "Location" } });
    paths.add({ .method = "get",
        .path = "/imports",
        .id = "list_imports",
        .tag = tag,
        .summary = "List one's imports",
        .parameters = { "page_size", "page_token" },
        .answer = list_of(run) });
    paths.add({ .method = "get",
        .path = "/imports/{id}",
        .id = "get_import",
        .tag = tag,
        .summary = "Read an import",
        .answer = run,
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/imports/{id}/rows",
        .id = "list_import_rows",
        .tag = tag,
        .summary = "Read the rows of an import, and why they were rejected",
        .parameters = { "page_size", "page_token" },
        .own_parameters = { text_parameter("state", "rejected, for example.") },
        .answer = list_of(anything()),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/imports/{id}/rows",
        .id = "mend_import_rows",
        .tag = tag,
        .summary = "Try mended rows again",
        .body = closed_object_of(
            { { "rows",
                array_of(object_of({ { "line", JsonObject { { "type", "integer" } } }, { "values", anything() } },
                    { "line", "values" })) } },
            { "rows" }),
        .answer = anything(),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/imports/{id}/rejected.csv",
        .id = "download_rejected_rows",
        .tag = tag,
        .summary = "Download the rejected rows with the reasons",
        .answer = text(),
        .answer_type = "text/csv",
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/imports/{id}/cancel",
        .id = "cancel_import",
        .tag = tag,
        .summary = "Stop an import and keep what is done",
        .answer = schema_ref("BackgroundJob"),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/imports/{id}/undo",
        .id = "undo_import",
        .tag = tag,
        .summary = "Take an import back",
        .answer = schema_ref("BackgroundJob"),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/exports",
        .id = "start_export",
        .tag = tag,
        .summary = "Export in a job",
        .parameters = { "Idempotency-Key" },
        .body = closed_object_of({ { "entity", text() }, { "format", enum_of({ "csv", "json" }) }, { "filter", text() },
                                     { "fields", array_of(text()) }, { "reason", text() } },
            { "entity", "format" }),
        .status = 202,
        .answer = schema_ref("BackgroundJob"),
        .answer_headers = { "Location" } });
}

void add_administration_calls(Paths& paths, Schema const& schema, records::Actor const& actor)
{
    auto const tag = std::string { "Administration" };
    auto const workspace = object_of({ { "name", text() }, { "currency", text() }, { "language", text() },
        { "time_zone", text() }, { "week_starts", JsonObject { { "type", "integer" } } } });
    paths.add({ .method = "get",
        .path = "/workspace",
        .id = "get_workspace",
        .tag = tag,
        .summary = "Read the settings of the workspace",
        .answer = workspace });
    if (actor.is_administrator())
        paths.add({ .method = "patch",
            .path = "/workspace",
            .id = "update_workspace",
            .tag = tag,
            .summary = "Change the settings of the workspace",
            .body = workspace,
            .answer = workspace });
    paths.add({ .method = "get",
        .path = "/preferences",
        .id = "get_preferences",
        .tag = tag,
        .summary = "Read one's preferences",
        .answer = anything() });
    paths.add({ .method = "patch",
        .path = "/preferences",
        .id = "update_preferences",
        .tag = tag,
        .summary = "Change one's preferences",
        .description = "Merge patch: any JSON under dotted keys, 64 KiB in all.",
        .body = anything(),
        .answer = anything() });
    auto const* users = schema.find("users");
    if (users && actor.level(schema, *users, records::Right::update) != records::Level::none) {
        auto const link = object_of({ { "link", text() } });
        paths.add({ .method = "post",
            .path = "/users/{id}/invite",
            .id = "invite_user",
            .tag = tag,
            .summary = "Make a one-time link to come in",
            .answer = link,
            .problems = { 404 } });
        paths.add({ .method = "post",
            .path = "/users/{id}/reset_password",
            .id = "reset_password",
            .tag = tag,
            .summary = "Make a one-time link to a new password",
            .answer = link,
            .problems = { 404 } });
    }
    if (actor.has_right("audit"))
        paths.add({ .method = "get",
            .path = "/audit",
            .id = "list_audit",
            .tag = tag,
            .summary = "Read the trail of all that was done",
            .parameters = { "page_size" },
            .own_parameters = { text_parameter("entity", "Of this collection."),
                text_parameter("record", "Of this record."), text_parameter("event", "This kind of event."),
                text_parameter("by", "By this person."), text_parameter("before", "Older than this entry.") },
            .answer = object_of({ { "items", array_of(anything()) } }, { "items" }) });
}

void add_health_calls(Paths& paths)
{
    auto const state = object_of({ { "status", text() } }, { "status" });
    paths.add({ .method = "get",
        .path = "/healthz",
        .id = "is_alive",
        .tag = "Health",
        .summary = "Does the process answer",
        .answer = state,
        .is_open = true,
        .at_root = true });
    paths.add({ .method = "get",
        .path = "/readyz",
        .id = "is_ready",
        .tag = "Health",
        .summary = "Can it serve",
        .answer = state,
        .is_open = true,
        .at_root = true });
}

}

void add_fixed_calls(Paths& paths, Schema const& schema, Registry const& registry, records::Actor const& actor)
{
    add_session_calls(paths);
    add_meta_calls(paths, actor);
    add_file_calls(paths);
    add_insight_calls(paths, schema, registry, actor);
    add_job_calls(paths);
    add_import_calls(paths);
    add_administration_calls(paths, schema, actor);
    add_health_calls(paths);
}

}
