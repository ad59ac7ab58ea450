#include "model/quoted_text.h"

#include "base/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace kontor {

namespace {

std::optional<char32_t> read_four_hex_digits(std::string_view source, std::size_t begin)
{
    if (source.size() < begin + 4)
        return {};
    auto const* first = source.data() + begin;
    auto value = unsigned {};
    if (auto [end, error] = std::from_chars(first, first + 4, value, 16); error != std::errc {} || end != first + 4)
        return {};
    return value;
}

// What follows the backslash at `offset`, which moves past it.
std::optional<QuotedFault> read_escape(std::string_view source, std::size_t& offset, std::string& text)
{
    auto const begin = offset;
    auto const fault = [&](std::string message, std::size_t end) {
        return QuotedFault { std::move(message), begin, std::min(end, source.size()) };
    };
    auto const letter = begin + 1 < source.size() ? source[begin + 1] : '\0';
    offset = begin + 2;
    switch (letter) {
    case '"':
    case '\'':
    case '\\': text += letter; return {};
    case 'n': text += '\n'; return {};
    case 't': text += '\t'; return {};
    case 'u': break;
    default: return fault(R"(After a backslash comes one of " ' \ n t, or u and four hexadecimal digits.)", begin + 1);
    }
    auto code_point = read_four_hex_digits(source, offset);
    if (!code_point)
        return fault("After \\u come four hexadecimal digits.", begin + 2);
    offset += 4;
    if (*code_point >= 0xD800 && *code_point <= 0xDBFF && source.substr(offset, 2) == "\\u")
        if (auto low = read_four_hex_digits(source, offset + 2); low && *low >= 0xDC00 && *low <= 0xDFFF) {
            code_point = 0x10000 + ((*code_point - 0xD800) << 10) + (*low - 0xDC00);
            offset += 6;
        }
    if (*code_point >= 0xD800 && *code_point <= 0xDFFF)
        return fault(
            fmt::format("{} is half of a character: its other half is missing.", source.substr(begin, 6)), offset);
    // PostgreSQL cannot keep it in a text, so that nothing could ever equal it.
    if (*code_point == 0)
        return fault("A text cannot contain the character U+0000.", offset);
    append_utf8(text, *code_point);
    return {};
}

}

std::variant<QuotedText, QuotedFault> read_quoted_text(std::string_view source, std::size_t begin)
{
    auto const quote = source[begin];
    auto text = std::string {};
    for (auto offset = begin + 1; offset < source.size();) {
        auto const letter = source[offset];
        if (letter == quote)
            return QuotedText { std::move(text), offset + 1 };
        if (letter == '\0')
            return QuotedFault { "A text cannot contain the character U+0000.", offset, offset + 1 };
        // A backslash as the very last byte is the missing closing quote, not a broken escape.
        if (letter == '\\' && offset + 1 < source.size()) {
            if (auto fault = read_escape(source, offset, text))
                return *std::move(fault);
        } else {
            text += letter;
            ++offset;
        }
    }
    return QuotedFault { "The text that begins here has no closing quote.", begin, begin + 1 };
}

}
