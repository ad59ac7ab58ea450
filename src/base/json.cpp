#include "base/json.h"

#include "base/check.h"

#include <algorithm>
#include <charconv>

namespace kontor {

Json::Json(std::int64_t value)
{
    char digits[20];
    m_value = JsonNumber { { digits, std::to_chars(std::begin(digits), std::end(digits), value).ptr } };
}

std::optional<std::int64_t> Json::as_whole() const
{
    auto const* number = as_number();
    if (!number)
        return {};
    std::int64_t whole = 0;
    auto const* const end = number->text.data() + number->text.size();
    auto const [stop, fault] = std::from_chars(number->text.data(), end, whole);
    if (fault != std::errc {} || stop != end)
        return {};
    return whole;
}

namespace {

// From the back: where the text names a member twice and nobody refuses that, the last one counts.
template<typename Object> auto* find_last(Object& object, std::string_view key)
{
    auto const found
        = std::find_if(object.rbegin(), object.rend(), [&](auto const& member) { return member.first == key; });
    return found == object.rend() ? nullptr : &found->second;
}

}

Json const* Json::find(std::string_view key) const
{
    auto const* object = as_object();
    return object ? find_last(*object, key) : nullptr;
}

Json& Json::set(std::string_view key, Json value)
{
    if (is_null())
        m_value = JsonObject {};
    auto* object = as_object();
    check(object, "Only a JSON object has members to set.");
    if (auto* present = find_last(*object, key))
        *present = std::move(value);
    else
        object->emplace_back(key, std::move(value));
    return *this;
}

std::string Json::to_text() const
{
    std::string text;
    JsonWriter { text }.value(*this);
    return text;
}

namespace {

void append_pretty(std::string& out, Json const& json, std::size_t indent)
{
    auto const append_items = [&](char open, auto const& items, char close, auto const& append_item) {
        out += open;
        auto separator = '\n';
        for (auto const& item : items) {
            if (separator == ',')
                out += ",\n";
            else
                out += separator;
            separator = ',';
            out.append(indent + 2, ' ');
            append_item(item);
        }
        if (separator == ',') {
            out += '\n';
            out.append(indent, ' ');
        }
        out += close;
    };
    if (auto const* array = json.as_array()) {
        append_items('[', *array, ']', [&](Json const& item) { append_pretty(out, item, indent + 2); });
    } else if (auto const* object = json.as_object()) {
        append_items('{', *object, '}', [&](JsonMember const& member) {
            append_json_string(out, member.first);
            out += ": ";
            append_pretty(out, member.second, indent + 2);
        });
    } else {
        JsonWriter { out }.value(json);
    }
}

}

std::string Json::to_pretty_text() const
{
    std::string text;
    append_pretty(text, *this, 0);
    return text;
}

bool Json::operator==(Json const&) const = default;

}
