#include "app/commands.h"

#include "api/one_time_links.h"
#include "api/session_api.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <iostream>

namespace kontor {

namespace {

std::string password_from_stdin()
{
    auto password = std::string {};
    std::getline(std::cin, password);
    if (!password.empty() && password.back() == '\r')
        password.pop_back();
    api::Sessions::check_password(password, "password");
    return password;
}

records::Actor at_the_console()
{
    auto actor = records::Actor::system();
    actor.via = "command line";
    return actor;
}

Id find_by_name(Application& application, std::string_view plural, std::string const& name)
{
    auto const schema = application.store().schema();
    auto const& entity = *schema->find(plural);
    auto id = Id {};
    application.store().database().read([&](db::Connection& connection) {
        auto rows = connection.query(fmt::format("select \"id\" from {} where {} = ?1 and \"deleted_at\" is null",
                                         db::quote(plural), db::quote(fold_column(entity.title_field))),
            { companion_of(FieldType::text, name) });
        id = rows->next() ? Id { rows->whole(0) } : Id {};
    });
    if (id.is_empty())
        throw std::runtime_error(fmt::format("There is no {} \"{}\".", entity.label_one.en, name));
    return id;
}

}

Id demand_user(Application& application, std::string const& email)
{
    auto const user = application.sessions().user_by_email(email);
    if (!user)
        throw std::runtime_error(fmt::format("Nobody has the e-mail {}.", email));
    return *user;
}

int add_user(Application& application, CommandOptions const& options)
{
    api::sow(application.store());
    if (application.sessions().user_by_email(options.email))
        throw std::runtime_error(fmt::format("{} is in use already.", options.email));
    auto const password = options.password_from_stdin ? password_from_stdin() : std::string {};
    auto const hash = password.empty() ? std::string {} : application.sessions().hash(password);
    auto secret = std::string {};
    auto id = Id {};
    application.store().write(at_the_console(), [&](records::Transaction& transaction) {
        auto const& users = *transaction.schema().find("users");
        auto body = Json { JsonObject {
            { "name", options.name.empty() ? options.email.substr(0, options.email.find('@')) : options.name },
            { "email", options.email }, { "role", options.role } } };
        if (!options.department.empty())
            body.set("department", find_by_name(application, "departments", options.department).to_string());
        auto values = records::read_values(body, users, transaction.schema(), transaction.actor());
        id = records::Writer::create(transaction, users, values, records::Writer::Authority::engine).id;
        auto status = Values {};
        status.assignments.emplace_back(
            *users.find("status"), Value { std::string { hash.empty() ? "invited" : "active" } }, 0);
        records::Writer::update(transaction, users, id, status, {}, records::Writer::Authority::engine);
        if (!hash.empty())
            application.sessions().set_password(transaction, id, hash);
        else
            secret = api::make_one_time_link(transaction, id);
    });
    if (hash.empty())
        fmt::print("{}\n",
            api::welcome_address(application.config().public_url.empty()
                    ? fmt::format("http://{}:{}", application.config().listen_address, application.config().listen_port)
                    : application.config().public_url,
                secret));
    else
        fmt::print("{}\n", id.to_string());
    return 0;
}

int list_users(Application& application, CommandOptions const&)
{
    application.store().database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "select u.\"name\", u.\"email\", r.\"key\", u.\"status\" from \"users\" u left join \"roles\" r on "
            "r.\"id\" = u.\"role\" where u.\"deleted_at\" is null order by u.\"name_fold\"");
        while (rows->next())
            fmt::print("{:<30} {:<36} {:<22} {}\n", rows->text(0), rows->text(1), rows->text(2), rows->text(3));
    });
    return 0;
}

int set_password(Application& application, CommandOptions const& options)
{
    auto const user = demand_user(application, options.email);
    auto const hash = application.sessions().hash(password_from_stdin());
    application.store().write(at_the_console(), [&](records::Transaction& transaction) {
        application.sessions().set_password(transaction, user, hash);
        records::write_audit(transaction, "password_changed", "users", user, options.email, "[]");
    });
    application.sessions().end_all(user);
    return 0;
}

int set_role(Application& application, CommandOptions const& options)
{
    auto const user = demand_user(application, options.email);
    application.store().write(at_the_console(), [&](records::Transaction& transaction) {
        auto const& users = *transaction.schema().find("users");
        auto const values = records::read_values(
            JsonObject { { "role", options.role } }, users, transaction.schema(), transaction.actor());
        records::Writer::update(transaction, users, user, values, {}, records::Writer::Authority::engine);
    });
    return 0;
}

int deactivate_user(Application& application, CommandOptions const& options)
{
    auto const user = demand_user(application, options.email);
    application.store().write(at_the_console(), [&](records::Transaction& transaction) {
        auto const& users = *transaction.schema().find("users");
        auto const values = records::read_values(
            JsonObject { { "status", "deactivated" } }, users, transaction.schema(), transaction.actor());
        records::Writer::update(transaction, users, user, values, {}, records::Writer::Authority::engine);
    });
    application.sessions().end_all(user);
    return 0;
}

int make_token(Application& application, CommandOptions const& options)
{
    auto const user = demand_user(application, options.email);
    auto token = api::Sessions::Token {};
    auto scopes = std::vector<std::string> {};
    for (auto rest = std::string_view { options.scope.empty() ? "read,write" : options.scope }; !rest.empty();) {
        auto const comma = std::min(rest.find(','), rest.size());
        scopes.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    application.store().write(at_the_console(), [&](records::Transaction& transaction) {
        token = application.sessions().make_token(
            transaction, user, options.name.empty() ? "command line" : options.name, scopes, {}, "");
    });
    fmt::print("{}\n", token.secret);
    return 0;
}

}
