#include "base/ascii.h"
#include "base/json.h"
#include "base/utf8.h"

#include <algorithm>

namespace kontor {

namespace {

// Whatever a caller allows, the parser's own recursion must fit into the stack of a thread.
constexpr std::size_t depth_max = 512;

// Thrown within this file only: a parser that is three calls deep in each level stays readable.
struct Refusal {
    JsonFault fault;
    std::string message;
    std::size_t offset;
};

bool ends_plain_run(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

class Parser {
public:
    Parser(std::string_view text, JsonLimits const& limits)
        : m_text(text)
        , m_depth_limit(std::min(limits.depth, depth_max))
        , m_key_limit(limits.keys_per_object)
    {
    }

    Json document()
    {
        auto json = value("a value");
        skip_white_space();
        if (m_at != m_text.size())
            refuse_expecting("the end of the text");
        return json;
    }

private:
    Json value(std::string_view expected)
    {
        skip_white_space();
        switch (peek()) {
        case '{': return object();
        case '[': return array();
        case '"': return string();
        case 't': return word("true", Json { true });
        case 'f': return word("false", Json { false });
        case 'n': return word("null", Json {});
        default:
            if (peek() == '-' || is_digit(peek()))
                return number();
            refuse_expecting(expected);
        }
    }

    Json object()
    {
        enter();
        JsonObject members;
        skip_white_space();
        if (!take('}')) {
            auto expected = std::string_view { "a key in quotes or \"}\"" };
            do {
                skip_white_space();
                if (peek() != '"')
                    refuse_expecting(expected);
                if (members.size() == m_key_limit)
                    refuse(
                        JsonFault::too_many_keys, "An object has more than " + std::to_string(m_key_limit) + " keys.");
                auto key = string();
                skip_white_space();
                if (!take(':'))
                    refuse_expecting("\":\"");
                members.emplace_back(std::move(key), value("a value"));
                skip_white_space();
                expected = "a key in quotes";
            } while (take(','));
            if (!take('}'))
                refuse_expecting("\",\" or \"}\"");
        }
        --m_depth;
        return members;
    }

    Json array()
    {
        enter();
        JsonArray items;
        skip_white_space();
        if (!take(']')) {
            do {
                items.push_back(value(items.empty() ? "a value or \"]\"" : "a value"));
                skip_white_space();
            } while (take(','));
            if (!take(']'))
                refuse_expecting("\",\" or \"]\"");
        }
        --m_depth;
        return items;
    }

    void enter()
    {
        if (m_depth == m_depth_limit)
            refuse(JsonFault::too_deep, "The value is nested more than " + std::to_string(m_depth_limit) + " deep.");
        ++m_depth;
        ++m_at;
    }

    std::string string()
    {
        auto const quote = m_at++;
        std::string text;
        while (true) {
            auto const run = m_at;
            while (m_at != m_text.size() && !ends_plain_run(m_text[m_at]))
                ++m_at;
            text.append(m_text, run, m_at - run);
            if (m_at == m_text.size()) {
                m_at = quote;
                refuse(JsonFault::malformed, "The text that begins here has no closing quote.");
            }
            if (take('"'))
                return text;
            if (peek() != '\\')
                refuse(JsonFault::malformed, "A control character in a text must be written as an escape.");
            escape(text);
        }
    }

    void escape(std::string& text)
    {
        auto const backslash = m_at++;
        auto const letter = peek();
        ++m_at;
        switch (letter) {
        case '"':
        case '\\':
        case '/': text += letter; return;
        case 'b': text += '\b'; return;
        case 'f': text += '\f'; return;
        case 'n': text += '\n'; return;
        case 'r': text += '\r'; return;
        case 't': text += '\t'; return;
        case 'u': break;
        default: m_at = backslash; refuse(JsonFault::malformed, "There is no such escape in JSON.");
        }
        auto unit = four_digits(backslash);
        if (unit >= 0xD800 && unit < 0xE000) {
            char32_t low = 0;
            if (unit < 0xDC00 && m_text.substr(m_at, 2) == "\\u") {
                m_at += 2;
                low = four_digits(m_at - 2);
            }
            if (low < 0xDC00 || low >= 0xE000) {
                m_at = backslash;
                refuse(JsonFault::malformed, "This escape is half of a surrogate pair.");
            }
            unit = 0x1'0000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(text, unit);
    }

    char32_t four_digits(std::size_t backslash)
    {
        char32_t unit = 0;
        for (auto i = 0; i < 4; ++i) {
            auto const c = peek();
            auto const lower = static_cast<char>(c | 0x20);
            if (!is_digit(c) && (lower < 'a' || lower > 'f')) {
                m_at = backslash;
                refuse(JsonFault::malformed, "Four hexadecimal digits must follow \"\\u\".");
            }
            unit = unit << 4 | static_cast<char32_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
            ++m_at;
        }
        return unit;
    }

    Json number()
    {
        auto const begin = m_at;
        take('-');
        if (!take('0'))
            digits();
        else if (is_digit(peek()))
            refuse(JsonFault::malformed, "A number must not begin with a zero and another digit.");
        if (take('.'))
            digits();
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            digits();
        }
        return JsonNumber { std::string { m_text.substr(begin, m_at - begin) } };
    }

    void digits()
    {
        if (!is_digit(peek()))
            refuse_expecting("a digit");
        while (is_digit(peek()))
            ++m_at;
    }

    Json word(std::string_view wanted, Json json)
    {
        if (!m_text.substr(m_at).starts_with(wanted))
            refuse_expecting("a value");
        m_at += wanted.size();
        return json;
    }

    // A zero byte at the end; one inside the text ends no token either, so both are refused where they stand.
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }

    bool take(char wanted)
    {
        if (m_at == m_text.size() || m_text[m_at] != wanted)
            return false;
        ++m_at;
        return true;
    }

    void skip_white_space()
    {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
            ++m_at;
    }

    [[noreturn]] void refuse(JsonFault fault, std::string message) const
    {
        throw Refusal { fault, std::move(message), m_at };
    }

    [[noreturn]] void refuse_expecting(std::string_view expected) const
    {
        refuse(JsonFault::malformed, "Expected " + std::string { expected } + " but found " + what_stands_here() + ".");
    }

    [[nodiscard]] std::string what_stands_here() const
    {
        if (m_at == m_text.size())
            return "the end of the text";
        if (static_cast<unsigned char>(m_text[m_at]) < 0x20 || m_text[m_at] == 0x7F)
            return "a control character";
        auto const is_word_part
            = [](char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'; };
        auto end = m_at;
        while (end < m_text.size() && end - m_at < 20 && is_word_part(m_text[end]))
            ++end;
        if (end == m_at)
            next_code_point(m_text, end);
        return "\"" + std::string { m_text.substr(m_at, end - m_at) } + "\"";
    }

    std::string_view m_text;
    std::size_t m_depth_limit;
    std::size_t m_key_limit;
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
};

JsonError to_error(Refusal refusal, std::string_view text)
{
    auto const before = text.substr(0, refusal.offset);
    std::size_t line = 1;
    std::size_t line_begin = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == '\n' || (before[i] == '\r' && text.substr(i + 1, 1) != "\n")) {
            ++line;
            line_begin = i + 1;
        }
    }
    auto const column = count_code_points(before.substr(line_begin)) + 1;
    return { refusal.fault, std::move(refusal.message), line, column };
}

}

std::variant<Json, JsonError> parse_json(std::string_view text, JsonLimits const& limits)
{
    if (auto const bad = find_bad_utf8(text))
        return to_error({ JsonFault::bad_utf8, "The bytes that begin here are not UTF-8.", *bad }, text);
    try {
        return Parser { text, limits }.document();
    } catch (Refusal const& refusal) {
        return to_error(refusal, text);
    }
}

}
