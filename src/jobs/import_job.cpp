#include "jobs/import_job.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/audit.h"
#include "records/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <optional>
#include <sstream>

namespace kontor::jobs {

namespace {

using records::ImportMapping;
using records::ImportRow;
using records::ImportTable;
using records::RowFault;
using records::RowImporter;
using records::RowOutcome;

constexpr auto slice_time = std::chrono::milliseconds { 4 }, slice_time_max = std::chrono::milliseconds { 100 };
constexpr std::size_t rows_at_most = 1'000, rows_of_a_rehearsal = 2'000;

constexpr std::size_t savepoints_max = 60;

enum class Savepoints { none, for_each_row };
struct BadRow { };

ImportMapping mapping_of(Json const& input, Schema const& schema, records::Actor const& actor)
{
    auto const* plural = input.find("entity");
    auto const* entity = plural && plural->as_string() ? schema.find(*plural->as_string()) : nullptr;
    check(entity != nullptr, "an import names its collection");
    auto const* mapping = input.find("mapping");
    return mapping && !mapping->is_null() ? ImportMapping::from_json(*mapping, schema, actor)
                                          : ImportMapping::by_name(*entity);
}

std::string raw_line(ImportRow const& row)
{
    auto text = std::string {};
    auto writer = CsvWriter { text };
    for (auto const& cell : row.cells)
        writer.cell(cell.text);
    writer.end_row();
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r'))
        text.pop_back();
    return text;
}

void write_faults(records::Transaction& transaction, Id job, ImportRow const& row, std::vector<RowFault> const& faults)
{
    auto raw = raw_line(row);
    for (auto const& fault : faults)
        transaction.connection().execute_later(
            "insert into \"kontor_import_row\" (\"id\", \"job\", \"line\", \"column_no\", \"header\", \"field\", "
            "\"cell\", \"code\", \"message\", \"raw\") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            { transaction.next_id().value, job.value, static_cast<std::int64_t>(fault.line),
                static_cast<std::int64_t>(fault.column), fault.header, fault.field, fault.value, fault.code,
                fault.message, raw });
}

class ImportRun {
public:
    // A rehearsal tells what would happen and takes everything back, in large slices, because rows may speak of earlier
    // ones.
    ImportRun(JobRun& run, std::string const& path, bool is_rehearsal)
        : m_run(run)
        , m_schema(run.store.schema())
        , m_mapping(mapping_of(run.input, *m_schema, run.actor))
        , m_table(path, m_mapping)
        , m_columns(records::map_columns(m_mapping, m_table.headers(), *m_schema, run.actor))
        , m_importer(m_mapping, m_columns, m_table.decimal())
    {
        m_is_rehearsal = is_rehearsal;
    }

    void run()
    {
        resume();
        auto rows = std::deque<PendingRow> {};
        auto is_over = false;
        while (!is_over || !rows.empty()) {
            while (rows.size() < (m_is_rehearsal ? rows_of_a_rehearsal : rows_at_most) && !is_over) {
                auto row = m_table.next();
                is_over = !row || row->is_last;
                if (row)
                    rows.push_back({ std::move(*row), std::min(m_table.bytes_read(), m_table.size()) });
            }
            if (rows.empty())
                break;
            auto const written = write_slice(rows);
            rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(written));
            if (m_run.is_cancelled())
                break;
        }
        report();
    }

    [[nodiscard]] std::int64_t rejected() const { return m_counts.rejected; }

private:
    struct PendingRow { // read and not written yet
        ImportRow row;
        std::size_t bytes_read; // of the file, up to its end
    };

    // The position is "line created updated skipped rejected": a killed import goes on after the last durable row.
    void resume()
    {
        if (m_run.position.empty() || m_is_rehearsal)
            return;
        auto stream = std::istringstream { m_run.position };
        auto line = std::size_t { 0 };
        stream >> line >> m_counts.read >> m_counts.created >> m_counts.updated >> m_counts.skipped
            >> m_counts.rejected;
        for (auto i = std::int64_t { 0 }; i < m_counts.read; ++i)
            if (!m_table.next())
                return;
    }

    // A slice is over when it took its time and somebody waits (ENGINE.md 6), or when it took so long that whoever
    // writes to the same file from another process would wait. Returns how many rows it took.
    std::size_t write_slice(std::deque<PendingRow> const& rows)
    {
        // Straight through; only where rows fail, again with a savepoint for each, and so the next slice too.
        if (!m_has_faults)
            if (auto const written = try_slice(rows, Savepoints::none))
                return *written;
        auto const rejected = m_counts.rejected;
        auto const written = try_slice(rows, Savepoints::for_each_row);
        check(written.has_value(), "with savepoints no bad row ends the slice");
        m_has_faults = m_counts.rejected > rejected;
        return *written;
    }

