#pragma once

#include "base/json.h"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The pieces that an OpenAPI document is made of. Only the openapi_*.cpp files include this.
namespace kontor::api {

Json schema_ref(std::string_view name); // "#/components/schemas/..."
Json array_of(Json items);
Json nullable(std::string_view type);
Json typed(std::string_view type); // {"type": ...}
Json text_schema();                // string or null
Json instant_schema();
Json described(Json schema, std::string_view description);
Json enum_of(std::initializer_list<std::string_view> values);
Json object_of(JsonObject properties, std::vector<std::string> required = {});
Json closed_object_of(JsonObject properties, std::vector<std::string> required = {}); // unknown members are refused
Json list_of(Json item);                                                              // {items, next_page_token}

// "lost_reason" to "LostReason": names of schemas.
std::string type_name(std::string_view snake_case);

// One call. What most calls have in common (problems, headers, security) is added by Paths.
struct Operation {
    std::string_view method; // "get"
    std::string path;        // below the server's address: "/deals/{id}"
    std::string id;          // "get_deal"
    std::string tag;
    std::string summary;
    std::string description {};                  // empty: the summary as a sentence
    std::vector<std::string_view> parameters {}; // names of components
    std::vector<Json> own_parameters {};         // besides those of the path
    std::optional<Json> body {};
    std::string_view body_type = "application/json";
    bool body_required = true;
    int status = 200;
    std::optional<Json> answer {};
    std::string_view answer_type = "application/json";
    std::optional<Json> begun {};                    // 202, where the work may become a job
    std::vector<std::string_view> answer_headers {}; // names of components
    std::vector<int> problems {};                    // besides 400, 401, 403, 503 and those of a body
    bool is_open = false;                            // without signing in
    bool at_root = false;                            // not below /api/v1
};

Json query_parameter(std::string_view name, std::string_view description, Json schema, bool required = false);
Json text_parameter(std::string_view name, std::string_view description, bool required = false);

// The calls of the document, in the order they were added.
class Paths {
public:
    // Does nothing when the method of that path is there already, or a closed path stands for it.
    void add(Operation);
    // The router tries fixed paths before those of collections, whatever the method: what is there takes no more.
    void close() { m_closed = m_paths.size(); }
    [[nodiscard]] Json take() { return Json { std::move(m_paths) }; }

private:
    JsonObject m_paths;
    std::size_t m_closed = 0; // the first so many paths
};

Json common_parameters(); // components
Json common_headers();
Json common_responses();
void append_common_schemas(JsonObject& schemas);
void append_answer_schemas(JsonObject& schemas); // of what is no record; append_common_schemas calls it

}
