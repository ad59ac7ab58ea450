#include "app/commands.h"
#include "base/config.h"
#include "base/problem.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <functional>
#include <iostream>

namespace {

using kontor::CommandOptions;

// Every command takes these; flags win over KONTOR_* and over kontor.toml.
struct CommonFlags {
    std::string data, database, config, listen, public_url;
};

void add_common(CLI::App& command, CommonFlags& flags)
{
    command.add_option("--data", flags.data, "Folder with everything of the workspace (default ./kontor-data)")
        ->type_name("DIR");
    command
        .add_option("--database", flags.database,
            "sqlite:PATH or postgresql://... (default: the SQLite file in the data folder)")
        ->type_name("URL");
    command.add_option("--config", flags.config, "Settings file (default kontor.toml in the data folder)")
        ->type_name("FILE");
}

kontor::Config load_config(CommonFlags const& flags)
{
    auto texts = kontor::Config::Texts {};
    auto const add = [&](std::string_view key, std::string const& value) {
        if (!value.empty())
            texts.emplace(std::string { key }, value);
    };
    add("data", flags.data);
    add("database", flags.database);
    add("listen", flags.listen);
    add("public_url", flags.public_url);
    return kontor::Config::load(texts, kontor::kontor_environment(),
        flags.config.empty() ? std::nullopt : std::optional<std::filesystem::path> { flags.config });
}

std::string sentence_of(kontor::Problem const& problem)
{
    auto sentence = problem.detail();
    for (auto const& fault : problem.fields())
        sentence += fmt::format("\n  {}: {}", fault.field, fault.message);
    return sentence;
}

}

