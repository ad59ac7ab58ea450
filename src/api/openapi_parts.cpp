#include "api/openapi_parts.h"

#include <algorithm>
#include <set>

namespace kontor::api {

namespace {

Json ref(std::string_view kind, std::string_view name)
{
    return JsonObject { { "$ref", std::string { "#/components/" }.append(kind).append("/").append(name) } };
}

JsonArray strings(std::vector<std::string> const& texts)
{
    auto array = JsonArray {};
    for (auto const& text : texts)
        array.emplace_back(text);
    return array;
}

Json content_of(std::string_view media_type, Json schema)
{
    return JsonObject { { std::string { media_type }, JsonObject { { "schema", std::move(schema) } } } };
}

std::string_view response_name(int status)
{
    switch (status) {
    case 400: return "BadRequest";
    case 401: return "NotSignedIn";
    case 403: return "Forbidden";
    case 404: return "NotFound";
    case 409: return "Conflict";
    case 412: return "VersionConflict";
    case 413: return "TooLarge";
    case 415: return "UnsupportedMediaType";
    case 422: return "Invalid";
    case 429: return "TooMany";
    default: return "Unavailable";
    }
}

// The {parameters} of a path: an id, or a name.
JsonArray path_parameters(std::string_view path)
{
    auto parameters = JsonArray {};
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open + 1)) {
        auto const name = path.substr(open + 1, path.find('}', open) - open - 1);
        auto const is_id = name == "id" || name == "file" || name == "change";
        parameters.emplace_back(JsonObject { { "name", name }, { "in", "path" }, { "required", true },
            { "schema", is_id ? schema_ref("Id") : Json { JsonObject { { "type", "string" } } } } });
    }
    return parameters;
}

// "/files/{id}" stands for "/files/query": a parameter takes any one segment.
bool stands_for(std::string_view pattern, std::string_view path)
{
    while (!pattern.empty() && !path.empty()) {
        auto const pattern_end = std::min(pattern.find('/', 1), pattern.size());
        auto const path_end = std::min(path.find('/', 1), path.size());
        auto const wanted = pattern.substr(0, pattern_end);
        if (!wanted.starts_with("/{") && wanted != path.substr(0, path_end))
            return false;
        pattern.remove_prefix(pattern_end);
        path.remove_prefix(path_end);
    }
    return pattern.empty() && path.empty();
}

Json responses_of(Operation const& operation)
{
    auto success = JsonObject { { "description",
        operation.status == 201       ? "Made."
            : operation.status == 202 ? "Begun."
                                      : "Done." } };
    auto headers = JsonObject { { "Kontor-Request-Id", ref("headers", "Kontor-Request-Id") } };
    for (auto name : operation.answer_headers)
        headers.emplace_back(std::string { name }, ref("headers", name));
    success.emplace_back("headers", std::move(headers));
    if (operation.answer)
        success.emplace_back("content", content_of(operation.answer_type, *operation.answer));
    auto statuses = std::set<int> { operation.problems.begin(), operation.problems.end() };
    statuses.insert({ 400, 503 });
    if (!operation.is_open)
        statuses.insert({ 401, 403 });
    if (operation.body)
        statuses.insert({ 413, 415, 422 });
    if (operation.method != "get")
        statuses.insert(409);
    auto responses = JsonObject { { std::to_string(operation.status), std::move(success) } };
    if (operation.begun)
        responses.emplace_back("202",
            JsonObject { { "description", "Begun: a job." },
                { "headers", JsonObject { { "Location", ref("headers", "Location") } } },
                { "content", content_of("application/json", *operation.begun) } });
    for (auto status : statuses)
        responses.emplace_back(std::to_string(status), ref("responses", response_name(status)));
    return responses;
}

}

Json schema_ref(std::string_view name) { return ref("schemas", name); }
Json array_of(Json items) { return JsonObject { { "type", "array" }, { "items", std::move(items) } }; }
Json nullable(std::string_view type) { return JsonObject { { "type", JsonArray { Json { type }, Json { "null" } } } }; }

Json typed(std::string_view type) { return JsonObject { { "type", type } }; }
Json text_schema() { return nullable("string"); }

Json instant_schema() { return JsonObject { { "type", "string" }, { "format", "date-time" } }; }

Json described(Json schema, std::string_view description)
{
    schema.set("description", description);
    return schema;
}

Json enum_of(std::initializer_list<std::string_view> values)
{
    auto array = JsonArray {};
    for (auto value : values)
        array.emplace_back(value);
    return JsonObject { { "type", "string" }, { "enum", std::move(array) } };
}

Json object_of(JsonObject properties, std::vector<std::string> required)
{
    auto schema = JsonObject { { "type", "object" } };
    if (!required.empty())
        schema.emplace_back("required", strings(required));
    if (!properties.empty())
        schema.emplace_back("properties", std::move(properties));
    return schema;
}

Json closed_object_of(JsonObject properties, std::vector<std::string> required)
{
    auto schema = object_of(std::move(properties), std::move(required));
    schema.set("additionalProperties", false);
    return schema;
}

Json list_of(Json item)
{
    return object_of({ { "items", array_of(std::move(item)) }, { "next_page_token", text_schema() } },
        { "items", "next_page_token" });
}

std::string type_name(std::string_view snake_case)
{
    auto name = std::string {};
    auto begins = true;
    for (auto letter : snake_case) {
        if (letter == '_') {
            begins = true;
            continue;
        }
        name += begins && letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
        begins = false;
    }
    return name;
}

Json query_parameter(std::string_view name, std::string_view description, Json schema, bool required)
{
    auto parameter = JsonObject { { "name", name }, { "in", "query" }, { "description", description } };
    if (required)
        parameter.emplace_back("required", true);
    parameter.emplace_back("schema", std::move(schema));
    return parameter;
}