    // Nothing when a row was bad that had no savepoint.
    std::optional<std::size_t> try_slice(std::deque<PendingRow> const& rows, Savepoints savepoints)
    {
        auto counts = m_counts;
        auto written = std::size_t { 0 };
        auto const work = [&](records::Transaction& transaction) {
            auto const started = std::chrono::steady_clock::now();
            counts = m_counts;
            m_importer.forget_learned();
            for (written = 0; written < rows.size() && !is_over(started, written, savepoints);)
                write_row(transaction, rows[written++].row, savepoints, counts);
            auto const& last = rows[written - 1];
            return JobRun::Reached { fmt::format("{} {} {} {} {} {}", last.row.line, counts.read, counts.created,
                                         counts.updated, counts.skipped, counts.rejected),
                static_cast<std::int64_t>(last.bytes_read), static_cast<std::int64_t>(m_table.size()) };
        };
        try {
            if (m_is_rehearsal)
                rehearse(work);
            else
                m_run.slice(work);
        } catch (BadRow const&) {
            return {};
        }
        m_importer.keep_learned();
        m_counts = counts;
        return written;
    }

    [[nodiscard]] bool is_over(
        std::chrono::steady_clock::time_point started, std::size_t written, Savepoints savepoints) const
    {
        if (m_is_rehearsal || written == 0)
            return false;
        // PostgreSQL remembers so many savepoints of a transaction in a place that others find quickly.
        if (savepoints == Savepoints::for_each_row && written >= savepoints_max)
            return true;
        auto const took = std::chrono::steady_clock::now() - started;
        return took > slice_time_max || (took > slice_time && m_run.store.database().statistics().waiting > 0);
    }

    void write_row(records::Transaction& transaction, ImportRow const& row, Savepoints savepoints, ImportCounts& counts)
    {
        auto& connection = transaction.connection();
        auto const mark = transaction.mark();
        auto const with_savepoints = savepoints == Savepoints::for_each_row;
        if (with_savepoints)
            connection.execute("savepoint import_row");
        ++counts.read;
        try {
            switch (m_importer.write(transaction, row)) {
            case RowOutcome::created: ++counts.created; break;
            case RowOutcome::updated: ++counts.updated; break;
            case RowOutcome::skipped: ++counts.skipped; break;
            }
            if (with_savepoints)
                connection.execute("release savepoint import_row");
        } catch (std::vector<RowFault> const& faults) {
            if (!with_savepoints)
                throw BadRow {};
            connection.execute("rollback to savepoint import_row");
            connection.execute("release savepoint import_row");
            transaction.rewind(mark);
            ++counts.rejected;
            if (m_is_rehearsal)
                m_faults.emplace_back(row, faults);
            else
                write_faults(transaction, m_run.id, row, faults);
        }
    }

    // The faults are written down after everything else was taken back.
    void rehearse(std::function<JobRun::Reached(records::Transaction&)> const& work)
    {
        auto reached = JobRun::Reached {};
        m_run.store.rehearse(m_run.actor, [&](records::Transaction& transaction) {
            m_faults.clear();
            reached = work(transaction);
        });
        m_run.store.write(
            m_run.actor,
            [&](records::Transaction& transaction) {
                for (auto const& [row, faults] : m_faults)
                    write_faults(transaction, m_run.id, row, faults);
            },
            db::Lane::background);
        m_run.progress(reached.done, reached.total);
    }

    void report()
    {
        auto result = Json { JsonObject {} };
        result.set("entity", m_mapping.entity->plural);
        result.set("dry_run", m_is_rehearsal);
        auto counts = Json { JsonObject {} };
        counts.set("read", m_counts.read);
        counts.set("created", m_counts.created);
        counts.set("updated", m_counts.updated);
        counts.set("skipped", m_counts.skipped);
        counts.set("rejected", m_counts.rejected);
        result.set("counts", std::move(counts));
        auto ignored = JsonArray {};
        for (auto const& header : m_columns.ignored)
            ignored.emplace_back(header);
        result.set("ignored_columns", std::move(ignored));
        result.set("format",
            JsonObject { { "encoding", m_table.encoding() }, { "delimiter", m_table.delimiter() },
                { "decimal", std::string(1, m_table.decimal()) } });
        m_run.set_result(std::move(result));
    }

    JobRun& m_run;
    std::shared_ptr<Schema const> m_schema;
    ImportMapping m_mapping;
    ImportTable m_table;
    records::MappedColumns m_columns;
    RowImporter m_importer;
    ImportCounts m_counts;
    bool m_is_rehearsal = false;
    bool m_has_faults = false;                                         // the slice before had
    std::vector<std::pair<ImportRow, std::vector<RowFault>>> m_faults; // of the rehearsed slice
};

}

