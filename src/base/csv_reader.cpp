#include "base/csv.h"

#include "base/check.h"

#include <algorithm>
#include <map>
#include <utility>

namespace kontor {

namespace {

constexpr std::string_view utf8_byte_order_mark = "\xEF\xBB\xBF";

// How far behind a closing quote the delimiter may stand: some programs pad their columns.
constexpr std::size_t padding_max = 64;

std::size_t to_index(char c) { return static_cast<unsigned char>(c); }

bool has_line_break(std::string_view text) { return text.find_first_of("\r\n") != std::string_view::npos; }

}

CsvReader::CsvReader(Source source, CsvFormat format, CsvLimits limits)
    : m_source(std::move(source))
    , m_format(std::move(format))
    , m_limits(limits)
{
    auto const& [delimiter, quote] = m_format;
    check(!delimiter.empty() && delimiter.size() <= 4 && quote.size() <= 4, "A CSV delimiter has 1 to 4 bytes.");
    check(delimiter != quote && !has_line_break(delimiter) && !has_line_break(quote),
        "A CSV format must not contradict itself.");
    for (auto c : { delimiter[0], '\n', '\r' })
        m_ends_plain[to_index(c)] = true;
    for (auto c : { quote[0], '\n', '\r' }) // without a quote this is the zero byte, which no quoted part ever meets
        m_ends_quoted[to_index(c)] = true;
}

std::variant<CsvRow, CsvError, CsvEnd> CsvReader::next()
{
    if (auto const* error = std::get_if<CsvError>(&m_over))
        return *error;
    if (std::holds_alternative<CsvEnd>(m_over))
        return CsvEnd {};
    try {
        if (m_line == 1 && m_at == 0 && starts_with(utf8_byte_order_mark))
            m_at += utf8_byte_order_mark.size();
        if (!has(1)) {
            m_over = CsvEnd {};
            return CsvEnd {};
        }
        auto const row_line = m_line;
        m_text.clear();
        m_spans.clear();
        while (true) {
            read_cell();
            if (starts_with(m_format.delimiter)) {
                m_at += m_format.delimiter.size();
                continue;
            }
            if (!take_line_break().empty() || !has(1))
                break;
        }
        m_cells.clear();
        for (auto const& [begin, end, was_quoted] : m_spans)
            m_cells.push_back(
                { std::string_view { m_text }.substr(begin, end - begin), was_quoted, m_cells.size() + 1 });
        return CsvRow { row_line, m_cells };
    } catch (CsvError& error) {
        m_over = std::move(error);
        return std::get<CsvError>(m_over);
    }
}

void CsvReader::read_cell()
{
    m_cell_line = m_line;
    m_cell_begin = m_text.size();
    if (m_spans.size() == m_limits.cells)
        refuse(CsvFault::row_too_large, "The row has more than " + std::to_string(m_limits.cells) + " cells.");
    auto const was_quoted = !m_format.quote.empty() && starts_with(m_format.quote) && read_quoted_part();
    if (!was_quoted) {
        append_until(m_ends_plain);
        // The first byte of a longer delimiter alone ends nothing.
        while (has(1) && m_piece[m_at] == m_format.delimiter[0] && !starts_with(m_format.delimiter)) {
            append(m_format.delimiter.substr(0, 1));
            ++m_at;
            append_until(m_ends_plain);
        }
    }
    m_spans.push_back({ m_cell_begin, m_text.size(), was_quoted });
}

// False when the cell goes on after the closing quote: then what was read so far stands in the text as it was written.
bool CsvReader::read_quoted_part()
{
    auto const& quote = m_format.quote;
    m_at += quote.size();
    while (true) {
        append_until(m_ends_quoted);
        if (!has(1))
            refuse(CsvFault::open_quote, "The quoted cell that begins here has no closing quote.");
        if (auto const line_break = take_line_break(); !line_break.empty()) {
            append(line_break);
        } else if (!starts_with(quote)) {
            append(std::string_view { m_piece }.substr(m_at, 1)); // the first byte of a longer quote
            ++m_at;
        } else {
            m_at += quote.size();
            if (starts_with(quote)) {
                append(quote);
                m_at += quote.size();
            } else {
                break;
            }
        }
    }
    if (closes_here())
        return true;

    auto as_written = quote;
    auto const cell = m_text.substr(m_cell_begin);
    std::size_t begin = 0;
    for (auto found = cell.find(quote); found != std::string::npos; found = cell.find(quote, begin)) {
        as_written += cell.substr(begin, found - begin) + quote + quote;
        begin = found + quote.size();
    }
    as_written += cell.substr(begin) + quote;
    m_text.resize(m_cell_begin);
    append(as_written);
    return false;
}

void CsvReader::append_until(StopBytes const& stops)
{
    while (has(1)) {
        auto end = m_at;
        while (end < m_piece.size() && !stops[to_index(m_piece[end])])
            ++end;
        append(std::string_view { m_piece }.substr(m_at, end - m_at));
        m_at = end;
        if (m_at < m_piece.size())
            return;
    }
}

// The line break that stands here, or nothing.
std::string_view CsvReader::take_line_break()
{
    for (std::string_view line_break : { "\r\n", "\n", "\r" }) {
        if (starts_with(line_break)) {
            m_at += line_break.size();
            ++m_line;
            return line_break;
        }
    }
    return {};
}

// Behind a closing quote: whether the cell ends, perhaps after some blanks, which are skipped.
bool CsvReader::closes_here()
{
    for (std::size_t blanks = 0; blanks <= padding_max; ++blanks) {
        if (!has(blanks + 1) || m_piece[m_at + blanks] == '\r' || m_piece[m_at + blanks] == '\n') {
            m_at += blanks;
            return true;
        }
        if (has(blanks + m_format.delimiter.size())
            && std::string_view { m_piece }.substr(m_at + blanks).starts_with(m_format.delimiter)) {
            m_at += blanks;
            return true;
        }
        if (m_piece[m_at + blanks] != ' ' && m_piece[m_at + blanks] != '\t')
            return false;
    }
    return false;
}

bool CsvReader::starts_with(std::string_view token)
{
    return has(token.size()) && std::string_view { m_piece }.substr(m_at).starts_with(token);
}

bool CsvReader::has(std::size_t byte_count)
{
    while (m_piece.size() - m_at < byte_count) {
        if (m_source_ended)
            return false;
        // This moves the text: nobody may remember a place in it but relative to m_at.
        m_piece.erase(0, m_at);
        m_at = 0;
        m_source_ended = !m_source(m_piece);
    }
    return true;
}

void CsvReader::append(std::string_view text)
{
    if (m_text.size() - m_cell_begin + text.size() > m_limits.cell_bytes)
        refuse(CsvFault::cell_too_large,
            "The cell that begins here is larger than " + std::to_string(m_limits.cell_bytes)
                + " bytes; a quote may be missing.");
    if (m_text.size() + text.size() > m_limits.row_bytes)
        refuse(CsvFault::row_too_large, "The row is larger than " + std::to_string(m_limits.row_bytes) + " bytes.");
    m_text += text;
}

void CsvReader::refuse(CsvFault fault, std::string message) const
{
    throw CsvError { fault, std::move(message), m_cell_line, m_spans.size() + 1 };
}

namespace {

// How evenly a delimiter divides the rows: the part of them that has the most frequent number of cells, and that
// number.
std::pair<double, std::size_t> evenness(std::string_view sample, std::string_view delimiter)
{
    auto is_given = false;
    CsvReader reader {
        [&](std::string& piece) {
            if (!std::exchange(is_given, true))
                piece += sample;
            return false;
        },
        { .delimiter = std::string { delimiter } },
    };
    std::vector<std::size_t> widths;
    while (true) {
        auto const read = reader.next();
        auto const* row = std::get_if<CsvRow>(&read);
        if (!row)
            break;
        if (row->cells.size() > 1 || !row->cells[0].text.empty())
            widths.push_back(row->cells.size());
    }
    if (widths.size() > 1 && !has_line_break(sample.substr(sample.size() - 1)))
        widths.pop_back(); // the end of the sample may have cut it
    std::map<std::size_t, std::size_t> rows_by_width;
    for (auto width : widths)
        ++rows_by_width[width];
    std::pair<double, std::size_t> best { 0, 1 };
    for (auto const& [width, rows] : rows_by_width) {
        auto const part = static_cast<double>(rows) / static_cast<double>(widths.size());
        best = std::max(best, { part, width });
    }
    return best;
}

}

std::string_view guess_delimiter(std::string_view sample)
{
    std::string_view best_delimiter = ",";
    std::pair<double, std::size_t> best { 0, 0 };
    for (std::string_view delimiter : { ",", ";", "\t", "|" }) {
        auto const found = evenness(sample, delimiter);
        if (found.second > 1 && found > best) {
            best = found;
            best_delimiter = delimiter;
        }
    }
    return best_delimiter;
}

}
