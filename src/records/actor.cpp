#include "records/actor.h"

#include "base/problem.h"

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

constexpr std::array<std::string_view, 5> level_names = { "none", "own", "team", "subtree", "all" };

Grant const& everything()
{
    static Grant const grant { Level::all, Level::all, Level::all, Level::all, Level::all, {}, {} };
    return grant;
}

Grant const& nothing()
{
    static Grant const grant {};
    return grant;
}

Problem wrong(std::string path, std::string message)
{
    return Problem::invalid(std::move(path), "bad_format", std::move(message));
}

Level read_level(std::string const& path, Json const& json)
{
    auto const* text = json.as_string();
    auto level = text ? level_by_name(*text) : std::nullopt;
    if (!level)
        throw wrong(path, "A level is none, own, team, subtree or all.");
    return *level;
}

Grant read_grant(std::string const& path, Json const& json)
{
    auto const* members = json.as_object();
    if (!members)
        throw wrong(path, "A grant is an object of levels.");
    auto grant = Grant {};
    for (auto const& [name, value] : *members) {
        auto const here = path + "." + name;
        if (name == "read")
            grant.read = read_level(here, value);
        else if (name == "create")
            grant.create = read_level(here, value);
        else if (name == "update")
            grant.update = read_level(here, value);
        else if (name == "delete")
            grant.remove = read_level(here, value);
        else if (name == "export")
            grant.export_rows = read_level(here, value);
        else if (name == "actions" && value.as_object()) {
            for (auto const& [action, level] : *value.as_object())
                grant.actions[action] = read_level(here + "." + action, level);
        } else if (name == "fields" && value.as_object()) {
            for (auto const& [field, access] : *value.as_object()) {
                auto const* text = access.as_string();
                if (text && *text == "hidden")
                    grant.fields[field] = FieldAccess::hidden;
                else if (text && *text == "read")
                    grant.fields[field] = FieldAccess::read;
                else if (text && *text == "write")
                    grant.fields[field] = FieldAccess::write;
                else
                    throw wrong(here + "." + field, "A field is hidden, read or write.");
            }
        } else
            throw wrong(here, "A grant has read, create, update, delete, export, actions and fields.");
    }
    return grant;
}

}

std::string_view name_of(Level level) { return level_names[static_cast<std::size_t>(level)]; }

std::optional<Level> level_by_name(std::string_view name)
{
    auto found = std::ranges::find(level_names, name);
    if (found == level_names.end())
        return {};
    return static_cast<Level>(found - level_names.begin());
}

Level Grant::of(Right right) const
{
    switch (right) {
    case Right::read: return read;
    case Right::create: return create;
    case Right::update: return update;
    case Right::remove: return remove;
    case Right::export_rows: return export_rows;
    }
    return Level::none;
}

Grant const& Role::grant(Schema const& schema, EntityInfo const& entity) const
{
    if (is_administrator)
        return everything();
    if (auto found = grants.find(entity.plural); found != grants.end())
        return found->second;
    if (entity.access == AccessKind::lines)
        if (auto const* parent = schema.target_of(*entity.find(entity.parent_field)))
            return grant(schema, *parent);
    if (auto found = grants.find("*"); found != grants.end())
        return found->second;
    return nothing();
}

Role Role::from_json(Json const& grants, Schema const* schema)
{
    auto role = Role {};
    auto const* members = grants.as_object();
    if (!members)
        throw wrong("grants", "Grants are an object: collection to levels.");
    for (auto const& [collection, grant] : *members) {
        auto const path = "grants." + collection;
        auto read = read_grant(path, grant);
        if (schema && collection != "*") {
            auto const* entity = schema->find(collection);
            if (!entity)
                throw wrong(path, "There is no collection \"" + collection + "\".");
            for (auto const& [field, access] : read.fields)
                if (!entity->find(field))
                    throw wrong(path + ".fields." + field, "There is no field \"" + field + "\".");
        }
        role.grants.emplace(collection, std::move(read));
    }
    return role;
}

Level Actor::level(Schema const& schema, EntityInfo const& entity, Right right) const
{
    if (!entity_scope.empty() && !entity_scope.contains(entity.plural))
        return Level::none;
    // Making and taking away a line is a change of its parent, unless the role says otherwise for the lines.
    if (entity.access == AccessKind::lines && !role->grants.contains(entity.plural)
        && (right == Right::create || right == Right::remove))
        right = Right::update;
    return role->grant(schema, entity).of(right);
}

Level Actor::action_level(
    Schema const& schema, EntityInfo const& entity, std::string_view action, Right otherwise) const
{
    if (!entity_scope.empty() && !entity_scope.contains(entity.plural))
        return Level::none;
    auto const& grant = role->grant(schema, entity);
    if (auto found = grant.actions.find(action); found != grant.actions.end())
        return found->second;
    return grant.of(otherwise);
}

FieldAccess Actor::access(Schema const& schema, EntityInfo const& entity, Field const& field) const
{
    if (is_administrator())
        return FieldAccess::write;
    auto const& grant = role->grant(schema, entity);
    if (auto found = grant.fields.find(field.name()); found != grant.fields.end())
        return found->second;
    // A converted amount tells as much as the amount itself.
    if (auto const& base_of = field.definition().base_of; !base_of.empty())
        if (auto found = grant.fields.find(base_of); found != grant.fields.end())
            return found->second;
    return field.definition().sensitive ? FieldAccess::hidden : FieldAccess::write;
}

bool Actor::sees(Schema const& schema, EntityInfo const& entity, Field const& field) const
{
    return access(schema, entity, field) != FieldAccess::hidden;
}

Actor Actor::system()
{
    static auto const role = [] {
        auto made = std::make_shared<Role>();
        made->key = "system";
        made->is_administrator = true;
        return std::shared_ptr<Role const> { made };
    }();
    auto actor = Actor {};
    actor.user = system_user;
    actor.name = "Kontor";
    actor.role = role;
    actor.via = "system";
    return actor;
}

}
