#include "model/schema.h"

#include "base/check.h"
#include "model/choices.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>

namespace kontor {

Field const* EntityInfo::find(std::string_view name) const
{
    auto found = m_by_name.find(name);
    return found == m_by_name.end() ? nullptr : found->second;
}

Relation const* EntityInfo::find_relation(std::string_view name) const
{
    auto found = std::ranges::find(relations, name, &Relation::name);
    // Whatever the lines of a record are called, they are its "lines" too (API.md 3.5).
    if (found == relations.end() && name == "lines")
        found = std::ranges::find_if(relations, &Relation::is_lines);
    return found == relations.end() ? nullptr : &*found;
}

int EntityInfo::slot_of(Field const& field) const
{
    auto const number = static_cast<std::size_t>(field.number());
    return number < m_slots.size() ? m_slots[number] : -1;
}

bool EntityInfo::has_trait(std::string_view trait) const { return std::ranges::find(traits, trait) != traits.end(); }

Field const& EntityInfo::title() const
{
    auto const* field = find(title_field);
    check(field != nullptr, "an entity has no title field");
    return *field;
}

std::uint64_t EntityInfo::next_serial()
{
    static auto latest = std::atomic<std::uint64_t> { 0 };
    return ++latest;
}

void EntityInfo::index_fields()
{
    m_by_name.clear();
    m_slots.clear();
    for (std::size_t slot = 0; slot < slot_count(); ++slot) {
        auto const& field = field_at(slot);
        m_by_name.emplace(field.name(), &field);
        auto const number = static_cast<std::size_t>(field.number());
        if (number >= m_slots.size())
            m_slots.resize(number + 1, -1);
        if (m_slots[number] < 0)
            m_slots[number] = static_cast<std::int16_t>(slot);
    }
}

EntityInfo const* Schema::find(std::string_view plural) const
{
    auto found = m_by_plural.find(plural);
    return found == m_by_plural.end() ? nullptr : found->second;
}

EntityInfo const* Schema::find_singular(std::string_view singular) const
{
    auto found = m_by_singular.find(singular);
    return found == m_by_singular.end() ? nullptr : found->second;
}

EntityInfo const& Schema::of(FieldSet const& declaration) const
{
    auto const* entity = find_singular(declaration.singular_name);
    check(entity != nullptr, "an entity is not registered: " + declaration.singular_name);
    return *entity;
}

EntityInfo const* Schema::target_of(Field const& link) const { return find_singular(link.definition().target); }

namespace {

std::unique_ptr<EntityInfo> info_of(Entity const& entity)
{
    auto info = std::make_unique<EntityInfo>();
    info->singular = entity.singular_name;
    info->plural = entity.plural_name;
    info->label_one = entity.options.label.one;
    info->label_many = entity.options.label.many;
    auto words = [](std::string name) {
        std::ranges::replace(name, '_', ' ');
        if (!name.empty())
            name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        return name;
    };
    if (info->label_one.en.empty())
        info->label_one.en = words(info->singular);
    if (info->label_many.en.empty())
        info->label_many.en = words(info->plural);
    info->icon = entity.options.icon;
    info->colour = entity.options.colour;
    info->module = entity.options.module;
    info->declaration = &entity;
    for (auto trait : entity.traits)
        info->traits.emplace_back(trait);
    info->access = entity.access;
    info->also_of.assign(entity.options.also_of.begin(), entity.options.also_of.end());
    info->account_field = entity.account_field;
    info->parent_field = entity.parent_field;
    info->lines_name = entity.lines_name;
    info->title_field = entity.options.title;
    info->is_keyed = entity.options.keyed;
    info->is_hidden = entity.options.hidden;
    info->is_ordered = entity.options.ordered;
    info->fields = entity.fields;
    info->system_fields = entity.system_fields;
    return info;
}

// external_id closes the declared fields, so that it does not lead the list of every record.
void move_external_id_last(EntityInfo& info)
{
    std::ranges::stable_partition(info.fields, [](Field const* field) { return field->name() != "external_id"; });
}

FieldDefinition base_companion(Field const& money)
{
    auto definition = FieldDefinition {};
    definition.name = money.name() + "_base";
    definition.type = FieldType::money;
    definition.label = { money.definition().label.en + " (company currency)",
        money.definition().label.ru.empty() ? "" : money.definition().label.ru + " (в валюте компании)" };
    definition.computed = true;
    definition.is_custom = money.definition().is_custom;
    definition.sensitive = money.definition().sensitive;
    definition.base_of = money.name();
    return definition;
}

FieldDefinition changed_definition(Field const& declared, FieldOverride const& change)
{
    auto definition = declared.definition();
    if (change.label)
        definition.label = *change.label;
    if (change.help)
        definition.help = *change.help;
    if (change.required)
        definition.required = *change.required;
    definition.choices = merge_choices(definition.choices, change.choices);
    return definition;
}

}

std::shared_ptr<Schema const> Schema::assemble(Registry const& registry, Customisation const& customisation)
{
    auto schema = std::make_shared<Schema>();
    schema->m_version = customisation.version;
    schema->m_customisation = customisation;
    auto add = [&](std::unique_ptr<EntityInfo> info) {
        info->order = static_cast<int>(schema->m_entities.size());
        if (!schema->m_by_plural.emplace(info->plural, info.get()).second)
            throw std::runtime_error("Two entities are named \"" + info->plural + "\".");
        schema->m_by_singular.emplace(info->singular, info.get());
        schema->m_entities.push_back(std::move(info));
    };
    for (auto const* entity : registry.entities())
        add(info_of(*entity));
    for (auto const& custom : customisation.entities) {
        auto made = std::make_unique<Entity>(custom.singular, custom.plural, EntityOptions {});
        // A custom object is owned like a declared one, and has a name.
        static constexpr Label name_label { "Name", "Название" };
        auto name = std::make_unique<Text>(
            *made, "name", FieldOptions { .label = name_label, .required = true, .searchable = true });
        auto owner = std::make_unique<Link>(*made, "owner", "user",
            FieldOptions {
                .label = { "Owner", "Ответственный" }, .required = true, .indexed = true, .default_value = "me()" });
        auto department = std::make_unique<Link>(*made, "department", "department",
            FieldOptions { .label = { "Department", "Подразделение" }, .computed = true, .indexed = true });
        made->access = AccessKind::owned;
        made->traits = { "owned", "timeline", "documents", "commented" };
        auto info = info_of(*made);
        info->label_one = custom.label_one;
        info->label_many = custom.label_many;
        info->icon = custom.icon.empty() ? "cube" : custom.icon;
        info->is_custom = true;
        info->declaration = nullptr;
        info->module = "custom";
        schema->m_made_fields.push_back(std::move(name));
        schema->m_made_fields.push_back(std::move(owner));
        schema->m_made_fields.push_back(std::move(department));
        schema->m_made_entities.push_back(std::move(made));
        add(std::move(info));
    }
    auto mutable_info = [&](std::string_view plural) { return const_cast<EntityInfo*>(schema->find(plural)); };
    for (auto const* extension : registry.extensions()) {
        auto* info = const_cast<EntityInfo*>(schema->find_singular(extension->singular_name));
        info->fields.insert(info->fields.end(), extension->fields.begin(), extension->fields.end());
    }
    for (auto const& entity : schema->m_entities)
        move_external_id_last(*entity);
    for (auto const& custom : customisation.fields) {
        auto* info = mutable_info(custom.entity);
        if (!info)
            continue; // the field of an object that is gone waits in its table
        auto definition = custom.definition;
        definition.is_custom = true;
        schema->m_made_fields.push_back(std::make_unique<Field>(std::move(definition)));
        info->fields.push_back(schema->m_made_fields.back().get());
    }
    for (auto const& change : customisation.overrides) {
        auto* info = mutable_info(change.entity);
        if (!info)
            continue;
        auto found
            = std::ranges::find_if(info->fields, [&](Field const* field) { return field->name() == change.field; });
        if (found == info->fields.end())
            continue;
        schema->m_made_fields.push_back(std::make_unique<Field>(**found, changed_definition(**found, change)));
        *found = schema->m_made_fields.back().get();
    }
    for (auto const& entity : schema->m_entities) {
        auto with_companions = std::vector<Field const*> {};
        for (auto const* field : entity->fields) {
            with_companions.push_back(field);
            if (field->type() == FieldType::money && !field->definition().currency_field.empty()
                && std::ranges::any_of(entity->fields,
                    [&](Field const* other) { return other->name() == field->definition().currency_field; })) {
                schema->m_made_fields.push_back(std::make_unique<Field>(base_companion(*field)));
                with_companions.push_back(schema->m_made_fields.back().get());
            }
        }
        entity->fields = std::move(with_companions);
        entity->index_fields();
    }
    for (auto const& action : registry.actions()) {
        auto const* entity = schema->find_singular(action.entity->singular_name);
        if (!entity || !action.input)
            continue;
        auto fields = std::vector<Field const*> {};
        for (auto const* field : action.input->fields) {
            auto const* mirrored = entity->find(field->name());
            if (mirrored && !field->definition().choices.empty() && mirrored->type() == field->type()) {
                auto definition = field->definition();
                definition.choices = mirrored->definition().choices;
                schema->m_made_fields.push_back(std::make_unique<Field>(*field, std::move(definition)));
                field = schema->m_made_fields.back().get();
            }
            fields.push_back(field);
        }
        schema->m_inputs.emplace(action.input, std::move(fields));
    }
    // Relations, both ways.
    for (auto const& entity : schema->m_entities) {
        for (auto const* field : entity->fields) {
            if (field->type() == FieldType::link) {
                auto const* target = schema->target_of(*field);
                check(target != nullptr, "a link leads nowhere: " + field->name());
                entity->relations.push_back({ Relation::Kind::to_one, field->name(), target, field, false, false });
            } else if (field->type() == FieldType::links) {
                auto const* target = schema->target_of(*field);
                check(target != nullptr, "links lead nowhere: " + field->name());
                entity->relations.push_back(
                    { Relation::Kind::many_to_many, field->name(), target, field, false, false });
            }
        }
        for (auto const* field : entity->system_fields)
            if (field->type() == FieldType::link)
                entity->relations.push_back(
                    { Relation::Kind::to_one, field->name(), schema->target_of(*field), field, false, false });
    }
    for (auto const& child : schema->m_entities) {
        for (auto const* field : child->fields) {
            if (field->type() != FieldType::link && field->type() != FieldType::links)
                continue;
            auto* target = const_cast<EntityInfo*>(schema->target_of(*field));
            auto is_lines = child->parent_field == field->name();
            auto is_many = field->type() == FieldType::links;
            auto name = is_lines && !child->lines_name.empty() ? child->lines_name : child->plural;
            // A second link of the same child needs its own name: `accounts_as_parent`. The first one declared keeps
            // the plain name.
            if (target->find_relation(name) || target->find(name))
                name = child->plural + "_as_" + field->name();
            target->relations.push_back({ is_many ? Relation::Kind::many_to_many : Relation::Kind::to_many, name,
                child.get(), field, is_many, is_lines });
        }
    }
    for (auto const& parent : schema->m_entities) {
        for (auto const* field : parent->fields) {
            auto const& roll_up = field->definition().roll_up;
            if (!roll_up)
                continue;
            auto* child = mutable_info(roll_up->of);
            if (!child)
                throw std::runtime_error(parent->singular + "." + field->name() + " adds up \""
                    + std::string { roll_up->of } + "\", which does not exist.");
            auto const* via = child->find(roll_up->via);
            if (!via || via->type() != FieldType::link)
                throw std::runtime_error(parent->singular + "." + field->name() + " goes through \""
                    + std::string { roll_up->via } + "\", which is no link of " + child->plural + ".");
            child->kept_roll_ups.push_back({ parent.get(), field, via });
        }
    }
    return schema;
}

std::vector<Field const*> const& Schema::input_of(FieldSet const& input) const
{
    auto const found = m_inputs.find(&input);
    return found == m_inputs.end() ? input.fields : found->second;
}

bool is_reserved_word(std::string_view name)
{
    static constexpr std::array words = { "user", "group", "case", "check", "limit", "values", "from", "to", "until",
        "end", "default", "primary", "table", "transaction", "index", "references", "select", "where", "column",
        "constraint", "create", "foreign", "grant", "having", "into", "join", "not", "null", "offset", "on", "only",
        "or", "and", "then", "union", "unique", "using", "when", "with", "id", "version" };
    return std::ranges::find(words, name) != words.end();
}

}
