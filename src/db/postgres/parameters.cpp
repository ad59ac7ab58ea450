#include "db/postgres/parameters.h"

#include "base/ascii.h"
#include "db/postgres/types.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace kontor::db {

namespace {

bool is_word(char character)
{
    return is_digit(character) || character == '_' || (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z') || static_cast<unsigned char>(character) >= 0x80;
}

// The place behind the quote that starts at `from`. A doubled quote starts another one at once, which comes to the
// same.
std::size_t behind_quote(std::string_view sql, std::size_t from, bool has_escapes)
{
    auto const quote = sql[from];
    for (auto at = from + 1; at < sql.size(); ++at) {
        if (has_escapes && sql[at] == '\\')
            ++at;
        else if (sql[at] == quote)
            return at + 1;
    }
    return sql.size();
}

std::size_t behind(std::string_view sql, std::string_view end, std::size_t from)
{
    auto const found = sql.find(end, from);
    return found == std::string_view::npos ? sql.size() : found + end.size();
}

std::size_t behind_dollar_quote(std::string_view sql, std::size_t from)
{
    auto end = from + 1;
    while (end < sql.size() && is_word(sql[end]))
        ++end;
    if (end == sql.size() || sql[end] != '$' || (end > from + 1 && is_digit(sql[from + 1])))
        return from + 1;
    auto const tag = sql.substr(from, end + 1 - from);
    return behind(sql, tag, end + 1);
}

// Where the quote or comment that starts at `at` ends; `at` itself when none starts there.
std::size_t behind_verbatim(std::string_view sql, std::size_t at)
{
    auto const is_after_word = at > 0 && is_word(sql[at - 1]);
    switch (sql[at]) {
    case '\'': {
        auto const has_e = at > 0 && (sql[at - 1] == 'e' || sql[at - 1] == 'E') && (at < 2 || !is_word(sql[at - 2]));
        return behind_quote(sql, at, has_e);
    }
    case '"': return behind_quote(sql, at, false);
    case '$': return is_after_word ? at : behind_dollar_quote(sql, at);
    case '-': return sql.substr(at).starts_with("--") ? behind(sql, "\n", at) : at;
    case '/': return sql.substr(at).starts_with("/*") ? behind(sql, "*/", at + 2) : at;
    default: return at;
    }
}

}

NumberedSql number_parameters(std::string_view sql)
{
    NumberedSql numbered;
    numbered.text.reserve(sql.size());
    for (std::size_t at = 0; at < sql.size();) {
        if (auto const end = behind_verbatim(sql, at); end != at) {
            numbered.text.append(sql.substr(at, end - at));
            at = end;
            continue;
        }
        if (sql[at] != '?' || at + 1 == sql.size() || !is_digit(sql[at + 1])) {
            numbered.text += sql[at++];
            continue;
        }
        int number = 0;
        auto const* const begin = sql.data() + at + 1;
        auto const* const end = std::from_chars(begin, sql.data() + sql.size(), number).ptr;
        numbered.text.append("$").append(begin, end);
        numbered.parameter_count = std::max(numbered.parameter_count, number);
        at = static_cast<std::size_t>(end - sql.data());
    }
    return numbered;
}

Oid type_of(ParameterKind kind)
{
    switch (kind) {
    case ParameterKind::whole: return int8_type;
    case ParameterKind::blob: return bytea_type;
    case ParameterKind::null:
    case ParameterKind::text: break;
    }
    return InvalidOid;
}

BoundParameters::BoundParameters(Parameters parameters)
    : m_kinds(parameters.size(), ParameterKind::null)
    , m_values(parameters.size(), nullptr)
    , m_lengths(parameters.size(), 0)
    , m_formats(parameters.size(), 0)
{
    m_numbers.reserve(parameters.size()); // pointed into: it must not move
    for (std::size_t index = 0; index < parameters.size(); ++index) {
        auto const& parameter = parameters[index];
        if (auto const* whole = std::get_if<std::int64_t>(&parameter)) {
            auto& number = m_numbers.emplace_back();
            *std::to_chars(number.data(), number.data() + number.size() - 1, *whole).ptr = '\0';
            m_values[index] = number.data();
            m_kinds[index] = ParameterKind::whole;
        } else if (auto const* text = std::get_if<std::string>(&parameter)) {
            // libpq would send what stands before it and say nothing.
            if (std::memchr(text->data(), '\0', text->size()))
                throw Error { "PostgreSQL cannot store a text with a zero byte." };
            m_values[index] = text->c_str();
            m_kinds[index] = ParameterKind::text;
        } else if (auto const* blob = std::get_if<Blob>(&parameter)) {
            m_values[index] = blob->bytes.data();
            m_lengths[index] = static_cast<int>(blob->bytes.size());
            m_formats[index] = 1;
            m_kinds[index] = ParameterKind::blob;
        }
    }
}

}
