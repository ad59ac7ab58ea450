#pragma once

#include "app/application.h"

#include <optional>
#include <string>

namespace kontor {

// What a command was asked for; each command reads its own part.
struct CommandOptions {
    std::string entities, file, mapping, rejected, filter, fields, order_by, format = "csv", output, as;
    std::string email, role, name, department, scope;
    bool dry_run = false, strict = false, as_json = false, password_from_stdin = false, demo = false, adds = false;
    std::int64_t accounts = 200;
    std::uint64_t seed = 1;
    std::string language, currency, time_zone;
};

// Exit codes (API.md 16): 0 done, 1 failed, 2 wrong usage, 3 ran and found faults, 4 the data cannot be opened, 130
// interrupted.
int serve(Application&, CommandOptions const&);
int add_user(Application&, CommandOptions const&);
int list_users(Application&, CommandOptions const&);
int set_password(Application&, CommandOptions const&);
int set_role(Application&, CommandOptions const&);
int deactivate_user(Application&, CommandOptions const&);
int make_token(Application&, CommandOptions const&);
int workspace_settings(Application&, CommandOptions const&);
int import_file(Application&, CommandOptions const&);
int export_records(Application&, CommandOptions const&);
int check_database(Application&, CommandOptions const&);
int fill_demo(Application&, CommandOptions const&);
int migrate(Config const&, bool dry_run);
int print_openapi();
int print_version();

// A person for --as and user commands; throws std::runtime_error with a sentence.
Id demand_user(Application&, std::string const& email);

// A bar on stderr, on a terminal only.
class ProgressBar {
public:
    explicit ProgressBar(std::string what);
    ~ProgressBar();
    void show(std::int64_t done, std::int64_t total);

private:
    std::string m_what;
    bool m_is_terminal;
    bool m_was_shown = false;
};

}
