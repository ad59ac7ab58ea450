#include "app/commands.h"

#include "api/openapi.h"
#include "app/demo/demo.h"
#include "app/modules.h"
#include "base/problem.h"
#include "base/version.h"
#include "jobs/import_job.h"
#include "jobs/rejected_rows.h"
#include "records/audit.h"
#include "records/export.h"
#include "records/import_table.h"
#include "records/integrity.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace kontor {

namespace {

std::string read_file(std::string const& path)
{
    auto file = std::ifstream { path, std::ios::binary };
    if (!file)
        throw std::runtime_error(fmt::format("{} cannot be read.", path));
    return { std::istreambuf_iterator<char> { file }, {} };
}

Json json_file(std::string const& path)
{
    auto parsed = parse_json(read_file(path), { .depth = 32, .keys_per_object = 100'000 });
    if (auto const* error = std::get_if<JsonError>(&parsed))
        throw std::runtime_error(fmt::format(
            "{} is not valid JSON at line {}, column {}: {}", path, error->line, error->column, error->message));
    return std::get<Json>(parsed);
}

records::Actor actor_for(Application& application, std::string const& email)
{
    auto actor = records::Actor::system();
    if (!email.empty()) {
        auto const found = application.sessions().actor_of(demand_user(application, email));
        if (!found)
            throw std::runtime_error(fmt::format("{} may not sign in.", email));
        actor = *found;
    }
    actor.via = "command line";
    return actor;
}

EntityInfo const& demand_entity(Schema const& schema, std::string const& plural)
{
    auto const* entity = schema.find(plural);
    if (!entity)
        throw std::runtime_error(fmt::format("There is no collection \"{}\".", plural));
    return *entity;
}

std::int64_t count_in(Json const& counts, std::string_view key)
{
    auto const* value = counts.find(key);
    return value ? value->as_whole().value_or(0) : 0;
}

// Rows that were refused: the first twenty on stderr, all of them in --rejected.
void tell_rejected(Application& application, Id job, std::string const& path, std::vector<std::string> const& headers)
{
    auto shown = 0;
    application.store().database().read([&](db::Connection& connection) {
        auto rows = connection.query("select \"line\", \"header\", \"cell\", \"message\" from \"kontor_import_row\" "
                                     "where \"job\" = ?1 order by \"line\", \"id\"",
            { job.value });
        shown = 0;
        while (rows->next())
            if (shown++ < 20)
                fmt::print(stderr, "line {}, {} \"{}\": {}\n", rows->whole(0),
                    rows->text(1).empty() ? std::string { "row" } : "column " + std::string { rows->text(1) },
                    rows->text(2), rows->text(3));
        if (!path.empty()) {
            auto file = std::ofstream { path, std::ios::binary };
            file << jobs::rejected_rows_csv(connection, job, headers);
        }
    });
    if (shown > 20)
        fmt::print(stderr, "and {} more\n", shown - 20);
}

// Nothing when the file cannot be read as a table: the import has said why.
std::vector<std::string> headers_of(std::string const& path, EntityInfo const& entity, Json const& input,
    Schema const& schema, records::Actor const& actor)
{
    try {
        auto const* mapping = input.find("mapping");
        return records::ImportTable { path,
            mapping ? records::ImportMapping::from_json(*mapping, schema, actor)
                    : records::ImportMapping::by_name(entity) }
            .headers();
    } catch (Problem const&) {
        return {};
    }
}

}

int import_file(Application& application, CommandOptions const& options)
{
    auto const schema = application.store().schema();
    auto const& entity = demand_entity(*schema, options.entities);
    auto input = Json { JsonObject {} };
    input.set("entity", entity.plural);
    input.set("via", "command line");
    input.set("dry_run", options.dry_run);
    input.set("strict", options.strict);
    if (!options.mapping.empty()) {
        auto mapping = json_file(options.mapping);
        auto const* named = mapping.find("entity");
        if (!named || !named->as_string() || *named->as_string() != entity.plural)
            throw std::runtime_error(fmt::format("The mapping {} is not for \"{}\".", options.mapping, entity.plural));
        input.set("mapping", std::move(mapping));
    }
    auto path = options.file;
    if (path == "-") {
        path = application.files().spool_folder() + "/stdin-" + std::to_string(::getpid());
        auto copy = std::ofstream { path, std::ios::binary };
        copy << std::cin.rdbuf();
    } else if (!std::filesystem::is_regular_file(path))
        throw std::runtime_error(fmt::format("{} cannot be read.", path));
    input.set("path", std::filesystem::absolute(path).string());
    auto const actor = actor_for(application, options.as);
    auto job = Id {};
    auto bar = ProgressBar { "Importing " + entity.plural };
    application.worker().on_progress([&](Id, std::string_view, std::string const& text) {
        auto const parsed = parse_json(text);
        auto const* progress = std::get<Json>(parsed).find("progress");
        bar.show(count_in(*progress, "done"), count_in(*progress, "total"));
    });
    application.store().write(actor, [&](records::Transaction& transaction) {
        job = application.worker().enqueue(transaction, "import", input, "bytes");
    });
    application.worker().claim(job);
    application.worker().run_one(job);
    auto state = std::string {}, result = std::string {}, problem = std::string {};
    application.store().database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "select \"state\", \"result\", \"problem\" from \"kontor_job\" where \"id\" = ?1", { job.value });
        rows->next();
        state = rows->text(0), result = rows->text(1), problem = rows->text(2);
    });
    tell_rejected(application, job, options.rejected, headers_of(path, entity, input, *schema, actor));
    if (options.file == "-")
        std::filesystem::remove(path);
    if (result.empty()) {
        auto const parsed = parse_json(problem);
        auto const* json = std::get_if<Json>(&parsed);
        auto const* detail = json ? json->find("detail") : nullptr;
        auto message = detail && detail->as_string() ? *detail->as_string() : std::string { "The import failed." };
        if (auto const* fields = json ? json->find("fields") : nullptr;
            fields && fields->as_array() && !fields->as_array()->empty())
            message += fmt::format(" {}: {}", *fields->as_array()->front().find("field")->as_string(),
                *fields->as_array()->front().find("message")->as_string());
        throw std::runtime_error(message);
    }
    auto const parsed = parse_json(result);
    auto const& json = std::get<Json>(parsed);
    if (options.as_json)
        fmt::print("{}\n", result);
    else if (auto const* counts = json.find("counts"))
        fmt::print("{} read, {} created, {} updated, {} skipped, {} rejected\n", count_in(*counts, "read"),
            count_in(*counts, "created"), count_in(*counts, "updated"), count_in(*counts, "skipped"),
            count_in(*counts, "rejected"));
    if (auto const* ignored = json.find("ignored_columns");
        ignored && ignored->as_array() && !ignored->as_array()->empty())
        fmt::print(stderr, "Ignored columns: {}\n", ignored->to_text());
    return options.strict && state != "done" ? 3 : 0;
}

