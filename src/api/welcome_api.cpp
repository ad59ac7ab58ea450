// Invitations and forgotten passwords: an administrator hands out a one-time link, its reader chooses a password
// (API.md 2, 12).

#include "api/one_time_links.h"
#include "api/session_api.h"
#include "records/audit.h"
#include "records/record_row.h"
#include "records/writer.h"

namespace kontor::api {

namespace {

Problem link_is_over()
{
    return Problem::invalid(
        "token", "link_ended", "This link has been used or is too old. Ask your administrator for a new one.");
}

void set_status(records::Transaction& transaction, EntityInfo const& users, Id user, std::string status)
{
    // Through the Writer, so that what follows from it (may sign in, people of the department) is right too.
    auto values = Values {};
    values.assignments.emplace_back(*users.find("status"), Value { std::move(status) }, 0);
    records::Writer::update(transaction, users, user, values, {}, records::Writer::Authority::engine);
}

// Whoever gets the link becomes this person: what only administrators may do must not be a detour away.
void demand_power_over(records::Actor const& actor, records::Transaction& transaction, Id role)
{
    if (actor.is_administrator())
        return;
    auto rows = transaction.connection().query(
        "select 1 from \"roles\" where \"id\" = ?1 and \"key\" = 'administrator'", { role.value });
    if (rows->next())
        throw Problem::forbidden("Only an administrator may do this with an administrator.");
}

http::Response hand_out_link(Call const& call, Rooms& rooms, std::string_view event, bool invites)
{
    call.allow_parameters({});
    auto const id = call.id();
    auto const* users = call.schema().find("users");
    return call.write([&](records::Transaction& transaction) {
        auto const& actor = call.actor;
        auto& connection = transaction.connection();
        if (!records::reaches(connection, transaction.schema(), actor, *users, id, records::Right::read))
            throw Problem::not_found();
        if (!records::reaches(connection, transaction.schema(), actor, *users, id,
                actor.level(call.schema(), *users, records::Right::update)))
            throw Problem::forbidden("You may not do this with this person.");
        auto const person = records::load(connection, transaction.shared_schema(), *users, id);
        auto const* role = std::get_if<Id>(&person->value(*users->find("role")));
        if (!std::get_if<std::string>(&person->value(*users->find("email"))))
            throw Problem::invalid("email", "required", "Give the person an e-mail first.");
        if (!role)
            throw Problem::invalid("role", "required", "Give the person a role first.");
        demand_power_over(actor, transaction, *role);
        auto const& status = person->value(*users->find("status"));
        if (status == Value { std::string { "deactivated" } })
            throw Problem::conflict("deactivated", "This person was deactivated. Activate the person first.");
        if (status == Value { std::string { "listed" } })
            set_status(transaction, *users, id, "invited");
        auto const secret = make_one_time_link(transaction, id);
        records::write_audit(
            transaction, event, "users", id, std::get<std::string>(person->value(*users->find("name"))), "[]");
        auto answer = Answer { 200, {}, {} };
        auto json = JsonWriter { answer.body };
        json.begin_object()
            .member("link", welcome_address(rooms.public_url, secret))
            .member("message",
                invites ? "Send this link to the person; it is good for a week."
                        : "The link sets a new password; it is good for a week.")
            .end_object();
        return answer;
    });
}

OneTimeLink demand_link(Rooms& rooms, std::string_view secret)
{
    auto found = std::optional<OneTimeLink> {};
    rooms.store.database().read(
        [&](db::Connection& connection) { found = find_one_time_link(connection, secret, rooms.store.clock().now()); });
    if (!found)
        throw link_is_over();
    return *found;
}

}

http::Response invite_user(Call const& call, Rooms& rooms) { return hand_out_link(call, rooms, "invited", true); }

http::Response reset_password(Call const& call, Rooms& rooms)
{
    return hand_out_link(call, rooms, "password_reset", false);
}

http::Response show_welcome(http::Request const& request, Rooms& rooms)
{
    allow_parameters(request, {});
    auto const link = demand_link(rooms, body_texts(request, { "token" })[0]);
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object()
        .member("name", link.name)
        .member("email", link.email)
        .member("purpose", link.is_invitation ? "invitation" : "password_reset")
        .member("workspace", rooms.store.workspace().name)
        .member("expires_at", link.expires_at.to_string())
        .end_object();
    return ok(std::move(body));
}

http::Response accept_welcome(http::Request const& request, Rooms& rooms)
{
    allow_parameters(request, {});
    auto const values = body_texts(request, { "token", "password" });
    auto const& secret = values[0];
    auto const link = demand_link(rooms, secret);
    Sessions::check_password(values[1], "password");
    auto const hash = rooms.sessions.hash(values[1]);
    rooms.store.write(records::Actor::system(), [&](records::Transaction& transaction) {
        // Hashing took its time: who was deactivated meanwhile stays out.
        if (!find_one_time_link(transaction.connection(), secret, transaction.now())
            || !use_one_time_link(transaction, secret))
            throw link_is_over();
        if (link.is_invitation)
            set_status(transaction, *transaction.schema().find("users"), link.user, "active");
        rooms.sessions.set_password(transaction, link.user, hash);
        records::write_audit(transaction, "password_set_by_link", "users", link.user, link.name, "[]");
    });
    rooms.sessions.end_all(link.user);
    rooms.sessions.forget();
    return signed_in(request, rooms, rooms.sessions.open(link.user, request));
}

}
