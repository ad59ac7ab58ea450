#include "records/entity_meta.h"

#include "records/action.h"

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

constexpr std::size_t highlights_max = 7;

class RoleFinder {
public:
    RoleFinder(Schema const& schema, Actor const& actor, EntityInfo const& entity)
        : m_schema(schema)
        , m_actor(actor)
        , m_entity(entity)
    {
        if (entity.declaration)
            m_options = &entity.declaration->options;
    }

    EntityRoles find()
    {
        add("title", { m_entity.title_field });
        auto const* lifecycle = m_entity.declaration ? m_entity.declaration->lifecycle_field : nullptr;
        add("status", { "stage", lifecycle ? lifecycle->name() : std::string { "status" } });
        add("amount", { "amount", "total" }, { FieldType::money });
        add("currency", { "currency" });
        add("owner", { "owner" }, { FieldType::link });
        add("closes_on", { "closes_on", "due_on", "valid_until" }, { FieldType::day });
        add("probability", { "probability" }, { FieldType::percent });
        add("parent", { m_entity.parent_field, m_entity.account_field, "parent" }, { FieldType::link });
        if (m_options)
            for (auto const& [role, name] : m_options->roles)
                if (!m_roles.field_of(role).size() && sees(name))
                    m_roles.fields.emplace_back(role, name);
        m_roles.highlight = visible(m_options ? m_options->highlight : std::vector<std::string_view> {});
        if (m_roles.highlight.empty())
            m_roles.highlight = first_facts();
        m_roles.card.emplace_back(m_entity.title_field);
        for (auto const& name : m_roles.highlight)
            if (name != m_roles.field_of("status") && std::ranges::find(m_roles.card, name) == m_roles.card.end())
                m_roles.card.push_back(name);
        return std::move(m_roles);
    }

private:
    [[nodiscard]] bool sees(std::string_view name) const { return sees_field(m_schema, m_actor, m_entity, name); }

    // A declared role counts first; else the first of the names that is a visible field of one of the types.
    void add(std::string_view role, std::vector<std::string> names, std::vector<FieldType> const& types = {})
    {
        if (m_options)
            for (auto const& [declared, name] : m_options->roles)
                if (declared == role)
                    names = { std::string { name } };
        for (auto const& name : names) {
            auto const* field = m_entity.find(name);
            auto const fits = field && (types.empty() || std::ranges::find(types, field->type()) != types.end());
            if (fits && sees(name)) {
                m_roles.fields.emplace_back(role, name);
                return;
            }
        }
    }

    [[nodiscard]] std::vector<std::string> visible(std::vector<std::string_view> const& names) const
    {
        auto kept = std::vector<std::string> {};
        for (auto name : names)
            if (sees(name.substr(0, name.find('.'))))
                kept.emplace_back(name);
        return kept;
    }

    // Without a declaration: the list's columns, else what is required, the status, the owner and the days.
    [[nodiscard]] std::vector<std::string> first_facts() const
    {
        auto facts = visible(m_options ? m_options->list : std::vector<std::string_view> {});
        auto add_fact = [&](std::string_view name) {
            if (!name.empty() && std::ranges::find(facts, name) == facts.end())
                facts.emplace_back(name);
        };
        if (facts.empty()) {
            for (auto const* field : m_entity.fields)
                if (field->definition().required && sees(field->name()))
                    add_fact(field->name());
            add_fact(m_roles.field_of("status"));
            add_fact(m_roles.field_of("owner"));
            for (auto const* field : m_entity.fields)
                if (field->type() == FieldType::day && sees(field->name()))
                    add_fact(field->name());
        }
        std::erase(facts, m_entity.title_field);
        facts.resize(std::min(facts.size(), highlights_max));
        return facts;
    }

    Schema const& m_schema;
    Actor const& m_actor;
    EntityInfo const& m_entity;
    EntityOptions const* m_options = nullptr;
    EntityRoles m_roles;
};

}

std::string_view EntityRoles::field_of(std::string_view role) const
{
    auto found = std::ranges::find(fields, role, &std::pair<std::string, std::string>::first);
    return found == fields.end() ? std::string_view {} : std::string_view { found->second };
}

EntityRoles roles_of(Schema const& schema, Actor const& actor, EntityInfo const& entity)
{
    return RoleFinder { schema, actor, entity }.find();
}

bool sees_field(Schema const& schema, Actor const& actor, EntityInfo const& entity, std::string_view name)
{
    auto const* field = entity.find(name);
    return field && actor.sees(schema, entity, *field);
}

std::vector<Relation const*> readable_relations(Schema const& schema, Actor const& actor, EntityInfo const& entity)
{
    auto readable = std::vector<Relation const*> {};
    for (auto const& relation : entity.relations) {
        if (relation.kind == Relation::Kind::to_one
            || actor.level(schema, *relation.target, Right::read) == Level::none)
            continue;
        auto const is_own = relation.kind == Relation::Kind::many_to_many && !relation.backwards;
        if (actor.sees(schema, is_own ? entity : *relation.target, *relation.via))
            readable.push_back(&relation);
    }
    return readable;
}

std::vector<Action const*> permitted_actions(
    Schema const& schema, Registry const& registry, Actor const& actor, EntityInfo const& entity)
{
    auto permitted = std::vector<Action const*> {};
    for (auto const& action : registry.actions()) {
        auto const& declared = action.declaration;
        if (action.entity->singular_name != entity.singular)
            continue;
        auto const right = declared.right == "read" ? Right::read
            : declared.right == "create"            ? Right::create
            : declared.right == "delete"            ? Right::remove
                                                    : Right::update;
        if (actor.action_level(schema, entity, declared.name, right) != Level::none)
            permitted.push_back(&action);
    }
    return permitted;
}

}
