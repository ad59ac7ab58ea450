#include "api/openapi_entities.h"
#include "records/entity_meta.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

using records::Level;
using records::Right;

Json text_list(std::string_view name, std::string_view description)
{
    return query_parameter(name, description, JsonObject { { "type", "string" } });
}

class EntityCalls {
public:
    EntityCalls(Paths& paths, RecordSchemas& schemas, Schema const& schema, records::Actor const& actor,
        EntityInfo const& entity)
        : m_paths(paths)
        , m_schemas(schemas)
        , m_schema(schema)
        , m_actor(actor)
        , m_entity(entity)
        , m_name(RecordSchemas::name_of(entity))
        , m_list("/" + entity.plural)
        , m_record("/" + entity.plural + "/{id}")
    {
    }

    void add(std::vector<Action const*> const& actions)
    {
        add_reads();
        add_writes(!actions.empty());
        add_what_hangs_on_it();
        for (auto const* action : actions)
            add_action(*action);
        add_exports();
    }

private:
    [[nodiscard]] bool may(Right right) const { return m_actor.level(m_schema, m_entity, right) != Level::none; }
    [[nodiscard]] std::string one() const { return m_entity.label_one.in(m_actor.language); }
    [[nodiscard]] std::string many() const { return m_entity.label_many.in(m_actor.language); }

    void add(Operation operation)
    {
        operation.tag = m_entity.plural;
        m_paths.add(std::move(operation));
    }

