#include "modules/people/department.h"
#include "modules/people/rules.h"
#include "modules/people/user.h"
#include "modules/platform/keys.h"
#include "modules/platform/trees.h"
#include "records/change.h"
#include "records/ownership.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::people {

using records::Change;

namespace {

Problem conflict(Change& change, std::string code, Label sentence)
{
    return Problem::conflict(std::move(code), std::string { sentence.in(change.actor().language) });
}

void refuse_to_close_with_people(Change& change)
{
    auto const closes
        = change.is_removal() || (change.changes(department.is_active) && change.get(department.is_active) == false);
    if (closes && change.get(department.people_count).value_or(0) > 0)
        throw conflict(change, "has_members",
            { "Move its people before closing the department.",
                "Переведите сотрудников, прежде чем закрывать подразделение." });
}

void protect_kontor_himself(Change& change)
{
    if (change.after.id == system_user && !change.is_creation())
        throw conflict(change, "built_in",
            { "This is the program itself; it cannot be changed.", "Это сама программа; её нельзя изменить." });
}

// Who signs in needs an address to be found by and a role that says what he may.
void demand_what_signing_in_needs(Change& change)
{
    auto const status = change.get(user.lifecycle.status).value_or("");
    change.set(user.active, status == "active");
    if (status != "invited" && status != "active")
        return;
    auto const code = "required_when_" + status;
    if (change.lacks(user.email))
        change.reject(user.email, code, Label { "Give the e-mail to sign in with.", "Укажите почту для входа." });
    if (change.lacks(user.role))
        change.reject(user.role, code, Label { "Choose a role.", "Выберите роль." });
}

// What a person owns belongs to his department, and moves with him.
void move_possessions(Change& change)
{
    if (change.is_creation() || !change.changes(user.department))
        return;
    records::restamp_department(change.transaction(), change.after.id, change.get(user.department).value_or(Id {}));
}

void refuse_own_deputy(Change& change)
{
    if (change.get(user.deputy) == change.after.id)
        change.reject(
            user.deputy, "own_deputy", Label { "Nobody deputises for himself.", "Никто не замещает сам себя." });
}

void check_time_zone(Change& change)
{
    auto const name = change.get(user.time_zone);
    if (name && change.changes(user.time_zone) && !TimeZone::find(*name))
        change.reject(user.time_zone, "bad_format",
            Label { "There is no such time zone; write for example Europe/Berlin.",
                "Нет такого часового пояса; напишите, например, Europe/Moscow." });
}

bool has_administrators_role(Change& change, Record const& who)
{
    auto const role = who.get(user.role);
    if (!role)
        return false;
    auto rows = change.transaction().connection().query(
        "select 1 from \"roles\" where \"id\" = ?1 and \"key\" = 'administrator'", { role->value });
    return rows->next();
}

// Whoever may edit people could otherwise make himself one, or take over an administrator's address.
void leave_administrators_to_administrators(Change& change)
{
    if (change.actor().is_administrator())
        return;
    if (has_administrators_role(change, change.after)
        || (!change.is_creation() && has_administrators_role(change, change.before)))
        change.reject(user.role, "administrators_only",
            Label {
                "Only an administrator may change administrators.", "Администраторов меняет только администратор." });
}

bool is_active_administrator(Change& change, Record const& who)
{
    return who.get(user.active).value_or(false) && has_administrators_role(change, who);
}

void keep_one_administrator(Change& change)
{
    if (change.is_creation() || !is_active_administrator(change, change.before))
        return;
    if (!change.is_removal() && is_active_administrator(change, change.after))
        return;
    auto const others
        = records::load_where(change.transaction(), change.entity(), "active AND role.key = \"administrator\"", 2);
    if (std::ranges::none_of(others, [&](Record const& other) { return other.id != change.after.id; }))
        throw conflict(change, "last_administrator",
            { "At least one active administrator must remain.", "Должен остаться хотя бы один администратор." });
}

}

void add_rules(Registry& registry)
{
    platform::keep_key(registry, department, department.name, department.key);
    platform::refuse_cycle(registry, department, department.parent);
    registry.rule(department, Moment::before_save, "has_members", refuse_to_close_with_people);
    registry.rule(department, Moment::before_remove, "has_members", refuse_to_close_with_people);

    registry.rule(user, Moment::before_save, "built_in", protect_kontor_himself);
    registry.rule(user, Moment::before_save, "what_signing_in_needs", demand_what_signing_in_needs);
    registry.rule(user, Moment::before_save, "own_deputy", refuse_own_deputy);
    registry.rule(user, Moment::before_save, "time_zone", check_time_zone);
    registry.rule(user, Moment::before_save, "administrators_only", leave_administrators_to_administrators);
    registry.rule(user, Moment::before_save, "last_administrator", keep_one_administrator);
    registry.rule(user, Moment::after_save, "possessions_follow", move_possessions);
    platform::refuse_cycle(registry, user, user.reports_to);
    platform::refuse_reversed(registry, user, user.away_starts_on, user.away_ends_on);
    registry.rule(user, Moment::before_remove, "built_in", protect_kontor_himself);
    registry.rule(user, Moment::before_remove, "last_administrator", keep_one_administrator);
}

}
