#include "jobs/rejected_rows.h"

#include "base/csv.h"
#include "base/decimal.h"

#include <fmt/format.h>

#include <utility>

namespace kontor::jobs {

namespace {

std::vector<std::string> cells_of(std::string_view raw)
{
    auto source = std::string { raw } + "\n";
    auto reader = CsvReader { [&](std::string& out) {
        out += source;
        return !std::exchange(source, {}).empty();
    } };
    auto cells = std::vector<std::string> {};
    auto const row = reader.next();
    if (auto const* read = std::get_if<CsvRow>(&row))
        for (auto const& cell : read->cells)
            cells.emplace_back(cell.text);
    return cells;
}

// A negative number is no formula.
void write_cell(CsvWriter& writer, std::string_view text)
{
    if (Decimal::parse(text))
        writer.cell(text);
    else
        writer.text_cell(text);
}

}

std::string rejected_rows_csv(db::Connection& connection, Id job, std::vector<std::string> const& headers)
{
    auto text = std::string {};
    auto writer = CsvWriter { text };
    for (auto const& header : headers)
        write_cell(writer, header);
    writer.cell("line").cell("reason").end_row();
    auto line = std::int64_t { -1 };
    auto raw = std::string {}, reason = std::string {};
    auto const end_row = [&] {
        if (line < 0)
            return;
        auto const cells = cells_of(raw);
        for (std::size_t i = 0; i < headers.size(); ++i)
            write_cell(writer, i < cells.size() ? std::string_view { cells[i] } : std::string_view {});
        writer.cell(std::to_string(line)).text_cell(reason).end_row();
    };
    auto rows = connection.query("select \"line\", \"raw\", \"header\", \"message\" from \"kontor_import_row\" where "
                                 "\"job\" = ?1 order by \"line\", \"id\"",
        { job.value });
    while (rows->next()) {
        auto const told = rows->text(2).empty() ? std::string { rows->text(3) }
                                                : fmt::format("{}: {}", rows->text(2), rows->text(3));
        if (rows->whole(0) == line) {
            reason += " " + told;
            continue;
        }
        end_row();
        line = rows->whole(0);
        raw = rows->text(1);
        reason = told;
    }
    end_row();
    return text;
}

}