    void add_reads()
    {
        auto const& plural = m_entity.plural;
        add({ .method = "get",
            .path = m_list,
            .id = "list_" + plural,
            .tag = {},
            .summary = "List " + plural,
            .description = fmt::format("{}: a page of those that match, within the reader's rights.", many()),
            .parameters
            = { "filter", "q", "fields", "include", "order_by", "page_size", "page_token", "offset", "count", "bin" },
            .answer = schema_ref(m_name + "Page"),
            .answer_headers = { "Link" },
            .problems = { 404 } });
        add({ .method = "post",
            .path = m_list + "/query",
            .id = "query_" + plural,
            .tag = {},
            .summary = "List " + plural + " by a long question",
            .body = schema_ref("ListQuery"),
            .answer = schema_ref(m_name + "Page"),
            .problems = { 404 } });
        add({ .method = "get",
            .path = m_list + "/aggregate",
            .id = "aggregate_" + plural,
            .tag = {},
            .summary = "Count and add up " + plural,
            .parameters = { "filter", "q", "bin", "order_by" },
            .own_parameters
            = { text_list("group_by", "Up to 3: stage,month(closes_on)."), text_list("sum", "Fields to add up."),
                text_list("avg", "Fields to average."), text_list("min", "Fields whose least value is told."),
                text_list("max", "Fields whose greatest value is told."),
                text_list("currency", "The currency of the sums."),
                query_parameter("limit", "How many groups.",
                    JsonObject { { "type", "integer" }, { "minimum", 1 }, { "maximum", 1'000 } }) },
            .answer = schema_ref("AggregateAnswer"),
            .problems = { 404 } });
        add({ .method = "post",
            .path = m_list + "/aggregate",
            .id = "aggregate_" + plural + "_by_query",
            .tag = {},
            .summary = "Count and add up " + plural + " by a long question",
            .body = schema_ref("AggregateQuery"),
            .answer = schema_ref("AggregateAnswer"),
            .problems = { 404 } });
        add({ .method = "get",
            .path = m_record,
            .id = "get_" + m_entity.singular,
            .tag = {},
            .summary = "Read one of " + plural,
            .description = fmt::format("{}: one record.", one()),
            .parameters = { "fields", "include", "bin", "If-None-Match" },
            .answer = schema_ref(m_name),
            .answer_headers = { "ETag" },
            .problems = { 404 } });
    }

    void add_writes(bool has_actions)
    {
        auto const& plural = m_entity.plural;
        auto const& singular = m_entity.singular;
        auto const written = std::vector<std::string_view> { "ETag", "Kontor-Change" };
        if (may(Right::create)) {
            add({ .method = "post",
                .path = m_list,
                .id = "create_" + singular,
                .tag = {},
                .summary = "Create one of " + plural,
                .parameters = { "fields", "include", "dry_run", "Idempotency-Key" },
                .body = schema_ref(m_schemas.create_schema(m_entity)),
                .status = 201,
                .answer = schema_ref(m_name),
                .answer_headers = { "ETag", "Location", "Kontor-Change" },
                .problems = { 404 } });
            add({ .method = "post",
                .path = m_list + "/duplicates",
                .id = "find_" + singular + "_duplicates",
                .tag = {},
                .summary = "Find what may be the same among " + plural,
                .body = object_of({ { "values", Json { JsonObject { { "type", "object" } } } } }, { "values" }),
                .answer = object_of(
                    { { "candidates", array_of(Json { JsonObject { { "type", "object" } } }) } }, { "candidates" }),
                .problems = { 404 } });
        }
        if (may(Right::update)) {
            add({ .method = "patch",
                .path = m_record,
                .id = "update_" + singular,
                .tag = {},
                .summary = "Change one of " + plural,
                .description = "Merge patch: only the named fields change, null empties.",
                .parameters = { "fields", "include", "dry_run", "If-Match", "Idempotency-Key" },
                .body = schema_ref(m_name + "Input"),
                .answer = schema_ref(m_name),
                .answer_headers = written,
                .problems = { 404, 412 } });
            add({ .method = "post",
                .path = m_record + "/revert",
                .id = "revert_" + singular,
                .tag = {},
                .summary = "Set the values from before a change of one of " + plural,
                .parameters = { "fields", "include", "If-Match", "Idempotency-Key" },
                .body = closed_object_of({ { "change", schema_ref("Id") },
                                             { "fields", array_of(Json { JsonObject { { "type", "string" } } }) } },
                    { "change" }),
                .answer = schema_ref(m_name),
                .answer_headers = written,
                .problems = { 404, 412 } });
        }
        if (may(Right::remove)) {
            add({ .method = "delete",
                .path = m_record,
                .id = "delete_" + singular,
                .tag = {},
                .summary = "Move one of " + plural + " to the bin",
                .description = "It and what only makes sense with it stay in the bin for 30 days.",
                .parameters = { "fields", "include", "If-Match", "Idempotency-Key" },
                .own_parameters = purge(),
                .answer = schema_ref(m_name),
                .answer_headers = written,
                .problems = { 404, 412 } });
            add({ .method = "post",
                .path = m_record + "/restore",
                .id = "restore_" + singular,
                .tag = {},
                .summary = "Bring one of " + plural + " back from the bin",
                .parameters = { "fields", "include", "If-Match", "Idempotency-Key" },
                .answer = schema_ref(m_name),
                .answer_headers = written,
                .problems = { 404, 412 } });
        }
        if (may(Right::create) || may(Right::update) || may(Right::remove))
            add({ .method = "post",
                .path = m_list + "/batch",
                .id = "batch_" + plural,
                .tag = {},
                .summary = "Write up to 1,000 " + plural + ", all or nothing",
                .parameters = { "Idempotency-Key" },
                .body = batch_schema(),
                .answer
                = object_of({ { "results", array_of(Json { JsonObject { { "type", "object" } } }) } }, { "results" }),
                .answer_headers = { "Kontor-Change" },
                .problems = { 404, 412 } });
        if (may(Right::update) || may(Right::remove) || has_actions)
            add({ .method = "post",
                .path = m_list + "/bulk",
                .id = "bulk_" + plural,
                .tag = {},
                .summary = "Change many " + plural + " in a job",
                .parameters = { "Idempotency-Key" },
                .body = schema_ref("BulkRequest"),
                .status = 202,
                .answer = schema_ref("BackgroundJob"),
                .answer_headers = { "Location" },
                .problems = { 404 } });
    }

    [[nodiscard]] std::vector<Json> purge() const
    {
        if (!m_actor.is_administrator())
            return {};
        return { query_parameter("purge", "For good, out of the bin.", JsonObject { { "type", "boolean" } }) };
    }

    [[nodiscard]] Json batch_schema() const
    {
        auto const text = Json { JsonObject { { "type", "string" } } };
        auto operation
            = closed_object_of({ { "op", enum_of({ "create", "update", "upsert", "delete", "restore" }) },
                                   { "id", schema_ref("Id") }, { "if_version", JsonObject { { "type", "integer" } } },
                                   { "match", array_of(text) }, { "values", schema_ref(m_name + "Input") } },
                { "op" });
        auto operations = array_of(std::move(operation));
        operations.set("maxItems", 1'000);
        return closed_object_of({ { "operations", std::move(operations) }, { "answer", enum_of({ "ids", "records" }) },
                                    { "dry_run", JsonObject { { "type", "boolean" } } } },
            { "operations" });
    }

    void add_what_hangs_on_it()
    {
        auto const& singular = m_entity.singular;
        auto const text = Json { JsonObject { { "type", "string" } } };
        add({ .method = "get",
            .path = m_record + "/timeline",
            .id = "get_" + singular + "_timeline",
            .tag = {},
            .summary = "Read the timeline of one of " + m_entity.plural,
            .parameters = { "q", "page_size", "page_token" },
            .own_parameters = { text_list("kinds", "Kinds of entries: activity,note."),
                query_parameter("part", "What is planned, soonest first.", enum_of({ "upcoming" })) },
            .answer = list_of(schema_ref("TimelineEntry")),
            .problems = { 404 } });
        add({ .method = "get",
            .path = m_record + "/history",
            .id = "get_" + singular + "_history",
            .tag = {},
            .summary = "Read the changes of one of " + m_entity.plural,
            .parameters = { "page_size", "page_token" },
            .own_parameters = { text_list("field", "Changes of this field only.") },
            .answer = list_of(schema_ref("HistoryEntry")),
            .problems = { 404 } });
        if (m_entity.has_trait("commented")) {
            auto comment = object_of({ { "id", schema_ref("Id") }, { "text", text } }, { "id" });
            add({ .method = "get",
                .path = m_record + "/comments",
                .id = "list_" + singular + "_comments",
                .tag = {},
                .summary = "Read the comments on one of " + m_entity.plural,
                .answer = list_of(comment),
                .problems = { 404 } });
            add({ .method = "post",
                .path = m_record + "/comments",
                .id = "comment_on_" + singular,
                .tag = {},
                .summary = "Comment on one of " + m_entity.plural,
                .parameters = { "Idempotency-Key" },
                .body = closed_object_of({ { "text", text }, { "mentions", array_of(schema_ref("Id")) } }, { "text" }),
                .status = 201,
                .answer = std::move(comment),
                .answer_headers = { "Location", "Kontor-Change" },
                .problems = { 404 } });
        }
        if (m_entity.has_trait("documents")) {
            add({ .method = "get",
                .path = m_record + "/files",
                .id = "list_" + singular + "_files",
                .tag = {},
                .summary = "List the files of one of " + m_entity.plural,
                .answer = object_of({ { "items", array_of(schema_ref("FileValue")) } }, { "items" }),
                .problems = { 404 } });
            add({ .method = "post",
                .path = m_record + "/files",
                .id = "attach_file_to_" + singular,
                .tag = {},
                .summary = "Attach a file to one of " + m_entity.plural,
                .description = "The id of an upload as JSON, or the bytes with ?name=.",
                .parameters = { "Idempotency-Key" },
                .own_parameters = { text_list("name", "The name of the file whose bytes are sent.") },
                .body = closed_object_of({ { "file", schema_ref("Id") } }, { "file" }),
                .status = 201,
                .answer = schema_ref("FileValue"),
                .answer_headers = { "Location", "Kontor-Change" },
                .problems = { 404 } });
            add({ .method = "delete",
                .path = m_record + "/files/{file}",
                .id = "detach_file_from_" + singular,
                .tag = {},
                .summary = "Detach a file from one of " + m_entity.plural,
                .answer = schema_ref("EmptyAnswer"),
                .answer_headers = { "Kontor-Change" },
                .problems = { 404 } });
        }
    }

    void add_action(Action const& action)
    {
        auto const& declared = action.declaration;
        auto const name = std::string { declared.name };
        auto const label = declared.label.in(m_actor.language);
        auto operation = Operation { .method = "post",
            .path = m_record + "/" + name,
            .id = name + "_" + m_entity.singular,
            .tag = {},
            .summary = label.empty() ? name : std::string { label },
            .parameters = { "fields", "include", "dry_run", "If-Match", "Idempotency-Key" },
            .answer = JsonObject { { "allOf",
                JsonArray { schema_ref("ActionAnswer"), object_of({ { "record", schema_ref(m_name) } }) } } },
            .answer_headers = { "ETag", "Kontor-Change" },
            .problems = { 404, 412, 422 } };
        operation.description = declared.when.empty()
            ? fmt::format("{}: {}.", one(), operation.summary)
            : fmt::format("{}: {}. Possible while {}.", one(), operation.summary, declared.when);
        if (action.input) {
            auto const schema_name = type_name(name) + m_name + "Action";
            m_schemas.add_input(schema_name, m_schema.input_of(*action.input));
            operation.body = schema_ref(schema_name);
            operation.body_required = std::ranges::any_of(
                action.input->fields, [](Field const* field) { return field->definition().required; });
        }
        add(std::move(operation));
    }

    void add_exports()
    {
        if (!may(Right::export_rows))
            return;
        for (auto const* format : { "csv", "json" })
            m_paths.add({ .method = "get",
                .path = fmt::format("/exports/{}.{}", m_entity.plural, format),
                .id = fmt::format("export_{}_as_{}", m_entity.plural, format),
                .tag = "Imports and exports",
                .summary = fmt::format("Export {} as {}", m_entity.plural, format),
                .parameters = { "filter", "q", "fields", "order_by" },
                .answer = std::string_view { format } == "csv" ? Json { JsonObject { { "type", "string" } } }
                                                               : array_of(schema_ref(m_name)),
                .answer_type = std::string_view { format } == "csv" ? "text/csv" : "application/json",
                .problems = { 404 } });
    }

    Paths& m_paths;
    RecordSchemas& m_schemas;
    Schema const& m_schema;
    records::Actor const& m_actor;
    EntityInfo const& m_entity;
    std::string m_name, m_list, m_record;
};

}

void add_entity_calls(Paths& paths, RecordSchemas& schemas, Schema const& schema, Registry const& registry,
    records::Actor const& actor, EntityInfo const& entity)
{
    // Files are reached by uploads and through the records that they hang on: their calls are described by themselves.
    if (entity.plural == "files")
        return;
    schemas.add(entity);
    EntityCalls { paths, schemas, schema, actor, entity }.add(
        records::permitted_actions(schema, registry, actor, entity));
}

}
