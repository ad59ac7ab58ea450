#include "records/meta.h"

#include "base/crypto.h"
#include "model/filter.h"
#include "records/entity_meta.h"
#include "records/reader.h"

namespace kontor::records {

namespace {

void write_workspace(JsonWriter& json, Workspace const& workspace)
{
    json.key("workspace").begin_object();
    json.member("name", std::string_view { workspace.name });
    json.member("currency", std::string_view { workspace.currency });
    json.member("time_zone", std::string_view { workspace.time_zone });
    json.member("week_starts", workspace.week_starts);
    json.key("languages").begin_array().string("en").string("ru").end_array();
    json.end_object();
}

void write_me(JsonWriter& json, Reading& reading)
{
    auto const& actor = reading.actor;
    json.key("me").begin_object();
    json.member("id", actor.user);
    json.member("title", std::string_view { actor.name });
    json.member("email", std::string_view { actor.email });
    json.key("role").begin_object();
    json.member("id", actor.role->id).member("title", std::string_view { actor.role->name });
    json.member("key", std::string_view { actor.role->key }).end_object();
    json.key("department");
    auto const* departments = reading.schema.find("departments");
    if (!departments || actor.department.is_empty())
        json.null();
    else
        json.raw(Reader { reading }.reference(*departments, actor.department));
    json.member("language", code_of(actor.language));
    json.member("time_zone", std::string_view { actor.zone.name() });
    json.member("administrator", actor.is_administrator());
    json.key("rights").begin_array();
    for (auto const& right : actor.role->rights)
        json.string(right);
    json.end_array();
    json.member("export_rows", actor.role->export_rows);
    json.end_object();
}

void write_reports(JsonWriter& json, Reading const& reading, Registry const& registry)
{
    auto const language = reading.actor.language;
    json.key("reports").begin_array();
    for (auto const& report : registry.reports()) {
        auto const* entity = reading.schema.find_singular(report.entity->singular_name);
        if (!entity || reading.actor.level(reading.schema, *entity, Right::read) == Level::none)
            continue;
        json.begin_object();
        json.member("name", report.name).member("label", report.label.in(language));
        json.member("entity", std::string_view { entity->plural });
        json.key("parameters").begin_array();
        for (auto const& parameter : report.parameters) {
            json.begin_object();
            json.member("name", parameter.name)
                .member("label", parameter.label.in(language))
                .member("kind", parameter.kind);
            if (!parameter.default_value.empty())
                json.member("default", parameter.default_value);
            if (!parameter.choices.empty()) {
                json.key("choices").begin_array();
                for (auto choice : parameter.choices)
                    json.string(choice);
                json.end_array();
            }
            json.end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

// API.md 14. Sizes in bytes.
void write_limits(JsonWriter& json)
{
    auto const filter = FilterLimits {};
    auto const body = JsonLimits {};
    json.key("limits").begin_object();
    json.member("body", 1 << 20).member("batch_body", 8 << 20);
    json.member("json_depth", static_cast<std::int64_t>(body.depth))
        .member("json_keys", static_cast<std::int64_t>(body.keys_per_object));
    json.member("filter", static_cast<std::int64_t>(filter.bytes))
        .member("filter_terms", static_cast<std::int64_t>(filter.terms));
    json.member("filter_depth", static_cast<std::int64_t>(filter.depth))
        .member("filter_list", static_cast<std::int64_t>(filter.values_in_list));
    json.member("page_size", 500).member("include", 5).member("order_by", 4);
    json.member("batch", 1'000).member("bulk", 100'000).member("lines", 1'000).member("links", 1'000);
    json.member("file", 100 << 20).member("import_file", std::int64_t { 2 } << 30).member("cell", 1 << 20);
    json.member("custom_fields", 200).member("custom_objects", 100);
    json.end_object();
}

}

std::string meta(Reading& reading, Registry const& registry)
{
    auto document = std::string {};
    auto json = JsonWriter { document };
    auto fields = FieldMeta { reading, json };
    auto entity_meta = EntityMeta { reading, registry, json, fields };
    json.begin_object();
    json.member("version", reading.schema.version());
    json.member("language", code_of(reading.actor.language));
    write_workspace(json, reading.workspace);
    write_me(json, reading);
    json.key("entities").begin_array();
    for (auto const& entity : reading.schema.entities())
        if (reading.actor.level(reading.schema, *entity, Right::read) != Level::none)
            entity_meta.write(*entity);
    json.end_array();
    write_reports(json, reading, registry);
    write_limits(json);
    json.end_object();
    return document;
}

std::optional<std::string> meta_of(Reading& reading, Registry const& registry, EntityInfo const& entity)
{
    if (reading.actor.level(reading.schema, entity, Right::read) == Level::none)
        return {};
    auto document = std::string {};
    auto json = JsonWriter { document };
    auto fields = FieldMeta { reading, json };
    EntityMeta { reading, registry, json, fields }.write(entity);
    return document;
}

std::string meta_etag(std::string_view document) { return "\"m-" + sha256_hex(document).substr(0, 8) + "\""; }

}
