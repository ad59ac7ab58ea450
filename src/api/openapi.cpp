#include "api/openapi.h"

#include "api/openapi_entities.h"
#include "base/version.h"

#include <set>

namespace kontor::api {

namespace {

Json tag(std::string_view name, std::string_view description)
{
    return JsonObject { { "name", name }, { "description", description } };
}

Json security_schemes()
{
    auto cookie = [](std::string_view name, std::string_view description) -> Json {
        return JsonObject { { "type", "apiKey" }, { "in", "cookie" }, { "name", name },
            { "description", description } };
    };
    return JsonObject {
        { "bearer",
            JsonObject { { "type", "http" }, { "scheme", "bearer" },
                { "description", "An API token, or the token of a session." } } },
        { "cookie", cookie("__Host-kontor", "The session of a browser, over HTTPS.") },
        { "plain_cookie", cookie("kontor", "The session of a browser, over plain HTTP.") },
    };
}

// Names of the schemas that the tree refers to.
void collect_references(Json const& tree, std::set<std::string, std::less<>>& names)
{
    static constexpr std::string_view prefix = "#/components/schemas/";
    if (auto const* members = tree.as_object()) {
        for (auto const& [key, value] : *members) {
            auto const* text = value.as_string();
            if (key == "$ref" && text && text->starts_with(prefix))
                names.insert(text->substr(prefix.size()));
            collect_references(value, names);
        }
    }
    if (auto const* elements = tree.as_array())
        for (auto const& element : *elements)
            collect_references(element, names);
}

// Only what some call of this reader uses: what he may not write has no schema to write it by.
JsonObject reachable(JsonObject schemas, Json const& paths, Json const& responses)
{
    auto reached = std::set<std::string, std::less<>> {};
    auto fresh = std::set<std::string, std::less<>> {};
    collect_references(paths, fresh);
    collect_references(responses, fresh);
    while (!fresh.empty()) {
        auto next = std::set<std::string, std::less<>> {};
        for (auto const& [name, schema] : schemas)
            if (fresh.contains(name) && reached.insert(name).second)
                collect_references(schema, next);
        fresh = std::move(next);
    }
    std::erase_if(schemas, [&](JsonMember const& schema) { return !reached.contains(schema.first); });
    return schemas;
}

Json info()
{
    return JsonObject {
        { "title", "Kontor" },
        { "version", version },
        { "description",
            "Everything that the page does, for programs. Bodies are JSON; ids and decimals are strings; unknown "
            "fields and parameters are refused; problems are RFC 9457. "
            "The document holds what its reader may see, like /meta." },
        { "contact", JsonObject { { "name", "The administrator of this workspace" } } },
        { "license", JsonObject { { "name", "Apache-2.0" }, { "identifier", "Apache-2.0" } } },
    };
}

}

std::string openapi(Schema const& schema, Registry const& registry, records::Actor const& actor)
{
    auto schemas = JsonObject {};
    append_common_schemas(schemas);
    auto records = RecordSchemas { schema, actor, schemas };
    auto paths = Paths {};
    add_fixed_calls(paths, schema, registry, actor);
    paths.close();
    auto tags = JsonArray { tag("Session", "Signing in and out, tokens."),
        tag("Meta", "What there is, for this reader."), tag("Files", "Uploads and downloads."),
        tag("Search", "Words in all collections."), tag("Today", "What needs attention."),
        tag("Stream", "Changes as they happen."), tag("Reports", "Numbers over many records."),
        tag("Jobs", "Work that takes longer."), tag("Imports and exports", "Files in and out."),
        tag("Administration", "The workspace and its people."), tag("Health", "For those who run it.") };
    for (auto const& entity : schema.entities()) {
        if (actor.level(schema, *entity, records::Right::read) == records::Level::none)
            continue;
        tags.push_back(tag(entity->plural, entity->label_many.in(actor.language)));
        add_entity_calls(paths, records, schema, registry, actor, *entity);
    }
    auto described = paths.take();
    auto responses = common_responses();
    schemas = reachable(std::move(schemas), described, responses);
    auto components = JsonObject { { "securitySchemes", security_schemes() }, { "parameters", common_parameters() },
        { "headers", common_headers() }, { "responses", std::move(responses) }, { "schemas", std::move(schemas) } };
    return Json {
        JsonObject { { "openapi", "3.1.0" }, { "info", info() },
            { "servers", JsonArray { JsonObject { { "url", "/api/v1" } } } },
            { "security",
                JsonArray { JsonObject { { "bearer", JsonArray {} } }, JsonObject { { "cookie", JsonArray {} } },
                    JsonObject { { "plain_cookie", JsonArray {} } } } },
            { "tags", std::move(tags) }, { "paths", std::move(described) }, { "components", std::move(components) } }
    }.to_text();
}

}
