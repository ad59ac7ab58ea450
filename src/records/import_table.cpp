#include "records/import_table.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "records/reference_rates.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace kontor::records {

namespace {

constexpr std::size_t sample_bytes = 65'536;
constexpr std::uint64_t reference_rates_max_bytes = 64ULL << 20;

// A comma between digits at the end of a cell, and no point there: 1250,50.
char guess_decimal(std::string_view sample, std::string_view delimiter)
{
    auto commas = 0, points = 0;
    for (std::size_t i = 1; i + 1 < sample.size(); ++i) {
        auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
        if (!is_digit(sample[i - 1]) || !is_digit(sample[i + 1]))
            continue;
        if (sample[i] == ',' && delimiter != ",")
            ++commas;
        if (sample[i] == '.')
            ++points;
    }
    return commas > points ? ',' : '.';
}

// "Rua do Paço, 67" that was written without quotes comes as two cells.
void join_surplus(ImportRow& row, std::size_t column, std::size_t width, std::string_view delimiter)
{
    while (row.cells.size() > width && column + 1 < row.cells.size()) {
        row.cells[column].text.append(delimiter).append(" ").append(row.cells[column + 1].text);
        row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(column) + 1);
    }
}

}

ImportTable::ImportTable(std::string const& path, ImportMapping const& mapping) : m_file(path, std::ios::binary)
{
    if (!m_file)
        throw Problem::invalid("file", "no_such_record", "The file cannot be read.");
    auto error = std::error_code {};
    m_size = std::filesystem::file_size(path, error);
    auto sample = std::string(sample_bytes, '\0');
    m_file.read(sample.data(), static_cast<std::streamsize>(sample.size()));
    sample.resize(static_cast<std::size_t>(m_file.gcount()));
    m_file.clear();
    m_file.seekg(0);
    if (is_reference_rates(sample)) {
        read_reference_rates();
        return;
    }
    m_encoding = mapping.encoding.value_or(guess_encoding(sample));
    auto decoded = std::string {};
    Decoder { m_encoding }.decode(sample, decoded);
    m_format.delimiter = mapping.delimiter == "auto" ? std::string { guess_delimiter(decoded) } : mapping.delimiter;
    m_format.quote = mapping.quote;
    m_decimal = mapping.decimal ? mapping.decimal : guess_decimal(decoded, m_format.delimiter);
    m_decoder = std::make_unique<Decoder>(m_encoding);
    m_reader = std::make_unique<CsvReader>(
        [this](std::string& out) {
            auto piece = std::string(65'536, '\0');
            m_file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
            auto const count = static_cast<std::size_t>(m_file.gcount());
            m_bytes_read += count;
            if (count == 0) {
                if (m_is_over)
                    return false;
                m_is_over = true;
                m_decoder->finish(out);
                return !out.empty();
            }
            m_decoder->decode(std::string_view { piece }.substr(0, count), out);
            return true;
        },
        m_format);
    for (std::size_t i = 0; i < mapping.skip_lines; ++i)
        if (!next())
            break;
    auto first = next();
    if (!first || !first->fault.empty())
        throw Problem::invalid("file", "bad_format", first ? first->fault : "The file is empty.");
    for (std::size_t i = 0; i < first->cells.size(); ++i)
        m_headers.push_back(mapping.has_header ? std::string { trim(first->cells[i].text) } : fmt::format("{}", i + 1));
    if (!mapping.has_header)
        m_first = std::move(first);
    if (mapping.unquoted_column.empty())
        return;
    auto const column = std::ranges::find(m_headers, mapping.unquoted_column);
    if (column == m_headers.end())
        throw Problem::invalid("mapping.format.unquoted_column", "no_such_column",
            fmt::format("The file has no column \"{}\".", mapping.unquoted_column));
    m_unquoted = static_cast<std::size_t>(column - m_headers.begin());
}

// Not a table at all, but its rows are one.
void ImportTable::read_reference_rates()
{
    if (m_size > reference_rates_max_bytes)
        throw Problem::invalid("file", "too_large", "A file of reference rates has at most 64 MB.");
    auto xml = std::string { std::istreambuf_iterator<char> { m_file }, {} };
    m_bytes_read = xml.size();
    m_reader = std::make_unique<CsvReader>(
        [csv = reference_rates_as_csv(xml), is_given = false](std::string& out) mutable {
            if (!is_given)
                out += csv;
            return !std::exchange(is_given, true);
        },
        m_format);
    auto const first = next();
    for (auto const& cell : first->cells)
        m_headers.push_back(cell.text);
}

std::string_view ImportTable::encoding() const { return name_of(m_encoding); }

std::optional<ImportRow> ImportTable::next()
{
    if (m_first)
        return std::exchange(m_first, std::nullopt);
    for (;;) {
        auto read = m_reader->next();
        if (std::get_if<CsvEnd>(&read))
            return {};
        auto row = ImportRow {};
        if (auto const* error = std::get_if<CsvError>(&read)) {
            row.line = error->line;
            row.fault = error->message;
            row.is_last = true;
            return row;
        }
        auto const& cells = std::get<CsvRow>(read);
        if (cells.cells.size() == 1 && cells.cells[0].text.empty() && !cells.cells[0].was_quoted)
            continue; // an empty line
        row.line = cells.line;
        for (auto const& cell : cells.cells)
            row.cells.push_back({ std::string { cell.was_quoted ? cell.text : trim(cell.text) }, cell.was_quoted });
        if (m_unquoted)
            join_surplus(row, *m_unquoted, m_headers.size(), m_format.delimiter);
        if (!m_headers.empty() && row.cells.size() > m_headers.size())
            row.fault = fmt::format("The row has {} cells, the header {}.", row.cells.size(), m_headers.size());
        return row;
    }
}

}
