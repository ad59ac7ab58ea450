#include "modules/people/role.h"
#include "modules/people/rules.h"
#include "modules/platform/keys.h"
#include "records/change.h"

#include <algorithm>

namespace kontor::people {

using records::Change;

namespace {

Json parsed(Change& change, JsonField const& field)
{
    auto const text = change.get(field);
    auto json = text ? parse_json(text->text) : std::variant<Json, JsonError> { Json {} };
    return std::holds_alternative<Json>(json) ? std::get<Json>(std::move(json)) : Json {};
}

// The same reader that rights are made from later, so that what is saved can be used.
void check_grants(Change& change)
{
    if (!change.changes(role.grants) || change.lacks(role.grants))
        return;
    try {
        records::Role::from_json(parsed(change, role.grants), &change.transaction().schema());
    } catch (Problem const& problem) {
        for (auto const& fault : problem.fields())
            change.reject(fault.field, fault.code, fault.message);
    }
}

void check_rights_and_limits(Change& change)
{
    if (change.changes(role.rights) && !change.lacks(role.rights)) {
        auto const rights = parsed(change, role.rights);
        auto const* list = rights.as_array();
        if (!list || std::ranges::any_of(*list, [](Json const& right) { return !right.as_string(); }))
            change.reject(role.rights, "bad_format",
                Label { "Further rights are a list of words.", "Дополнительные права — список слов." });
    }
    if (change.changes(role.limits) && !change.lacks(role.limits)) {
        auto const limits = parsed(change, role.limits);
        auto const* members = limits.as_object();
        if (!members || std::ranges::any_of(*members, [](JsonMember const& limit) {
                return limit.second.as_whole().value_or(-1) < 0;
            }))
            change.reject(role.limits, "bad_format",
                Label { "Limits are an object of whole numbers.", "Пределы — объект с целыми числами." });
    }
}

// The program itself counts on "administrator"; others may be adapted, but their keys stay for those who import them.
void protect_shipped(Change& change)
{
    if (change.is_creation() || !change.before.get(role.is_shipped).value_or(false))
        return;
    auto const is_administrator = change.before.get(role.key) == "administrator";
    if (change.changes(role.key) || (is_administrator && change.changes(role.grants)))
        change.reject(change.changes(role.key) ? role.key.name() : role.grants.name(), "shipped",
            std::string { Label { "Copy this role and change the copy.", "Скопируйте роль и измените копию." }.in(
                change.actor().language) });
}

void keep_shipped(Change& change)
{
    if (change.before.get(role.is_shipped).value_or(false))
        throw Problem::conflict("shipped",
            std::string { Label { "A role that came with the program cannot be deleted.",
                "Роль, поставленную с программой, нельзя удалить." }
                              .in(change.actor().language) });
}

}

void add_role_rules(Registry& registry)
{
    platform::keep_key(registry, role, role.name, role.key);
    registry.rule(role, Moment::before_save, "grants", check_grants);
    registry.rule(role, Moment::before_save, "rights_and_limits", check_rights_and_limits);
    registry.rule(role, Moment::before_save, "shipped", protect_shipped);
    registry.rule(role, Moment::before_remove, "shipped", keep_shipped);
}

}
