#include "api/openapi_entities.h"

namespace kontor::api {

namespace {

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
        .answer = schema_ref("SearchAnswer") });
    paths.add({ .method = "get",
        .path = "/today",
        .id = "get_today",
        .tag = "Today",
        .summary = "What needs attention today",
        .answer = object_of({ { "attention", array_of(typed("object")) }, { "agenda", array_of(typed("object")) },
            { "tasks", array_of(typed("object")) }, { "pipeline", typed("object") } }) });
    paths.add({ .method = "get",
        .path = "/stream",
        .id = "open_stream",
        .tag = "Stream",
        .summary = "Follow changes as they happen",
        .description = "Server-sent events. Last-Event-ID replays what was missed.",
        .own_parameters = { text_parameter("entities", "Which collections; default: all.") },
        .answer = typed("string"),
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
            auto value = parameter.kind == "whole" ? Json { JsonObject { { "type", "integer" } } } : typed("string");
            if (!choices.empty())
                value.set("enum", std::move(choices));
            auto const label = parameter.label.in(actor.language);
            parameters.push_back(
                query_parameter(parameter.name, label.empty() ? parameter.name : label, std::move(value)));
        }
        auto const path = "/reports/" + std::string { report.name };
        auto const label = std::string { report.label.in(actor.language) };
        paths.add({ .method = "get",
            .path = path,
            .id = "report_" + std::string { report.name },
            .tag = "Reports",
            .summary = label,
            .own_parameters = parameters,
            .answer = schema_ref("ReportTable") });
        paths.add({ .method = "get",
            .path = path + ".csv",
            .id = "report_" + std::string { report.name } + "_as_csv",
            .tag = "Reports",
            .summary = label + " (CSV)",
            .own_parameters = std::move(parameters),
            .answer = typed("string"),
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
        .description = "What has changed since is left and named. What is too much to wait for becomes a job.",
        .parameters = { "Idempotency-Key" },
        .answer = schema_ref("JobUndone"),
        .begun = job,
        .answer_headers = { "Kontor-Change" },
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/changes/{change}/undo",
        .id = "undo_change",
        .tag = tag,
        .summary = "Take a whole change back",
        .description = "The Kontor-Change of any write, for its maker within 24 hours.",
        .parameters = { "Idempotency-Key" },
        .answer = schema_ref("ChangeUndone"),
        .answer_headers = { "Kontor-Change" },
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
            { { "file", schema_ref("Id") }, { "entity", typed("string") }, { "mapping", typed("object") } },
            { "file", "entity" }),
        .answer = schema_ref("ImportPreview") });
    paths.add({ .method = "post",
        .path = "/imports",
        .id = "start_import",
        .tag = tag,
        .summary = "Import a file",
        .parameters = { "Idempotency-Key" },
        .body = closed_object_of(
            { { "file", schema_ref("Id") }, { "entity", typed("string") }, { "mapping", typed("object") },
                { "dry_run", typed("boolean") }, { "strict", typed("boolean") } },
            { "file" }),
        .status = 202,
        .answer = run,
        .answer_headers = { "Location" } });
    paths.add({ .method = "get",
        .path = "/imports",
        .id = "list_imports",
        .tag = tag,
        .summary = "List one's imports",
        .parameters = { "filter", "page_size", "page_token" },
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
        .own_parameters = { query_parameter("state", "Which rows.", enum_of({ "rejected" })) },
        .answer = list_of(schema_ref("ImportFault")),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/imports/{id}/rows",
        .id = "mend_import_rows",
        .tag = tag,
        .summary = "Try mended rows again",
        .body = closed_object_of(
            { { "rows",
                array_of(object_of({ { "line", JsonObject { { "type", "integer" } } }, { "values", typed("object") } },
                    { "line", "values" })) } },
            { "rows" }),
        .status = 202,
        .answer = schema_ref("BackgroundJob"),
        .answer_headers = { "Location" },
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/imports/{id}/rejected.csv",
        .id = "download_rejected_rows",
        .tag = tag,
        .summary = "Download the rejected rows with the reasons",
        .answer = typed("string"),
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
        .description = "What has changed since is left and named. What is too much to wait for becomes a job.",
        .parameters = { "Idempotency-Key" },
        .answer = schema_ref("JobUndone"),
        .begun = schema_ref("BackgroundJob"),
        .answer_headers = { "Kontor-Change" },
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/exports",
        .id = "start_export",
        .tag = tag,
        .summary = "Export in a job",
        .parameters = { "Idempotency-Key" },
        .body = closed_object_of(
            { { "entity", typed("string") }, { "format", enum_of({ "csv", "json" }) }, { "filter", typed("string") },
                { "fields", array_of(typed("string")) }, { "reason", typed("string") } },
            { "entity", "format" }),
        .status = 202,
        .answer = schema_ref("BackgroundJob"),
        .answer_headers = { "Location" } });
}

}

void add_work_calls(Paths& paths, Schema const& schema, Registry const& registry, records::Actor const& actor)
{
    add_insight_calls(paths, schema, registry, actor);
    add_job_calls(paths);
    add_import_calls(paths);
}

}
