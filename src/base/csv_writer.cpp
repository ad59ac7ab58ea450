#include "base/csv.h"

#include "base/utf8.h"

#include <algorithm>
#include <utility>

namespace kontor {

CsvWriter::CsvWriter(std::string& out, CsvFormat format) : m_out(out), m_format(std::move(format))
{
    for (auto c : m_format.delimiter + m_format.quote + "\r\n")
        m_wants_quotes[static_cast<unsigned char>(c)] = true;
}

CsvWriter& CsvWriter::cell(std::string_view text)
{
    if (m_cells > 0)
        m_out += m_format.delimiter;
    ++m_cells;
    m_is_lone_empty_cell = m_cells == 1 && text.empty();
    auto const wants_quotes = [&](char c) { return m_wants_quotes[static_cast<unsigned char>(c)]; };
    if (std::ranges::none_of(text, wants_quotes) && trim(text).size() == text.size()) {
        m_out += text;
        return *this;
    }
    auto const& quote = m_format.quote;
    m_out += quote;
    for (auto at = text.find(quote); !quote.empty() && at != std::string_view::npos; at = text.find(quote)) {
        m_out += text.substr(0, at + quote.size());
        m_out += quote;
        text.remove_prefix(at + quote.size());
    }
    m_out += text;
    m_out += quote;
    return *this;
}

namespace {

bool looks_like_formula(std::string_view text)
{
    auto const begin = text.find_first_not_of('\'');
    return begin != std::string_view::npos
        && std::string_view { "=+-@\t\r" }.find(text[begin]) != std::string_view::npos;
}

}

CsvWriter& CsvWriter::text_cell(std::string_view text)
{
    return looks_like_formula(text) ? cell(with_formula_guard(text)) : cell(text);
}

CsvWriter& CsvWriter::end_row()
{
    if (m_is_lone_empty_cell) {
        m_out += m_format.quote;
        m_out += m_format.quote;
    }
    m_out += "\r\n";
    m_cells = 0;
    m_is_lone_empty_cell = false;
    return *this;
}

std::string with_formula_guard(std::string_view text)
{
    std::string guarded;
    if (looks_like_formula(text))
        guarded += '\'';
    return guarded += text;
}

std::string_view without_formula_guard(std::string_view text)
{
    return text.starts_with('\'') && looks_like_formula(text) ? text.substr(1) : text;
}

}