Json text_parameter(std::string_view name, std::string_view description, bool required)
{
    return query_parameter(name, description, typed("string"), required);
}

void Paths::add(Operation operation)
{
    auto const closed_end = m_paths.begin() + static_cast<std::ptrdiff_t>(m_closed);
    if (std::any_of(m_paths.begin(), closed_end,
            [&](JsonMember const& item) { return stands_for(item.first, operation.path); }))
        return;
    auto parameters = operation.at_root ? JsonArray {} : path_parameters(operation.path);
    for (auto name : operation.parameters)
        parameters.push_back(ref("parameters", name));
    for (auto& own : operation.own_parameters)
        parameters.push_back(std::move(own));

    auto described = JsonObject { { "operationId", operation.id }, { "tags", JsonArray { Json { operation.tag } } },
        { "summary", operation.summary },
        { "description", operation.description.empty() ? operation.summary + "." : operation.description } };
    if (operation.is_open)
        described.emplace_back("security", JsonArray {});
    if (!parameters.empty())
        described.emplace_back("parameters", std::move(parameters));
    if (operation.body)
        described.emplace_back("requestBody",
            JsonObject { { "required", operation.body_required },
                { "content", content_of(operation.body_type, *operation.body) } });
    described.emplace_back("responses", responses_of(operation));

    auto found = std::ranges::find(m_paths, operation.path, &JsonMember::first);
    if (found == m_paths.end()) {
        auto item = JsonObject {};
        if (operation.at_root)
            item.emplace_back("servers", JsonArray { JsonObject { { "url", "/" } } });
        found = m_paths.insert(m_paths.end(), { operation.path, Json { std::move(item) } });
    }
    if (!found->second.find(operation.method))
        found->second.set(operation.method, Json { std::move(described) });
}

Json common_parameters()
{
    auto const text = Json { JsonObject { { "type", "string" } } };
    auto whole = [](int minimum, int maximum) -> Json {
        return JsonObject { { "type", "integer" }, { "minimum", minimum }, { "maximum", maximum } };
    };
    auto header = [&](std::string_view name, std::string_view description) -> Json {
        return JsonObject { { "name", name }, { "in", "header" }, { "description", description }, { "schema", text } };
    };
    return JsonObject {
        { "filter",
            query_parameter(
                "filter", "The filter language: closes_on <= days(30) AND status = \"open\". Empty means all.", text) },
        { "q", query_parameter("q", "Words, folded; the best match first unless order_by is given.", text) },
        { "fields",
            query_parameter("fields",
                "Which fields, comma-separated: name,amount,account.industry. Default: all readable ones.", text) },
        { "include",
            query_parameter("include", "Relations to bring along, at most 5 and two steps deep, and \"can\".", text) },
        { "order_by", query_parameter("order_by", "At most 4 fields: amount desc, name.", text) },
        { "page_size", query_parameter("page_size", "How many; 0 means the default of 50.", whole(0, 500)) },
        { "page_token", query_parameter("page_token", "From next_page_token; the question must be the same.", text) },
        { "offset", query_parameter("offset", "Where the page begins; not with page_token.", whole(0, 10'000'000)) },
        { "count",
            query_parameter("count", "Whether to count all that match.", enum_of({ "none", "exact", "estimate" })) },
        { "bin", query_parameter("bin", "The bin instead of what is in use.", enum_of({ "only" })) },
        { "dry_run",
            query_parameter("dry_run", "Does everything, tells what would happen, and takes it back.",
                JsonObject { { "type", "boolean" } }) },
        { "If-Match", header("If-Match", "The version that the change was made for: \"7\", or an ETag.") },
        { "If-None-Match", header("If-None-Match", "Answers 304 when nothing differs from this ETag.") },
        { "Idempotency-Key",
            header("Idempotency-Key",
                "1 to 255 characters; the same key and request get the first answer again for 24 hours.") },
    };
}

Json common_headers()
{
    auto header = [](std::string_view description) -> Json {
        return JsonObject { { "description", description }, { "schema", JsonObject { { "type", "string" } } } };
    };
    return JsonObject {
        { "ETag", header("Version and content: \"7-9f3ac2d1\".") },
        { "Location", header("Where it is now.") },
        { "Link", header("The next page, with rel=\"next\".") },
        { "Kontor-Change", header("The change, to be undone by POST /changes/{change}/undo.") },
        { "Kontor-Request-Id", header("Names this request in logs.") },
        { "Retry-After", header("Seconds to wait.") },
    };
}

Json common_responses()
{
    auto problem
        = [](std::string_view description, bool may_retry = false, std::string_view schema = "Problem") -> Json {
        auto response = JsonObject { { "description", description } };
        if (may_retry)
            response.emplace_back("headers", JsonObject { { "Retry-After", ref("headers", "Retry-After") } });
        response.emplace_back("content", content_of("application/problem+json", schema_ref(schema)));
        return response;
    };
    return JsonObject {
        { "BadRequest", problem("The request cannot be understood: a program must be changed.") },
        { "NotSignedIn", problem("Nobody is signed in, or no longer.") },
        { "Forbidden", problem("It can be seen, but this may not be done with it.") },
        { "NotFound", problem("There is no such thing, or it may not be seen.") },
        { "Conflict", problem("It clashes with the present state.") },
        { "VersionConflict", problem("Somebody has changed it meanwhile.", false, "VersionConflictProblem") },
        { "TooLarge", problem("The body is too large.") },
        { "UnsupportedMediaType", problem("Another media type or encoding is expected.") },
        { "Invalid", problem("A value breaks a rule; nothing was written.") },
        { "TooMany", problem("Too many requests.", true) },
        { "Unavailable", problem("Not now; try again.", true) },
    };
}

}