int main(int argc, char** argv)
{
    auto app = CLI::App { "Kontor, the CRM for corporate clients: companies that buy in volume, decide in committees "
                          "and stay for years.\nOne program, one data folder. Start with `kontor serve`." };
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    auto flags = CommonFlags {};
    auto options = CommandOptions {};
    auto run = std::function<int(kontor::Application&)> {};
    auto run_alone = std::function<int()> {};
    auto const command = [&](CLI::App& parent, std::string const& name, std::string const& description,
                             int (*function)(kontor::Application&, CommandOptions const&)) {
        auto* made = parent.add_subcommand(name, description);
        add_common(*made, flags);
        made->callback([&run, &options, function] {
            run = [&options, function](kontor::Application& application) { return function(application, options); };
        });
        return made;
    };

    auto* serve = command(app, "serve", "Bring the workspace up to date and serve it", kontor::serve);
    serve->add_option("--listen", flags.listen, "Address and port (default 127.0.0.1:8080)")->type_name("ADDR:PORT");
    serve
        ->add_option("--public-url", flags.public_url, "The address that people use, when a proxy stands before Kontor")
        ->type_name("URL");
    serve->add_flag("--demo", options.demo, "Furnish an empty workspace with demo records and a demo login");

    auto* workspace = command(
        app, "workspace", "Show the workspace's settings, or change those that are given", kontor::workspace_settings);
    workspace->add_option("--name", options.name, "What it is called")->type_name("N");
    workspace->add_option("--currency", options.currency, "The company's currency, ISO 4217: EUR")->type_name("C");
    workspace->add_option("--language", options.language, "en or ru")->type_name("L");
    workspace->add_option("--time-zone", options.time_zone, "IANA name: Europe/Berlin")->type_name("Z");

    auto* user = app.add_subcommand("user", "People who sign in");
    user->require_subcommand(1);
    auto const with_email = [&](CLI::App* made) {
        made->add_option("--email", options.email, "E-mail of the person")->required()->type_name("E");
        return made;
    };
    auto* add = with_email(
        command(*user, "add", "Add a person; without a password prints a one-time link", kontor::add_user));
    add->add_option("--role", options.role, "Key of a role: administrator, head, key_account_manager, ...")
        ->required()
        ->type_name("KEY");
    add->add_option("--name", options.name, "Full name")->type_name("N");
    add->add_option("--department", options.department, "Name of a department")->type_name("D");
    add->add_flag("--password-stdin", options.password_from_stdin,
        "Read the password (12 characters or more) from standard input");
    command(*user, "list", "Everybody, with role and status", kontor::list_users);
    with_email(
        command(*user, "set-password", "Set a password from standard input; ends all sessions", kontor::set_password))
        ->add_flag("--password-stdin", options.password_from_stdin);
    with_email(command(*user, "set-role", "Give another role", kontor::set_role))
        ->add_option("--role", options.role, "Key of the role")
        ->required()
        ->type_name("KEY");
    with_email(command(*user, "deactivate", "End all access at once", kontor::deactivate_user));
    auto* token = with_email(command(*user, "token", "Make an API token; it is shown once", kontor::make_token));
    token->add_option("--name", options.name, "What the token is for")->type_name("N");
    token->add_option("--scope", options.scope, "read, write, export, admin, metrics (default read,write)")
        ->type_name("S");

    auto* import = command(app, "import", "Read records from a CSV file", kontor::import_file);
    import->add_option("ENTITIES", options.entities, "Collection: accounts, contacts, deals, ...")->required();
    import->add_option("FILE", options.file, "CSV file, - for standard input")->required();
    import
        ->add_option(
            "--mapping", options.mapping, "JSON that says how columns become fields; without it, columns by name")
        ->type_name("FILE");
    import->add_flag("--dry-run", options.dry_run, "Say what would happen and change nothing");
    import->add_flag("--strict", options.strict, "One fault and nothing is kept; exit code 3");
    import->add_option("--as", options.as, "E-mail of the person whose rights and rules hold")->type_name("E");
    import->add_option("--rejected", options.rejected, "Write refused rows with their reasons to this file")
        ->type_name("FILE");
    import->add_flag("--json", options.as_json, "Print the result as JSON");

    auto* export_command = command(app, "export", "Write records to CSV or JSON", kontor::export_records);
    export_command->add_option("ENTITIES", options.entities, "Collection: accounts, contacts, deals, ...")->required();
    export_command->add_option("--filter", options.filter, "Which: segment = \"large\" AND owner != null")
        ->type_name("F");
    export_command->add_option("--fields", options.fields, "Comma-separated fields (default: all)")->type_name("F");
    export_command->add_option("--order-by", options.order_by, "name, amount desc")->type_name("O");
    export_command->add_option("--format", options.format, "csv or json (default csv)")->type_name("csv|json");
    export_command
        ->add_option("-o", options.output, "File; it appears only when it is complete (default: standard output)")
        ->type_name("FILE");
    export_command->add_option("--as", options.as, "E-mail of the person whose rights hold")->type_name("E");

    auto migrate_dry_run = false;
    auto* migrate = app.add_subcommand("migrate", "Bring the database up to this program's schema, atomically");
    add_common(*migrate, flags);
    migrate->add_flag("--dry-run", migrate_dry_run, "Show the SQL and change nothing");
    migrate->callback([&] { run_alone = [&] { return kontor::migrate(load_config(flags), migrate_dry_run); }; });

    command(app, "check", "Check the database against the declarations; exit code 3 when faults are found",
        kontor::check_database)
        ->add_flag("--json", options.as_json, "Print the result as JSON");
    auto* demo
        = command(app, "demo", "Fill an empty workspace with demo data, the same for the same seed", kontor::fill_demo);
    demo->add_option("--accounts", options.accounts, "How many accounts (default 200)")->type_name("N");
    demo->add_option("--seed", options.seed, "Another number gives another company")->type_name("S");
    demo->add_option("--language", options.language, "en or ru (default: both)")->type_name("en|ru");
    demo->add_flag("--add", options.adds, "Also when there are records already");
    auto* contract = app.add_subcommand("openapi", "Print the contract of the built-in declarations");
    add_common(*contract, flags);
    contract->callback([&] { run_alone = kontor::print_openapi; });
    auto* version = app.add_subcommand("version", "Print the version");
    add_common(*version, flags);
    version->callback([&] { run_alone = kontor::print_version; });

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    try {
        if (run_alone)
            return run_alone();
        auto config = load_config(flags);
        options.demo |= config.demo;
        auto application = kontor::Application { std::move(config) };
        return run(application);
    } catch (kontor::db::CannotOpen const& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 4;
    } catch (kontor::Problem const& problem) {
        fmt::print(stderr, "{}\n", sentence_of(problem));
        return 1;
    } catch (std::exception const& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
