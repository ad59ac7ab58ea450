#include "jobs/export_job.h"

#include "base/check.h"
#include "base/crypto.h"
#include "base/problem.h"
#include "records/export.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>

namespace kontor::jobs {

namespace {

std::string text_in(Json const& input, std::string_view key)
{
    auto const* value = input.find(key);
    return value && value->as_string() ? *value->as_string() : std::string {};
}

}

void run_export_job(JobRun& run)
{
    auto const schema = run.store.schema();
    auto const* entity = schema->find(text_in(run.input, "entity"));
    if (!entity)
        throw Problem::not_found();
    auto query = records::ExportQuery {};
    query.filter = text_in(run.input, "filter");
    query.order_by = text_in(run.input, "order_by");
    query.format = text_in(run.input, "format") == "json" ? records::ExportFormat::json : records::ExportFormat::csv;
    if (auto const* fields = run.input.find("fields"); fields && fields->as_array())
        for (auto const& field : *fields->as_array())
            query.fields.push_back(*field.as_string());
    auto total = std::int64_t { 0 };
    run.store.read(
        run.actor, [&](records::Reading& reading) { total = records::count_export(reading, *entity, query); });
    run.store.write(run.actor, [&](records::Transaction& transaction) {
        records::audit_export(transaction, *entity, query, total, text_in(run.input, "reason"));
    });
    auto const path = fmt::format("{}/files/spool/export-{}", run.folders().data, run.id.value);
    auto file = std::ofstream { path, std::ios::binary };
    auto written = std::int64_t { 0 };
    auto rows = records::run_export(run.store, run.actor, *entity, query, [&](std::string_view piece) {
        file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
        written += 500;
        run.progress(std::min(written, total), total);
        return static_cast<bool>(file) && !run.is_cancelled();
    });
    file.close();
    if (!file)
        throw Problem::disk_full();
    auto error = std::error_code {};
    auto const size = static_cast<std::int64_t>(std::filesystem::file_size(path, error));
    auto const hash = run.folders().take(path);
    auto const name
        = fmt::format("{}.{}", entity->plural, query.format == records::ExportFormat::json ? "json" : "csv");
    auto id = Id {};
    run.store.write(run.actor, [&](records::Transaction& transaction) {
        auto const& files = *transaction.schema().find("files");
        auto values = Values {};
        auto const set = [&](std::string_view field, Value value) {
            values.assignments.emplace_back(*files.find(field), std::move(value), 0);
        };
        set("name", name);
        set("content_hash", hash);
        set("size_bytes", size);
        set("media_type",
            std::string { query.format == records::ExportFormat::json ? "application/json" : "text/csv" });
        id = records::Writer::create(transaction, files, values, records::Writer::Authority::engine).id;
    });
    run.set_result(JsonObject {
        { "file", JsonObject { { "id", id.to_string() }, { "name", name }, { "size", size } } }, { "rows", rows } });
}

}
