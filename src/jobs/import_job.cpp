#include "jobs/import_job.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/audit.h"
#include "records/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <sstream>

namespace kontor::jobs {

namespace {

using records::ImportMapping;
using records::ImportRow;
using records::ImportTable;
using records::RowFault;
using records::RowImporter;
using records::RowOutcome;

constexpr auto slice_time = std::chrono::milliseconds { 6 };
constexpr std::size_t rows_at_least = 16, rows_at_most = 1'000, rows_of_a_rehearsal = 2'000;

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
        transaction.connection().execute(
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
        auto rows_per_slice = m_is_rehearsal ? rows_of_a_rehearsal : std::size_t { 64 };
        auto is_over = false;
        while (!is_over) {
            auto rows = std::vector<ImportRow> {};
            while (rows.size() < rows_per_slice && !is_over) {
                auto row = m_table.next();
                if (!row) {
                    is_over = true;
                    break;
                }
                is_over = row->is_last;
                rows.push_back(std::move(*row));
            }
            auto const started = std::chrono::steady_clock::now();
            write_slice(rows);
            auto const took = std::chrono::steady_clock::now() - started;
            // As many rows as fit the slice's time: counted by the clock, because rows differ (ENGINE.md 6).
            if (m_is_rehearsal)
                ;
            else if (took > slice_time * 2)
                rows_per_slice = std::max(rows_at_least, rows_per_slice / 2);
            else if (took < slice_time)
                rows_per_slice = std::min(rows_at_most, rows_per_slice * 2);
            if (m_run.is_cancelled())
                break;
        }
        report();
    }

    [[nodiscard]] std::int64_t rejected() const { return m_counts.rejected; }

private:
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

    void write_slice(std::vector<ImportRow> const& rows)
    {
        if (rows.empty())
            return;
        // Straight through first; only when a row fails, again with a savepoint for each.
        for (auto with_savepoints : { false, true }) {
            auto counts = m_counts;
            auto const work = [&](records::Transaction& transaction) {
                counts = m_counts;
                m_importer.forget_learned();
                for (auto const& row : rows)
                    write_row(transaction, row, with_savepoints, counts);
                return fmt::format("{} {} {} {} {} {}", rows.back().line, counts.read, counts.created, counts.updated,
                    counts.skipped, counts.rejected);
            };
            try {
                auto const total = static_cast<std::int64_t>(m_table.size()),
                           done = static_cast<std::int64_t>(std::min(m_table.bytes_read(), m_table.size()));
                if (m_is_rehearsal)
                    rehearse(work, done, total);
                else
                    m_run.slice(work, done, total);
                m_importer.keep_learned();
                m_counts = counts;
                return;
            } catch (BadRow const&) {
                check(!with_savepoints, "with savepoints no bad row ends the slice");
            }
        }
    }

    void write_row(records::Transaction& transaction, ImportRow const& row, bool with_savepoints, ImportCounts& counts)
    {
        auto& connection = transaction.connection();
        auto const mark = transaction.mark();
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
    void rehearse(std::function<std::string(records::Transaction&)> const& work, std::int64_t done, std::int64_t total)
    {
        m_run.store.rehearse(m_run.actor, [&](records::Transaction& transaction) {
            m_faults.clear();
            (void)work(transaction);
        });
        m_run.store.write(
            m_run.actor,
            [&](records::Transaction& transaction) {
                for (auto const& [row, faults] : m_faults)
                    write_faults(transaction, m_run.id, row, faults);
            },
            db::Lane::background);
        m_run.progress(done, total);
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
