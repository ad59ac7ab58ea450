#include "model/registry.h"

#include "base/check.h"
#include "model/schema.h"

#include <algorithm>
#include <stdexcept>

namespace kontor {

void Registry::add(Entity const& entity)
{
    check(!find(entity.singular_name), "an entity was registered twice: " + entity.singular_name);
    m_entities.push_back(&entity);
}

void Registry::add(Extension const& extension) { m_extensions.push_back(&extension); }

void Registry::rule(Entity const& entity, Moment moment, std::string_view name, Rule run)
{
    auto found = std::ranges::find_if(
        m_rules, [&](RuleSet const& set) { return set.entity == entity.singular_name && set.moment == moment; });
    if (found == m_rules.end())
        found = m_rules.insert(m_rules.end(), RuleSet { entity.singular_name, moment, {} });
    found->rules.push_back({ std::string { name }, std::move(run) });
}

void Registry::action(Entity const& entity, ActionDeclaration declaration, Input const* input,
    std::function<records::ActionResult(records::ActionCall&)> run)
{
    check(!find_action(entity.singular_name, declaration.name), "an action was registered twice");
    m_actions.push_back({ &entity, declaration, input, std::move(run) });
}

void Registry::report(Report report) { m_reports.push_back(std::move(report)); }
void Registry::today(TodayRule rule) { m_today_rules.push_back(std::move(rule)); }
void Registry::seed(Seed seed) { m_seeds.push_back(std::move(seed)); }

std::vector<Registry::NamedRule> const& Registry::rules(std::string_view entity_singular, Moment moment) const
{
    static std::vector<NamedRule> const none;
    auto found = std::ranges::find_if(
        m_rules, [&](RuleSet const& set) { return set.entity == entity_singular && set.moment == moment; });
    return found == m_rules.end() ? none : found->rules;
}

Action const* Registry::find_action(std::string_view entity_singular, std::string_view action) const
{
    auto found = std::ranges::find_if(m_actions, [&](Action const& candidate) {
        return candidate.entity->singular_name == entity_singular && candidate.declaration.name == action;
    });
    return found == m_actions.end() ? nullptr : &*found;
}

Entity const* Registry::find(std::string_view singular) const
{
    auto found
        = std::ranges::find_if(m_entities, [&](Entity const* entity) { return entity->singular_name == singular; });
    return found == m_entities.end() ? nullptr : *found;
}

namespace {

[[noreturn]] void stop(std::string const& sentence) { throw std::runtime_error(sentence); }

bool declares(Registry const& registry, Entity const& entity, std::string_view name)
{
    auto has = [&](std::vector<Field const*> const& fields) {
        return std::ranges::any_of(fields, [&](Field const* field) { return field->name() == name; });
    };
    if (name == "id" || has(entity.fields) || has(entity.system_fields))
        return true;
    return std::ranges::any_of(registry.extensions(), [&](Extension const* extension) {
        return extension->singular_name == entity.singular_name && has(extension->fields);
    });
}

void check_fields(Registry const& registry, std::string const& where, std::vector<Field const*> const& fields)
{
    for (auto const* field : fields) {
        auto const& definition = field->definition();
        if (is_reserved_word(definition.name))
            stop(where + "." + definition.name + " is a word that both databases reserve; choose another name.");
        if (!definition.target.empty() && !registry.find(definition.target))
            stop(where + "." + definition.name + " links to \"" + definition.target + "\", which no module declares.");
    }
}

}

void Registry::check_names() const
{
    for (auto const* entity : m_entities) {
        check_fields(*this, entity->singular_name, entity->fields);
        auto demand = [&](std::string_view name, char const* what) {
            if (!name.empty() && !declares(*this, *entity, name.substr(0, name.find('.'))))
                stop(entity->singular_name + ": " + what + " names \"" + std::string { name }
                    + "\", which is not a field of it.");
        };
        demand(entity->options.title, "the title");
        for (auto name : entity->options.list)
            demand(name, "the list");
        for (auto name : entity->options.highlight)
            demand(name, "the highlights");
        for (auto name : entity->options.form)
            demand(name, "the form");
        for (auto name : entity->options.also_of)
            demand(name, "also_of");
        if (!entity->account_field.empty())
            demand(entity->account_field, "the trait of-account");
        if (entity->options.keyed)
            demand("key", "keyed");
    }
    for (auto const* extension : m_extensions) {
        if (!find(extension->singular_name))
            stop("An extension adds fields to \"" + extension->singular_name + "\", which no module declares.");
        check_fields(*this, extension->singular_name, extension->fields);
    }
    for (auto const& action : m_actions)
        if (action.input)
            check_fields(*this, std::string { action.declaration.name }, action.input->fields);
}

}
