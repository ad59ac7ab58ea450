#include "model/filter_token.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "model/quoted_text.h"

#include <algorithm>

namespace kontor {

namespace {

using Kind = FilterToken::Kind;

bool is_space(char letter) { return letter == ' ' || letter == '\t' || letter == '\n' || letter == '\r'; }
bool is_letter(char letter)
{
    // Every byte outside ASCII counts, so that a forgotten quote around a Russian word is told as such.
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_'
        || (letter & 0x80) != 0;
}

// The end of the text from `offset` on that looks like the pattern, where 0 stands for a digit; npos when it does not.
std::size_t match(std::string_view text, std::size_t offset, std::string_view pattern)
{
    if (offset > text.size() || text.size() - offset < pattern.size())
        return std::string_view::npos;
    for (auto expected : pattern) {
        auto const letter = text[offset++];
        if (expected == '0' ? !is_digit(letter) : letter != expected)
            return std::string_view::npos;
    }
    return offset;
}

template<typename IsInside> std::size_t end_of_run(std::string_view text, std::size_t begin, IsInside is_inside)
{
    while (begin < text.size() && is_inside(text[begin]))
        ++begin;
    return begin;
}

}

FilterToken FilterTokenizer::read()
{
    auto begin = m_offset;
    while (begin < m_text.size() && is_space(m_text[begin]))
        ++begin;
    move_to(begin);
    if (begin == m_text.size())
        return make(Kind::end, begin);
    auto const letter = m_text[begin];
    if (letter == '"' || letter == '\'')
        return read_text();
    if (is_digit(letter) || (letter == '-' && begin + 1 < m_text.size() && is_digit(m_text[begin + 1])))
        return read_number_or_time();
    if (is_letter(letter)) {
        auto is_inside = [](char next) { return is_letter(next) || is_digit(next); };
        return make(Kind::word, end_of_run(m_text, begin, is_inside));
    }
    auto const is_pair
        = begin + 1 < m_text.size() && m_text[begin + 1] == '=' && (letter == '!' || letter == '<' || letter == '>');
    return make(Kind::symbol, begin + (is_pair ? 2 : 1));
}

FilterToken FilterTokenizer::read_text()
{
    auto found = read_quoted_text(m_text, m_offset);
    if (auto* fault = std::get_if<QuotedFault>(&found)) {
        move_to(fault->begin);
        return make(Kind::fault, fault->end, std::move(fault->message));
    }
    auto& quoted = std::get<QuotedText>(found);
    return make(Kind::text, quoted.end, std::move(quoted.text));
}

FilterToken FilterTokenizer::read_number_or_time()
{
    auto const npos = std::string_view::npos;
    if (auto day = match(m_text, m_offset, "0000-00-00"); day != npos) {
        if (auto minutes = match(m_text, day, "T00:00"); minutes != npos)
            return read_instant(minutes);
        return make(Kind::day, day);
    }
    auto end = end_of_run(m_text, m_offset + 1, is_digit);
    if (match(m_text, end, ".0") != npos)
        end = end_of_run(m_text, end + 1, is_digit);
    return make(Kind::number, end);
}

FilterToken FilterTokenizer::read_instant(std::size_t end)
{
    auto const npos = std::string_view::npos;
    if (auto seconds = match(m_text, end, ":00"); seconds != npos) {
        end = seconds;
        if (match(m_text, end, ".0") != npos)
            end = end_of_run(m_text, end + 1, is_digit);
    }
    for (auto const* zone : { "Z", "+00:00", "-00:00" })
        if (auto zone_end = match(m_text, end, zone); zone_end != npos)
            return make(Kind::instant, zone_end);
    return make(
        Kind::fault, end, "A time ends with Z or an offset such as +03:00; in an address of a page write + as %2B.");
}

FilterToken FilterTokenizer::make(Kind kind, std::size_t end, std::string text)
{
    auto const begin = m_offset;
    auto const column = m_column;
    move_to(end);
    return { kind, m_text.substr(begin, end - begin), { column, std::max<std::size_t>(m_column - column, 1) },
        std::move(text) };
}

void FilterTokenizer::move_to(std::size_t offset)
{
    m_column += count_code_points(m_text.substr(m_offset, offset - m_offset));
    m_offset = offset;
}

}