int export_records(Application& application, CommandOptions const& options)
{
    auto const schema = application.store().schema();
    auto const& entity = demand_entity(*schema, options.entities);
    if (options.format != "csv" && options.format != "json")
        throw std::runtime_error("The format is csv or json.");
    auto query = records::ExportQuery { options.filter, "", options.order_by, {},
        options.format == "json" ? records::ExportFormat::json : records::ExportFormat::csv };
    for (auto rest = std::string_view { options.fields }; !rest.empty();) {
        auto const comma = std::min(rest.find(','), rest.size());
        query.fields.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    auto const actor = actor_for(application, options.as);
    auto total = std::int64_t { 0 };
    application.store().read(
        actor, [&](records::Reading& reading) { total = records::count_export(reading, entity, query); });
    application.store().write(actor, [&](records::Transaction& transaction) {
        records::audit_export(transaction, entity, query, total, "command line");
    });
    auto const to_file = !options.output.empty() && options.output != "-";
    auto const partial = options.output + ".partial"; // the file appears only when it is complete
    auto* out = to_file ? std::fopen(partial.c_str(), "wb") : stdout;
    if (!out)
        throw std::runtime_error(fmt::format("{} cannot be written.", options.output));
    auto bar = ProgressBar { "Exporting " + entity.plural };
    auto done = std::int64_t { 0 };
    auto is_written = true;
    auto const rows = records::run_export(application.store(), actor, entity, query, [&](std::string_view piece) {
        is_written = std::fwrite(piece.data(), 1, piece.size(), out) == piece.size();
        if (to_file)
            bar.show(std::min(done += 500, total), total);
        return is_written;
    });
    is_written = std::fflush(out) == 0 && is_written;
    if (to_file) {
        is_written = ::fsync(::fileno(out)) == 0 && is_written;
        std::fclose(out);
        if (is_written)
            std::filesystem::rename(partial, options.output);
        else
            std::filesystem::remove(partial);
    }
    if (!is_written)
        throw std::runtime_error("The export could not be written completely.");
    if (to_file)
        fmt::print(stderr, "{} records exported to {}\n", rows, options.output);
    return 0;
}

int check_database(Application& application, CommandOptions const& options)
{
    auto const report = records::check_integrity(
        application.store(), [&](std::string_view hash) { return application.files().path_of(hash); });
    if (options.as_json) {
        auto text = std::string {};
        auto json = JsonWriter { text };
        json.begin_object().member("records", report.records).key("faults").begin_array();
        for (auto const& fault : report.faults)
            json.string(fault);
        json.end_array().end_object();
        fmt::print("{}\n", text);
    } else if (report.faults.empty())
        fmt::print("ok, {} records checked\n", report.records);
    else
        for (auto const& fault : report.faults)
            fmt::print("{}\n", fault);
    return report.faults.empty() ? 0 : 3;
}

int fill_demo(Application& application, CommandOptions const& options)
{
    if (!options.adds && demo::has_business_records(application.store()))
        throw std::runtime_error("The workspace has records already; say --add to put demo data beside them.");
    auto demo_options = demo::DemoOptions {};
    demo_options.accounts = options.accounts;
    demo_options.seed = options.seed;
    demo_options.adds = options.adds;
    if (!options.language.empty()) {
        demo_options.language = language_by_code(options.language);
        if (!demo_options.language)
            throw std::runtime_error("The language is en or ru.");
    }
    auto bar = ProgressBar { "Furnishing" };
    auto const counts = demo::furnish(
        application.store(), demo_options, [&](std::int64_t done, std::int64_t total) { bar.show(done, total); });
    for (auto const& [collection, count] : counts.by_collection)
        fmt::print("{:>10} {}\n", count, collection);
    return 0;
}

int migrate(Config const& config, bool dry_run)
{
    auto registry = Registry {};
    register_modules(registry);
    registry.check_names();
    std::filesystem::create_directories(config.data);
    auto const database
        = db::open(config.database.empty() ? "sqlite:" + (config.data / "kontor.sqlite").string() : config.database);
    auto const clock = SystemClock {};
    auto store = records::Store { *database, registry, clock, { config.data.string(), 0 } };
    auto const done = store.migrate(dry_run);
    for (auto const& statement : done)
        fmt::print("{};\n", statement);
    if (done.empty())
        fmt::print("The database is up to date.\n");
    return 0;
}

int print_openapi()
{
    auto registry = Registry {};
    register_modules(registry);
    auto const parsed = parse_json(api::openapi(*Schema::assemble(registry, {}), registry, records::Actor::system()),
        { .depth = 200, .keys_per_object = 100'000 });
    fmt::print("{}\n", std::get<Json>(parsed).to_pretty_text());
    return 0;
}

int print_version()
{
    auto const postgresql = PQlibVersion();
    fmt::print("kontor {} ({}, schema {}, sqlite {}, libpq {}.{})\n", version, commit, 1, sqlite3_libversion(),
        postgresql / 10'000, postgresql % 10'000);
    return 0;
}

ProgressBar::ProgressBar(std::string what) : m_what(std::move(what)), m_is_terminal(::isatty(STDERR_FILENO) != 0) { }

ProgressBar::~ProgressBar()
{
    if (m_was_shown)
        fmt::print(stderr, "\n");
}

void ProgressBar::show(std::int64_t done, std::int64_t total)
{
    if (!m_is_terminal || total <= 0)
        return;
    m_was_shown = true;
    auto const filled = static_cast<std::size_t>(30 * std::min(done, total) / total);
    fmt::print(stderr, "\r{} [{}{}] {:3} %", m_what, std::string(filled, '='), std::string(30 - filled, ' '),
        100 * std::min(done, total) / total);
    std::fflush(stderr);
}

}