void run_import(JobRun& run)
{
    auto const* path = run.input.find("path");
    auto const* hash = run.input.find("file_hash");
    check((path && path->as_string()) || (hash && hash->as_string()), "an import has a file");
    auto const file = path && path->as_string() ? *path->as_string() : run.folders().path_of(*hash->as_string());
    auto const flag = [&](std::string_view key) {
        auto const* value = run.input.find(key);
        return value && value->as_bool() && *value->as_bool();
    };
    if (flag("dry_run") || flag("strict")) {
        auto rehearsal = ImportRun { run, file, true };
        rehearsal.run();
        if (flag("dry_run"))
            return;
        if (rehearsal.rejected() > 0)
            throw Problem::unprocessable(
                "import_has_faults", fmt::format("{} rows have faults; nothing was kept.", rehearsal.rejected()));
    }
    ImportRun { run, file, false }.run();
}

std::string preview_import(records::Reading& reading, records::Store& store, std::string const& path,
    EntityInfo const& entity, Json const* given)
{
    auto mapping = given && !given->is_null() ? ImportMapping::from_json(*given, reading.schema, reading.actor)
                                              : ImportMapping::by_name(entity);
    auto table = ImportTable { path, mapping };
    auto rows = std::vector<ImportRow> {};
    while (rows.size() < 50) {
        auto row = table.next();
        if (!row)
            break;
        auto const is_last = row->is_last;
        rows.push_back(std::move(*row));
        if (is_last)
            break;
    }
    // Without a mapping the suggestions are one: the person looks it over and goes on.
    if (!given || given->is_null()) {
        mapping.takes_others_by_name = false;
        auto taken = std::vector<Field const*> {};
        for (auto const& header : table.headers()) {
            auto const* field = records::suggest_field(entity, reading.schema, reading.actor, header);
            if (!field || std::ranges::find(taken, field) != taken.end())
                continue;
            taken.push_back(field);
            auto column = Json { JsonObject {} };
            column.set("field", field->name());
            if (field->type() == FieldType::link || field->type() == FieldType::links)
                column.set("missing", "empty");
            mapping.columns[header] = std::move(column);
        }
    }
    auto const columns = records::map_columns(mapping, table.headers(), reading.schema, reading.actor);
    auto importer = RowImporter { mapping, columns, table.decimal() };
    auto faults = std::vector<std::vector<RowFault>>(rows.size());
    store.rehearse(reading.actor, [&](records::Transaction& transaction) {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            auto const mark = transaction.mark();
            transaction.connection().execute("savepoint import_row");
            try {
                importer.write(transaction, rows[i]);
                faults[i].clear();
            } catch (std::vector<RowFault> const& found) {
                faults[i] = found;
                transaction.connection().execute("rollback to savepoint import_row");
                transaction.rewind(mark);
            }
            transaction.connection().execute("release savepoint import_row");
        }
    });
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object()
        .key("format")
        .begin_object()
        .member("encoding", table.encoding())
        .member("delimiter", table.delimiter())
        .member("decimal", std::string(1, table.decimal()))
        .end_object();
    json.key("columns").begin_array();
    for (std::size_t i = 0; i < table.headers().size(); ++i) {
        json.begin_object().member("header", table.headers()[i]).key("samples").begin_array();
        auto shown = std::vector<std::string> {};
        for (auto const& row : rows)
            if (i < row.cells.size() && !row.cells[i].text.empty() && shown.size() < 3
                && std::ranges::find(shown, row.cells[i].text) == shown.end()) {
                shown.push_back(row.cells[i].text);
                json.string(row.cells[i].text);
            }
        json.end_array().key("suggestion");
        if (auto const* field = records::suggest_field(entity, reading.schema, reading.actor, table.headers()[i]))
            json.string(field->name());
        else
            json.null();
        json.end_object();
    }
    json.end_array().key("mapping").begin_object().member("entity", entity.plural).key("columns").begin_object();
    for (auto const& [header, column] : mapping.columns) {
        json.key(header);
        if (column)
            json.value(*column);
        else
            json.null();
    }
    json.end_object().end_object().key("rows").begin_array();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        json.begin_object().member("line", static_cast<std::int64_t>(rows[i].line)).key("values").begin_array();
        for (auto const& cell : rows[i].cells)
            json.string(cell.text);
        json.end_array().key("faults").begin_array();
        for (auto const& fault : faults[i]) {
            json.begin_object()
                .member("line", static_cast<std::int64_t>(fault.line))
                .member("column", static_cast<std::int64_t>(fault.column))
                .member("header", fault.header);
            json.member("field", fault.field)
                .member("value", fault.value)
                .member("code", fault.code)
                .member("message", fault.message)
                .end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return out;
}

}
