#pragma once

#include "base/decimal.h"
#include "base/id.h"
#include "base/time.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kontor {

class Json;
using JsonArray = std::vector<Json>;
using JsonMember = std::pair<std::string, Json>;
using JsonObject = std::vector<JsonMember>; // in the order of the text

// A number as it was written, so that decimals are read digit by digit and never through floating point.
struct JsonNumber {
    std::string text;

    bool operator==(JsonNumber const&) const = default;
};

// A JSON value as read. Small and simple: answers with many rows are written by JsonWriter and never become a tree.
class Json {
public:
    Json() = default; // null
    Json(std::nullptr_t) { }
    Json(bool value) : m_value(value) { }
    Json(JsonNumber value) : m_value(std::move(value)) { }
    Json(std::int64_t value);
    Json(int value) : Json(static_cast<std::int64_t>(value)) { }
    Json(std::string value) : m_value(std::move(value)) { }
    Json(std::string_view value) : m_value(std::string { value }) { }
    Json(char const* value) : m_value(std::string { value }) { }
    Json(JsonArray value) : m_value(std::move(value)) { }
    Json(JsonObject value) : m_value(std::move(value)) { }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(m_value); }
    [[nodiscard]] bool const* as_bool() const { return std::get_if<bool>(&m_value); }
    [[nodiscard]] std::string const* as_string() const { return std::get_if<std::string>(&m_value); }
    [[nodiscard]] JsonNumber const* as_number() const { return std::get_if<JsonNumber>(&m_value); }
    [[nodiscard]] JsonArray const* as_array() const { return std::get_if<JsonArray>(&m_value); }
    [[nodiscard]] JsonObject const* as_object() const { return std::get_if<JsonObject>(&m_value); }
    [[nodiscard]] JsonArray* as_array() { return std::get_if<JsonArray>(&m_value); }
    [[nodiscard]] JsonObject* as_object() { return std::get_if<JsonObject>(&m_value); }
    [[nodiscard]] std::optional<std::int64_t> as_whole() const; // a number without fraction or exponent within 64 bits

    // The member of an object; null pointer when absent or when this is no object.
    [[nodiscard]] Json const* find(std::string_view key) const;
    // Sets or replaces a member; this must be an object or null (which becomes one).
    Json& set(std::string_view key, Json value);

    [[nodiscard]] std::string to_text() const;        // compact
    [[nodiscard]] std::string to_pretty_text() const; // two spaces, for goldens and files people read
    bool operator==(Json const&) const;               // numbers by their text

private:
    std::variant<std::monostate, bool, JsonNumber, std::string, JsonArray, JsonObject> m_value;
};

struct JsonLimits {
    std::size_t depth = 32;
    std::size_t keys_per_object = 1'000;
};

enum class JsonFault { malformed, bad_utf8, too_deep, too_many_keys };

struct JsonError {
    JsonFault fault;
    std::string message; // "Expected a value but found \"]\"."
    std::size_t line;    // from 1
    std::size_t column;  // in code points, from 1
};

// RFC 8259, strictly: broken UTF-8, lone surrogates, control characters in strings, leading zeros and anything after
// the value are errors. Duplicate keys are kept in the object as they came: the caller says whether they matter.
std::variant<Json, JsonError> parse_json(std::string_view text, JsonLimits const& = {});

// Writes JSON text straight into a string. Commas are its own business; a key must be followed by a value.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : m_out(out) { }

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    JsonWriter& key(std::string_view); // escapes
    JsonWriter& null();
    JsonWriter& boolean(bool);
    JsonWriter& whole(std::int64_t);
    JsonWriter& string(std::string_view);   // escapes; the text must be valid UTF-8
    JsonWriter& id(Id);                     // a string of digits
    JsonWriter& raw(std::string_view json); // a complete value, as it is
    JsonWriter& value(Json const&);

    // key and value at once
    JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
    JsonWriter& member(std::string_view name, char const* text) { return key(name).string(text); }
    JsonWriter& member(std::string_view name, std::string const& text) { return key(name).string(text); }
    JsonWriter& member(std::string_view name, std::int64_t number) { return key(name).whole(number); }
    JsonWriter& member(std::string_view name, int number) { return key(name).whole(number); }
    JsonWriter& member(std::string_view name, bool flag) { return key(name).boolean(flag); }
    JsonWriter& member(std::string_view name, Id record) { return key(name).id(record); }
    JsonWriter& member(std::string_view name, Json const& json) { return key(name).value(json); }

private:
    void separate();
    std::string& m_out;
    bool m_needs_comma = false;
};

void append_json_string(std::string& out, std::string_view utf8); // with quotes

}
