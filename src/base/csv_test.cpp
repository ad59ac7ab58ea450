#include "base/csv.h"

#include "base/check.h"
#include "base/json.h"
#include "tests/support/shared_data.h"

#include <gmock/gmock.h>

namespace kontor {
namespace {

using testing::ElementsAre;
using Row = std::vector<std::string>;

CsvReader::Source in_pieces(std::string_view text, std::size_t piece)
{
    return [text, piece](std::string& out) mutable {
        out += text.substr(0, piece);
        text.remove_prefix(std::min(piece, text.size()));
        return !text.empty();
    };
}

// Each row as "line: [cell] [cell]", quoted cells in angle brackets; then the error, if any.
std::vector<std::string> described(std::string_view text, CsvFormat const& format = {}, std::size_t piece = 1 << 20)
{
    CsvReader reader { in_pieces(text, piece), format };
    std::vector<std::string> lines;
    while (true) {
        auto const read = reader.next();
        if (auto const* row = std::get_if<CsvRow>(&read)) {
            auto line = std::to_string(row->line) + ":";
            for (auto const& cell : row->cells)
                line += (cell.was_quoted ? " <" : " [") + std::string { cell.text } + (cell.was_quoted ? ">" : "]");
            lines.push_back(line);
            continue;
        }
        if (auto const* error = std::get_if<CsvError>(&read))
            lines.push_back("line " + std::to_string(error->line) + ", column " + std::to_string(error->column) + ": "
                + error->message);
        return lines;
    }
}

std::vector<Row> read_rows(std::string_view text, std::size_t piece = 1 << 20)
{
    CsvReader reader { in_pieces(text, piece) };
    std::vector<Row> rows;
    while (true) {
        auto const read = reader.next();
        auto const* row = std::get_if<CsvRow>(&read);
        if (!row) {
            EXPECT_TRUE(std::holds_alternative<CsvEnd>(read)) << text;
            return rows;
        }
        rows.emplace_back();
        for (auto const& cell : row->cells)
            rows.back().emplace_back(cell.text);
    }
}

TEST(CsvReader, ends_lines_however_they_end)
{
    for (auto text : { "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2", "a,b\r\n1,2",
             "\xEF\xBB\xBF"
             "a,b\r1,2" }) {
        for (std::size_t piece = 1; piece < 12; ++piece)
            EXPECT_THAT(described(text, {}, piece), ElementsAre("1: [a] [b]", "2: [1] [2]")) << text;
    }
    EXPECT_THAT(described(""), ElementsAre());
    EXPECT_THAT(described("\xEF\xBB\xBF"), ElementsAre());
}

TEST(CsvReader, counts_lines_inside_quotes_too)
{
    auto const* text = "a,\"x\r\ny\nz\rw\",\"\"\n\nb,\r\n";
    for (std::size_t piece = 1; piece < 8; ++piece)
        EXPECT_THAT(described(text, {}, piece), ElementsAre("1: [a] <x\r\ny\nz\rw> <>", "5: []", "6: [b] []"));
}

TEST(CsvReader, takes_quotes_as_they_come)
{
    for (std::size_t piece = 1; piece < 8; ++piece) {
        EXPECT_THAT(
            described("\"a \"\"b\"\"\",5\" disk,\"\"\"\"", {}, piece), ElementsAre("1: <a \"b\"> [5\" disk] <\">"));
        EXPECT_THAT(described("\"padded\"  ,\"too\" \t\nx", {}, piece), ElementsAre("1: <padded> <too>", "2: [x]"));
        // Goes on after its closing quote: nothing is lost, and the next row is not swallowed.
        EXPECT_THAT(described("\"Smith\" & Co,Berlin\n\"a \"\"b\"\", c\" d,2", {}, piece),
            ElementsAre("1: [\"Smith\" & Co] [Berlin]", "2: [\"a \"\"b\"\", c\" d] [2]"));
    }
}

TEST(CsvReader, names_the_line_of_a_quote_that_is_never_closed)
{
    EXPECT_THAT(described("a,b\n1,2\n3,\"4\n5,6\n"),
        ElementsAre(
            "1: [a] [b]", "2: [1] [2]", "line 3, column 2: The quoted cell that begins here has no closing quote."));
    CsvReader reader { in_pieces("\"", 1) };
    EXPECT_EQ(std::get<CsvError>(reader.next()).fault, CsvFault::open_quote);
    EXPECT_EQ(std::get<CsvError>(reader.next()).line, 1u); // and says so again
}

TEST(CsvReader, splits_at_any_delimiter)
{
    for (std::size_t piece = 1; piece < 8; ++piece) {
        EXPECT_THAT(described("a;b,c;\"d;e\"", { ";" }, piece), ElementsAre("1: [a] [b,c] <d;e>"));
        EXPECT_THAT(described("a\t\tb", { "\t" }, piece), ElementsAre("1: [a] [] [b]"));
        EXPECT_THAT(described("\"a\"\t\"b\"", { "\t" }, piece), ElementsAre("1: <a> <b>"));
        EXPECT_THAT(described("a|b||c|||\"d||e\"", { "||" }, piece), ElementsAre("1: [a|b] [c] [|\"d] [e\"]"));
        EXPECT_THAT(described("a||\"d||e\" ||f|", { "||" }, piece), ElementsAre("1: [a] <d||e> [f|]"));
        EXPECT_THAT(described("a¦b¦§c¦", { "¦" }, piece), ElementsAre("1: [a] [b] [§c] []"));
        EXPECT_THAT(described("'it''s, ok',\"b\"", { ",", "'" }, piece), ElementsAre("1: <it's, ok> [\"b\"]"));
        EXPECT_THAT(described("\"a\",b", { ",", "" }, piece), ElementsAre("1: [\"a\"] [b]"));
    }
}

TEST(CsvReader, refuses_a_format_without_sense)
{
    for (auto const& format : { CsvFormat { "" }, CsvFormat { "12345" }, CsvFormat { "\n" }, CsvFormat { ",", "," } })
        EXPECT_THROW(CsvReader(in_pieces("a", 1), format), Bug);
}

TEST(CsvReader, numbers_the_cells_from_one)
{
    CsvReader reader { in_pieces("a,b,c", 2) };
    auto const read = reader.next();
    auto const& cells = std::get<CsvRow>(read).cells;
    ASSERT_EQ(cells.size(), 3u);
    EXPECT_EQ(cells[0].column, 1u);
    EXPECT_EQ(cells[2].column, 3u);
}

TEST(CsvReader, stops_at_its_limits)
{
    auto const fault_of = [](std::string const& text, CsvLimits const& limits) {
        CsvReader reader { in_pieces(text, 1'000), {}, limits };
        while (true) {
            auto const read = reader.next();
            if (auto const* error = std::get_if<CsvError>(&read))
                return std::to_string(error->line) + ":" + std::to_string(error->column) + " "
                    + (error->fault == CsvFault::cell_too_large ? "cell" : "row");
            if (std::holds_alternative<CsvEnd>(read))
                return std::string { "end" };
        }
    };
    std::size_t const mebibyte = 1 << 20;
    EXPECT_EQ(fault_of("a\n" + std::string(mebibyte, 'x'), {}), "end");
    EXPECT_EQ(fault_of("a\nb," + std::string(mebibyte + 1, 'x'), {}), "2:2 cell");
    EXPECT_EQ(fault_of("a\nb,\"" + std::string(2 * mebibyte, '\n'), {}), "2:2 cell");
    EXPECT_EQ(fault_of("a,b,c", { .cells = 2 }), "1:3 row");
    EXPECT_EQ(fault_of("aaa,bbb", { .cell_bytes = 4, .row_bytes = 5 }), "1:2 row");
    EXPECT_EQ(fault_of("aa,bbb", { .cell_bytes = 4, .row_bytes = 5 }), "end");
}

TEST(CsvReader, reads_the_same_whatever_the_pieces)
{
    std::string text;
    CsvWriter writer { text };
    for (auto i = 0; i < 200; ++i) {
        writer.cell(std::to_string(i)).text_cell(std::string(static_cast<std::size_t>(i % 7), '"') + "ё,\r\n");
        writer.text_cell("=x" + std::string(static_cast<std::size_t>(i), 'y')).end_row();
    }
    auto const expected = read_rows(text);
    ASSERT_EQ(expected.size(), 200u);
    for (std::size_t piece = 1; piece < 20; ++piece)
        ASSERT_EQ(read_rows(text, piece), expected);
}

TEST(GuessDelimiter, takes_what_divides_the_rows_evenly)
{
    EXPECT_EQ(guess_delimiter("name,city\nAcme,Berlin\n"), ",");
    EXPECT_EQ(guess_delimiter("name;amount;share\nAcme;1,5;2,5\nGlobex;3,25;4,0\nInitech;7;8,5\n"), ";");
    EXPECT_EQ(guess_delimiter("name\tcity\nAcme, Inc.\tBerlin\n"), "\t");
    EXPECT_EQ(guess_delimiter("a|b|c\n1|2|3"), "|");
    EXPECT_EQ(guess_delimiter("\"a;b;c\",\"d;e;f\"\n\"g\",\"h\"\n"), ",");
    EXPECT_EQ(guess_delimiter("a;b\n\n1;2\n3;\"an open"), ";");
    EXPECT_EQ(guess_delimiter("just one column\nAcme\n"), ",");
    EXPECT_EQ(guess_delimiter(""), ",");
    // Cut in the middle of a row.
    EXPECT_EQ(guess_delimiter("a;b;c\n1;2;3\n4"), ";");
}

std::string written(std::vector<std::string> const& cells, CsvFormat const& format = {})
{
    std::string text;
    CsvWriter writer { text, format };
    for (auto const& cell : cells)
        writer.cell(cell);
    writer.end_row();
    return text;
}

TEST(CsvWriter, quotes_only_what_needs_it)
{
    EXPECT_EQ(written({ "a", "", "b c", "ё" }), "a,,b c,ё\r\n");
    EXPECT_EQ(
        written({ "a,b", "say \"x\"", "one\ntwo", "cr\r" }), "\"a,b\",\"say \"\"x\"\"\",\"one\ntwo\",\"cr\r\"\r\n");
    EXPECT_EQ(written({ " a", "b\t", "c\u00A0" }), "\" a\",\"b\t\",\"c\u00A0\"\r\n");
    EXPECT_EQ(written({ "" }), "\"\"\r\n");
    EXPECT_EQ(written({ "", "" }), ",\r\n");
    EXPECT_EQ(written({ "a,b", "c;d", "it's" }, { ";", "'" }), "a,b;'c;d';'it''s'\r\n");
}

TEST(CsvWriter, guards_what_a_spreadsheet_would_run)
{
    std::string text;
    CsvWriter { text }.text_cell("=1+1").text_cell("'+7 495").text_cell("@x").cell("-5.00").text_cell("it's").end_row();
    EXPECT_EQ(text, "'=1+1,''+7 495,'@x,-5.00,it's\r\n");
}

TEST(FormulaGuard, gives_back_every_text_as_it_was)
{
    for (std::string const text : { "", "'", "''", "=1+1", "'=1+1", "''=1+1", "+7", "-", "@SUM(A1)", "\tx", "\rx",
             "'\tx", "a=b", "'a", "O'Neil", " =1", "\n=1" }) {
        auto const guarded = with_formula_guard(text);
        EXPECT_EQ(without_formula_guard(guarded), text);
        EXPECT_TRUE(guarded.empty() || std::string_view { "=+-@\t\r" }.find(guarded[0]) == std::string_view::npos)
            << guarded;
    }
    EXPECT_EQ(with_formula_guard("Acme"), "Acme");
    EXPECT_EQ(with_formula_guard("'a"), "'a");
    EXPECT_EQ(without_formula_guard("'a"), "'a");
}

TEST(CsvSharedData, reads_csv_spectrum_as_its_json_says)
{
    KONTOR_SHARED_DATA_OR_SKIP(spectrum, "csv-spectrum");
    for (auto const& path : test::files_ending(spectrum / "csvs", ".csv")) {
        auto const name = path.stem().string();
        auto const rows = read_rows(test::read_file(path), 3);
        ASSERT_FALSE(rows.empty()) << name;
        JsonArray records;
        for (std::size_t i = 1; i < rows.size(); ++i) {
            ASSERT_EQ(rows[i].size(), rows[0].size()) << name;
            JsonObject record;
            for (std::size_t column = 0; column < rows[0].size(); ++column)
                record.emplace_back(rows[0][column], rows[i][column]);
            records.emplace_back(std::move(record));
        }
        auto const expected = parse_json(test::read_file(spectrum / "json" / (name + ".json")));
        EXPECT_EQ(std::get<Json>(expected).to_pretty_text(), Json { records }.to_pretty_text()) << name;
    }
}

TEST(CsvSharedData, reads_csv_test_data_as_its_json_says)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "csv-test-data");
    for (auto const& path : test::files_ending(folder / "json", ".json")) {
        auto const name = path.stem().string();
        if (name.starts_with("header-"))
            continue; // objects, as in csv-spectrum
        auto const rows = read_rows(test::read_file(folder / "csv" / (name + ".csv")), 1);
        JsonArray expected;
        for (auto const& row : rows)
            expected.emplace_back(JsonArray(row.begin(), row.end()));
        auto const parsed = parse_json(test::read_file(path));
        EXPECT_EQ(std::get<Json>(parsed).to_pretty_text(), Json { expected }.to_pretty_text()) << name;
    }
}

TEST(CsvSharedData, keeps_the_neighbours_of_broken_cells)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "csv-test-data");
    auto const last_of = [&](char const* name) { return described(test::read_file(folder / "csv" / name)).at(1); };
    EXPECT_EQ(last_of("bad-unescaped-quote.csv"), "2: [1] [This \"quotes\" must be escaped] [3]");
    EXPECT_EQ(last_of("bad-quotes-with-unescaped-quote.csv"), "2: [1] [\"Hey, I missed \" it\"] [3]");
    EXPECT_EQ(last_of("bad-header-more-fields.csv"), "2: [1] [2] [3] [4]");
    EXPECT_EQ(
        last_of("bad-missing-quote.csv"), "line 2, column 2: The quoted cell that begins here has no closing quote.");
}

TEST(CsvSharedData, brings_naughty_strings_back_unchanged)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "blns");
    auto const strings = parse_json(test::read_file(folder / "blns.json"));
    std::string text;
    CsvWriter writer { text };
    for (auto const& string : *std::get<Json>(strings).as_array())
        writer.text_cell(*string.as_string()).cell("").end_row();
    auto const rows = read_rows(text, 7);
    ASSERT_EQ(rows.size(), std::get<Json>(strings).as_array()->size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        EXPECT_EQ(without_formula_guard(rows[i][0]), *std::get<Json>(strings).as_array()->at(i).as_string());
}

}
}
