#include "base/csv.h"

#include "base/utf8.h"

#include <utility>

namespace kontor {

CsvWriter::CsvWriter(std::string& out, CsvFormat format) : m_out(out), m_format(std::move(format)) { }

CsvWriter& CsvWriter::cell(std::string_view text)
{
    auto const& [delimiter, quote] = m_format;
    if (m_cells > 0)
        m_out += delimiter;
    ++m_cells;
    m_is_lone_empty_cell = m_cells == 1 && text.empty();
    auto const needs_quotes = text.find_first_of("\r\n") != std::string_view::npos
        || text.find(delimiter) != std::string_view::npos
        || (!quote.empty() && text.find(quote) != std::string_view::npos) || trim(text).size() != text.size();
    if (!needs_quotes) {
        m_out += text;
        return *this;
    }
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

CsvWriter& CsvWriter::text_cell(std::string_view text) { return cell(with_formula_guard(text)); }

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

namespace {

bool looks_like_formula(std::string_view text)
{
    auto const begin = text.find_first_not_of('\'');
    return begin != std::string_view::npos
        && std::string_view { "=+-@\t\r" }.find(text[begin]) != std::string_view::npos;
}

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
