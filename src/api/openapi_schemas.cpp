#include "api/openapi_parts.h"

namespace kontor::api {

namespace {

Json problem_schema()
{
    auto fault = object_of(
        { { "field", described(typed("string"), "A path: lines[1].quantity.") }, { "code", typed("string") },
            { "message", typed("string") },
            { "params", JsonObject { { "type", "object" }, { "additionalProperties", typed("string") } } } },
        { "field", "code", "message" });
    auto place = object_of({ { "parameter", typed("string") }, { "line", typed("integer") },
        { "column", typed("integer") }, { "length", typed("integer") } });
    return described(
        object_of({ { "type", typed("string") }, { "title", typed("string") }, { "status", typed("integer") },
                      { "code", typed("string") }, { "detail", typed("string") }, { "instance", typed("string") },
                      { "fields", array_of(std::move(fault)) }, { "at", std::move(place) },
                      { "allowed", array_of(typed("string")) } },
            { "type", "title", "status", "code" }),
        "RFC 9457. `code` is for programs, `detail` and `message` are for people.");
}

void append_value_schemas(JsonObject& schemas)
{
    schemas.emplace_back("Id", JsonObject { { "type", "string" }, { "pattern", "^[0-9]{1,19}$" } });
    schemas.emplace_back("Decimal",
        JsonObject { { "type", JsonArray { "string", "null" } }, { "pattern", R"(^-?[0-9]{1,15}(\.[0-9]{1,4})?$)" } });
    schemas.emplace_back("DecimalInput",
        JsonObject { { "description", "A string, or a number that is read digit by digit; exponents are refused." },
            { "type", JsonArray { "string", "number", "null" } } });
    schemas.emplace_back("Link",
        described(JsonObject { { "type", JsonArray { "object", "null" } },
                      { "properties",
                          JsonObject { { "id", schema_ref("Id") }, { "title", typed("string") },
                              { "key", typed("string") }, { "deleted", typed("boolean") },
                              { "hidden", typed("boolean") }, { "record", typed("object") } } } },
            "A target that the reader may not see is {\"hidden\": true}."));
    schemas.emplace_back("LinkInput",
        described(
            JsonObject { { "oneOf",
                JsonArray { typed("string"), object_of({ { "id", schema_ref("Id") } }, { "id" }), typed("null") } } },
            "The id of the record, or its key where the target has keys."));
    auto element = Json { JsonObject { { "oneOf", JsonArray { typed("string"), typed("object") } } } };
    auto edit = closed_object_of(
        { { "add", array_of(element) }, { "update", array_of(element) }, { "remove", array_of(element) } });
    schemas.emplace_back("LinksInput",
        described(JsonObject { { "oneOf", JsonArray { array_of(element), std::move(edit), typed("null") } } },
            "A list replaces; an object edits."));
    schemas.emplace_back("AnyLink",
        JsonObject { { "type", JsonArray { "object", "null" } },
            { "properties",
                JsonObject { { "entity", typed("string") }, { "id", schema_ref("Id") }, { "title", typed("string") },
                    { "hidden", typed("boolean") } } } });
    schemas.emplace_back("AnyLinkInput",
        JsonObject { { "type", JsonArray { "object", "null" } }, { "required", JsonArray { "entity", "id" } },
            { "properties", JsonObject { { "entity", typed("string") }, { "id", schema_ref("Id") } } } });
    schemas.emplace_back("AddressValue",
        JsonObject { { "type", JsonArray { "object", "null" } }, { "additionalProperties", false },
            { "properties",
                JsonObject { { "street", text_schema() }, { "street2", text_schema() }, { "city", text_schema() },
                    { "region", text_schema() }, { "postal_code", text_schema() },
                    { "country",
                        JsonObject { { "type", JsonArray { "string", "null" } }, { "pattern", "^[A-Z]{2}$" } } } } } });
    schemas.emplace_back("FileValue",
        JsonObject { { "type", JsonArray { "object", "null" } },
            { "properties",
                JsonObject { { "id", schema_ref("Id") }, { "name", typed("string") }, { "size", typed("integer") },
                    { "type", typed("string") }, { "sha256", typed("string") },
                    { "created_at", instant_schema() } } } });
    schemas.emplace_back("PlaceInput",
        described(JsonObject { { "oneOf",
                      JsonArray { enum_of({ "first", "last" }),
                          closed_object_of({ { "before", schema_ref("Id") } }, { "before" }),
                          closed_object_of({ { "after", schema_ref("Id") } }, { "after" }) } } },
            "Write-only: where the record stands among its neighbours."));
}

}

void append_common_schemas(JsonObject& schemas)
{
    append_value_schemas(schemas);
    append_answer_schemas(schemas);
    schemas.emplace_back("Problem", problem_schema());
    schemas.emplace_back("EmptyAnswer", typed("object"));
    schemas.emplace_back("Me",
        object_of({ { "id", schema_ref("Id") }, { "title", typed("string") }, { "email", typed("string") },
                      { "role", schema_ref("Link") }, { "department", schema_ref("Link") },
                      { "language", nullable("string") }, { "time_zone", nullable("string") } },
            { "id", "title" }));
    schemas.emplace_back("RecordReference",
        described(object_of({ { "entity", typed("string") }, { "id", schema_ref("Id") }, { "title", typed("string") } },
                      { "entity", "id" }),
            "Names one record."));
    schemas.emplace_back("ActionAnswer",
        object_of({ { "created", array_of(schema_ref("RecordReference")) },
            { "changed", array_of(schema_ref("RecordReference")) }, { "message", typed("string") },
            { "dry_run", typed("boolean") } }));
    auto names = Json { JsonObject { { "oneOf", JsonArray { array_of(typed("string")), typed("string") } } } };
    schemas.emplace_back("ListQuery",
        closed_object_of({ { "filter", typed("string") }, { "q", typed("string") }, { "fields", names },
            { "include", names }, { "order_by", names }, { "page_size", typed("integer") },
            { "page_token", nullable("string") }, { "offset", typed("integer") },
            { "count", enum_of({ "none", "exact", "estimate" }) }, { "bin", enum_of({ "only" }) } }));
    schemas.emplace_back("AggregateQuery",
        closed_object_of({ { "filter", typed("string") }, { "q", typed("string") }, { "bin", enum_of({ "only" }) },
            { "group_by", names }, { "sum", names }, { "avg", names }, { "min", names }, { "max", names },
            { "currency", typed("string") }, { "order_by", names }, { "limit", typed("integer") } }));
    schemas.emplace_back("BulkRequest",
        closed_object_of({ { "filter", typed("string") }, { "ids", array_of(schema_ref("Id")) },
            { "expected", typed("integer") }, { "update", typed("object") }, { "delete", typed("boolean") },
            { "action", typed("string") }, { "input", typed("object") } }));
    schemas.emplace_back("CustomFieldInput",
        described(object_of({ { "name", typed("string") }, { "type", typed("string") },
                      { "label", schema_ref("TextInLanguages") }, { "help", schema_ref("TextInLanguages") },
                      { "required", typed("boolean") }, { "entity", typed("string") }, { "formula", typed("string") },
                      { "searchable", typed("boolean") }, { "unique", typed("boolean") }, { "max", typed("integer") },
                      { "default", JsonObject {} }, { "choices", array_of(typed("object")) },
                      { "place",
                          described(object_of({ { "before", typed("string") }, { "after", typed("string") } }),
                              "Of a custom field that is there: in front of or behind another one.") } }),
            "A custom field, or what an administrator changes on a built-in one: label, help, required, choices."));
    schemas.emplace_back("TextInLanguages",
        JsonObject { { "oneOf",
            JsonArray { typed("string"), object_of({ { "en", typed("string") }, { "ru", typed("string") } }) } } });
}

}
