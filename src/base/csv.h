#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kontor {

struct CsvFormat {
    std::string delimiter = ","; // 1 to 4 bytes, no line break
    std::string quote = "\"";    // one character; empty when the file knows no quotes
};

struct CsvLimits {
    std::size_t cell_bytes = 1 << 20;
    std::size_t row_bytes = 16 << 20;
    std::size_t cells = 16'384; // in a row; as many as a spreadsheet has
};

struct CsvCell {
    std::string_view text; // without its quotes; line breaks inside are as they were
    bool was_quoted;
    std::size_t column; // from 1, as a spreadsheet counts
};

// The views live until the reader reads on. An empty line is a row of one empty cell without quotes.
struct CsvRow {
    std::size_t line; // where the row begins, from 1
    std::span<CsvCell const> cells;
};

enum class CsvFault { open_quote, cell_too_large, row_too_large };

struct CsvError {
    CsvFault fault;
    std::string message; // for people, without the place
    std::size_t line;    // where the cell begins
    std::size_t column;  // of the cell
};

struct CsvEnd { };

// Reads rows of RFC 4180 and of what is found in the wild: lines may end with LF, CRLF or CR, a byte order mark is
// dropped, quotes may stand inside cells that do not begin with one, rows may differ in length. A cell that goes on
// after its closing quote is taken as it was written, quotes and all. Holds one row and one piece of the source at a
// time.
class CsvReader {
public:
    // Appends the next piece of UTF-8 text, cut anywhere; false when there is no more.
    using Source = std::function<bool(std::string&)>;

    explicit CsvReader(Source, CsvFormat = {}, CsvLimits = {}); // throws Bug when the format makes no sense

    // After an error or the end the answer stays the same.
    std::variant<CsvRow, CsvError, CsvEnd> next();

private:
    struct Span {
        std::size_t begin;
        std::size_t end;
        bool was_quoted;
    };
    using StopBytes = std::array<bool, 256>;

    void read_cell();
    bool read_quoted_part();
    void append_until(StopBytes const&);
    std::string_view take_line_break();
    bool closes_here();
    [[nodiscard]] bool starts_with(std::string_view);
    bool has(std::size_t byte_count);
    void append(std::string_view);
    [[noreturn]] void refuse(CsvFault, std::string message) const;

    Source m_source;
    CsvFormat m_format;
    CsvLimits m_limits;
    StopBytes m_ends_plain {};
    StopBytes m_ends_quoted {};
    std::string m_piece;
    std::size_t m_at = 0;
    bool m_source_ended = false;
    std::size_t m_line = 1;
    std::size_t m_cell_line = 1;
    std::size_t m_cell_begin = 0;
    std::string m_text; // of all cells of the row
    std::vector<Span> m_spans;
    std::vector<CsvCell> m_cells;
    std::variant<std::monostate, CsvError, CsvEnd> m_over;
};

// Which of comma, semicolon, tab and bar divides the rows of the sample most evenly; the sample may end anywhere.
std::string_view guess_delimiter(std::string_view sample);

// Writes rows that end with CRLF. Quotes only what needs it: delimiters, quotes, line breaks, white space at the ends
// (which reading would trim) and a lone empty cell (which would be an empty line).
class CsvWriter {
public:
    explicit CsvWriter(std::string& out, CsvFormat = {});

    CsvWriter& cell(std::string_view);      // what the program made: numbers, days, ids, keys
    CsvWriter& text_cell(std::string_view); // what people typed: guarded, so that no spreadsheet takes it for a formula
    CsvWriter& end_row();

private:
    std::string& m_out;
    CsvFormat m_format;
    std::array<bool, 256> m_wants_quotes {};
    std::size_t m_cells = 0;
    bool m_is_lone_empty_cell = false;
};

// API.md 10: a text that matches ^'*[=+\-@\t\r] gets one apostrophe more; reading takes it away again.
std::string with_formula_guard(std::string_view text);
std::string_view without_formula_guard(std::string_view text);

}
