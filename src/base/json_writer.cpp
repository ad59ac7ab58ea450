#include "base/json.h"

#include <array>
#include <charconv>
#include <cstring>

namespace kontor {

JsonWriter& JsonWriter::begin_object()
{
    separate();
    m_out += '{';
    m_needs_comma = false;
    return *this;
}

JsonWriter& JsonWriter::end_object()
{
    m_out += '}';
    m_needs_comma = true;
    return *this;
}

JsonWriter& JsonWriter::begin_array()
{
    separate();
    m_out += '[';
    m_needs_comma = false;
    return *this;
}

JsonWriter& JsonWriter::end_array()
{
    m_out += ']';
    m_needs_comma = true;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name)
{
    separate();
    append_json_string(m_out, name);
    m_out += ':';
    m_needs_comma = false;
    return *this;
}

JsonWriter& JsonWriter::null() { return raw("null"); }

JsonWriter& JsonWriter::boolean(bool flag) { return raw(flag ? "true" : "false"); }

JsonWriter& JsonWriter::whole(std::int64_t number)
{
    char digits[20];
    return raw({ digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr });
}

JsonWriter& JsonWriter::string(std::string_view text)
{
    separate();
    append_json_string(m_out, text);
    return *this;
}

JsonWriter& JsonWriter::id(Id record)
{
    char digits[22];
    digits[0] = '"';
    auto* end = std::to_chars(digits + 1, std::end(digits), record.value).ptr;
    *end++ = '"';
    return raw({ digits, end });
}

JsonWriter& JsonWriter::raw(std::string_view json)
{
    separate();
    m_out += json;
    return *this;
}

JsonWriter& JsonWriter::value(Json const& json)
{
    if (auto const* text = json.as_string())
        return string(*text);
    if (auto const* number = json.as_number())
        return raw(number->text);
    if (auto const* flag = json.as_bool())
        return boolean(*flag);
    if (auto const* array = json.as_array()) {
        begin_array();
        for (auto const& item : *array)
            value(item);
        return end_array();
    }
    if (auto const* object = json.as_object()) {
        begin_object();
        for (auto const& [name, member] : *object)
            key(name).value(member);
        return end_object();
    }
    return null();
}

void JsonWriter::separate()
{
    if (m_needs_comma)
        m_out += ',';
    m_needs_comma = true;
}

namespace {

// For each byte the letter of its short escape, 'u' where it has none, 0 where it needs none.
constexpr auto escapes = [] {
    std::array<char, 256> table {};
    for (std::size_t control = 0; control < 0x20; ++control)
        table[control] = 'u';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

// Whether one of eight bytes is below 0x20, a quote or a backslash. Bytes from 0x80 up are never counted as such.
bool needs_escape_in_eight(char const* bytes)
{
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101;
    constexpr std::uint64_t highs = ones * 0x80;
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    auto const controls = (word - ones * 0x20) & ~word;
    auto const quotes = word ^ (ones * '"');
    auto const backslashes = word ^ (ones * '\\');
    return ((controls | ((quotes - ones) & ~quotes) | ((backslashes - ones) & ~backslashes)) & highs) != 0;
}

}

void append_json_string(std::string& out, std::string_view utf8)
{
    out += '"';
    auto const* run = utf8.data();
    auto const* const end = run + utf8.size();
    for (auto const* at = run; at != end;) {
        if (end - at >= 8 && !needs_escape_in_eight(at)) {
            at += 8;
            continue;
        }
        auto const byte = static_cast<unsigned char>(*at);
        auto const escape = escapes[byte];
        if (escape == 0) {
            ++at;
            continue;
        }
        out.append(run, at);
        out += '\\';
        out += escape;
        if (escape == 'u') {
            constexpr std::string_view digits = "0123456789abcdef";
            out += "00";
            out += digits[byte >> 4];
            out += digits[byte & 0xF];
        }
        run = ++at;
    }
    out.append(run, end);
    out += '"';
}

}
