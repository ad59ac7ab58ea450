#include "api/openapi_parts.h"

// What calls answer beyond records and lists of them: problems of one status, searches, sums, timelines, jobs.
namespace kontor::api {

namespace {

Json value_of_any_type() { return JsonObject {}; }
Json or_null(Json schema) { return JsonObject { { "oneOf", JsonArray { std::move(schema), typed("null") } } }; }
Json map_of(Json values) { return JsonObject { { "type", "object" }, { "additionalProperties", std::move(values) } }; }

Json version_conflict()
{
    return JsonObject { { "allOf",
        JsonArray { schema_ref("Problem"),
            object_of({ { "current_version", typed("integer") }, { "changed_by", schema_ref("Link") },
                          { "changed_at", instant_schema() },
                          { "changed_fields",
                              described(array_of(typed("string")),
                                  "Since the version that was named, as far as the "
                                  "reader may see them.") } },
                { "current_version", "changed_fields" }) } } };
}

void append_search(JsonObject& schemas)
{
    auto highlight = object_of(
        { { "field", typed("string") },
            { "parts", described(array_of(typed("string")), "Plain and matched in turn, beginning with plain.") } },
        { "field", "parts" });
    auto hit = object_of({ { "id", schema_ref("Id") }, { "title", typed("string") }, { "subtitle", text_schema() },
                             { "highlights", array_of(std::move(highlight)) } },
        { "id", "title", "highlights" });
    auto group = object_of({ { "entity", typed("string") }, { "label", typed("string") },
                               { "items", array_of(std::move(hit)) }, { "more", typed("boolean") } },
        { "entity", "label", "items", "more" });
    schemas.emplace_back("SearchAnswer",
        object_of(
            { { "groups", array_of(std::move(group)) }, { "took_ms", typed("integer") } }, { "groups", "took_ms" }));
}

void append_aggregate(JsonObject& schemas)
{
    auto const number = Json { JsonObject { { "type", JsonArray { "string", "number", "null" } } } };
    schemas.emplace_back(
        "Totals", described(map_of(number), "By field: decimals and moments are strings, whole numbers are numbers."));
    auto group = object_of(
        { { "count", typed("integer") }, { "sum", schema_ref("Totals") }, { "avg", schema_ref("Totals") },
            { "min", schema_ref("Totals") }, { "max", schema_ref("Totals") },
            { "unconverted", described(map_of(typed("integer")), "By field: how many amounts had no rate.") },
            { "filter", described(text_schema(), "Selects the group's rows; null for hidden ones.") } },
        { "count", "filter" });
    schemas.emplace_back("AggregateAnswer",
        object_of({ { "groups", array_of(described(std::move(group), "Besides these keys one for each group_by.")) },
                      { "currency", typed("string") }, { "truncated", typed("boolean") } },
            { "groups", "currency", "truncated" }));
}

void append_trail(JsonObject& schemas)
{
    auto const changed = [](bool with_label) {
        auto change = JsonObject { { "field", typed("string") } };
        if (with_label)
            change.emplace_back("label", typed("string"));
        change.emplace_back("from", value_of_any_type());
        change.emplace_back("to", value_of_any_type());
        return object_of(std::move(change), { "field", "from", "to" });
    };
    schemas.emplace_back("TimelineEntry",
        object_of(
            { { "id", typed("string") },
                { "kind",
                    enum_of({ "created", "change", "stage", "action", "deleted", "restored", "imported", "merged",
                        "activity", "note", "comment", "file", "message", "offer", "order", "invoice", "related" }) },
                { "weight", enum_of({ "log", "content" }) }, { "at", instant_schema() }, { "by", schema_ref("Link") },
                { "via", typed("string") }, { "record", schema_ref("RecordReference") }, { "summary", typed("string") },
                { "text", described(typed("string"), "Of content: its words.") }, { "status", typed("string") },
                { "activity_kind", typed("string") }, { "changes", array_of(changed(true)) },
                { "change", schema_ref("Id") } },
            { "id", "kind", "weight", "at", "record", "summary" }));
    schemas.emplace_back("HistoryEntry",
        object_of({ { "change", schema_ref("Id") }, { "at", instant_schema() }, { "by", schema_ref("Link") },
                      { "via", typed("string") }, { "request_id", typed("string") }, { "event", typed("string") },
                      { "changes", array_of(changed(false)) } },
            { "change", "at", "by", "via", "event", "changes" }));
    schemas.emplace_back("AuditEntry",
        object_of(
            { { "id", schema_ref("Id") }, { "at", instant_schema() }, { "by", schema_ref("Link") },
                { "via", typed("string") }, { "address", typed("string") }, { "request_id", typed("string") },
                { "event", typed("string") }, { "entity", typed("string") }, { "record", schema_ref("Link") },
                { "changes", array_of(changed(false)) }, { "change", schema_ref("Id") }, { "seal", text_schema() } },
            { "id", "at", "by", "via", "event", "entity", "record", "changes", "change", "seal" }));
}

void append_jobs(JsonObject& schemas)
{
    schemas.emplace_back("Progress",
        object_of({ { "done", typed("integer") }, { "total", typed("integer") },
                      { "unit", described(typed("string"), "records, bytes or changes") } },
            { "done", "total", "unit" }));
    auto job = JsonObject { { "id", schema_ref("Id") }, { "kind", enum_of({ "import", "export", "bulk", "undo" }) },
        { "state", enum_of({ "queued", "running", "done", "failed", "cancelled", "undone" }) },
        { "progress", schema_ref("Progress") }, { "created_at", instant_schema() },
        { "started_at", or_null(instant_schema()) }, { "finished_at", or_null(instant_schema()) },
        { "result", JsonObject { { "type", JsonArray { "object", "null" } } } },
        { "problem", or_null(schema_ref("Problem")) }, { "change", or_null(schema_ref("Id")) },
        { "can", array_of(enum_of({ "cancel", "undo" })) } };
    auto const required = std::vector<std::string> { "id", "kind", "state", "progress", "created_at", "started_at",
        "finished_at", "result", "problem", "change", "can" };
    schemas.emplace_back("BackgroundJob", object_of(job, required));
    auto const counts
        = object_of({ { "read", typed("integer") }, { "created", typed("integer") }, { "updated", typed("integer") },
                        { "skipped", typed("integer") }, { "rejected", typed("integer") } },
            { "read", "created", "updated", "skipped", "rejected" });
    auto import = job;
    import.emplace_back("entity", typed("string"));
    import.emplace_back("dry_run", typed("boolean"));
    import.emplace_back("counts", counts);
    import.emplace_back("ignored_columns", array_of(typed("string")));
    schemas.emplace_back("ImportRun", object_of(std::move(import), required));
    schemas.emplace_back("JobUndone",
        described(
            object_of({ { "id", schema_ref("Id") }, { "state", enum_of({ "undone" }) },
                          { "taken_back", typed("integer") }, { "left", array_of(schema_ref("RecordReference")) } },
                { "id", "state", "taken_back", "left" }),
            "`left` names the records that have changed since."));
    schemas.emplace_back("ImportFault",
        object_of({ { "line", typed("integer") }, { "column", typed("integer") }, { "header", typed("string") },
                      { "field", typed("string") }, { "value", typed("string") }, { "code", typed("string") },
                      { "message", typed("string") } },
            { "line", "column", "header", "field", "value", "code", "message" }));
    auto column = object_of(
        { { "header", typed("string") }, { "samples", array_of(typed("string")) }, { "suggestion", text_schema() } },
        { "header", "samples", "suggestion" });
    auto row = object_of({ { "line", typed("integer") }, { "values", array_of(typed("string")) },
                             { "faults", array_of(schema_ref("ImportFault")) } },
        { "line", "values", "faults" });
    auto format = object_of(
        { { "encoding", typed("string") }, { "delimiter", typed("string") }, { "decimal", typed("string") } });
    schemas.emplace_back("ImportPreview",
        object_of({ { "format", std::move(format) }, { "columns", array_of(std::move(column)) },
                      { "mapping", typed("object") }, { "rows", array_of(std::move(row)) } },
            { "format", "columns", "mapping", "rows" }));
    schemas.emplace_back("ChangeUndone",
        object_of({ { "change", schema_ref("Id") }, { "records", typed("integer") } }, { "change", "records" }));
}

void append_reports(JsonObject& schemas)
{
    auto column = object_of({ { "name", typed("string") }, { "label", typed("string") }, { "type", typed("string") } },
        { "name", "label", "type" });
    auto row = object_of(
        { { "cells", map_of(value_of_any_type()) }, { "filter", text_schema() }, { "entity", typed("string") } },
        { "cells" });
    schemas.emplace_back("ReportTable",
        object_of(
            { { "name", typed("string") }, { "label", typed("string") }, { "parameters", map_of(value_of_any_type()) },
                { "columns", array_of(std::move(column)) }, { "rows", array_of(std::move(row)) },
                { "totals", value_of_any_type() }, { "chart", typed("object") } },
            { "name", "label", "parameters", "columns", "rows", "totals", "chart" }));
}

}

void append_answer_schemas(JsonObject& schemas)
{
    schemas.emplace_back("VersionConflictProblem", version_conflict());
    append_search(schemas);
    append_aggregate(schemas);
    append_trail(schemas);
    append_jobs(schemas);
    append_reports(schemas);
}

}
