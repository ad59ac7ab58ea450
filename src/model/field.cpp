#include "model/field.h"

#include "base/check.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "model/entity.h"

#include <algorithm>
#include <array>
#include <atomic>

namespace kontor {

namespace {

struct TypeName {
    FieldType type;
    std::string_view name;
};
constexpr std::array type_names = {
    TypeName { FieldType::text, "text" },
    TypeName { FieldType::long_text, "long_text" },
    TypeName { FieldType::rich_text, "rich_text" },
    TypeName { FieldType::email, "email" },
    TypeName { FieldType::phone, "phone" },
    TypeName { FieldType::url, "url" },
    TypeName { FieldType::whole, "whole" },
    TypeName { FieldType::duration, "duration" },
    TypeName { FieldType::number, "number" },
    TypeName { FieldType::percent, "percent" },
    TypeName { FieldType::money, "money" },
    TypeName { FieldType::day, "day" },
    TypeName { FieldType::instant, "instant" },
    TypeName { FieldType::flag, "flag" },
    TypeName { FieldType::choice, "choice" },
    TypeName { FieldType::choices, "choices" },
    TypeName { FieldType::link, "link" },
    TypeName { FieldType::links, "links" },
    TypeName { FieldType::any_link, "any_link" },
    TypeName { FieldType::file, "file" },
    TypeName { FieldType::address, "address" },
    TypeName { FieldType::json, "json" },
    TypeName { FieldType::currency, "currency" },
};

int next_number()
{
    static std::atomic<int> last { 0 };
    return ++last;
}

std::string words_from(std::string_view name)
{
    auto words = std::string { name };
    std::ranges::replace(words, '_', ' ');
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
        words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
}

std::size_t usual_max(FieldType type)
{
    return type == FieldType::long_text || type == FieldType::rich_text ? 100'000 : 255;
}

FieldDefinition define(std::string_view name, FieldType type, FieldOptions const& options)
{
    auto definition = FieldDefinition {};
    definition.name = name;
    definition.type = type;
    definition.label = options.label;
    if (definition.label.en.empty())
        definition.label.en = words_from(name);
    definition.help = options.help;
    definition.required = options.required;
    definition.unique = options.unique;
    definition.searchable = options.searchable;
    definition.computed = options.computed || !options.formula.empty() || !options.roll_up.of.empty();
    definition.sensitive = options.sensitive;
    definition.personal = options.personal;
    definition.exact = options.exact;
    definition.indexed = options.indexed;
    definition.open_choices = options.open_choices;
    definition.max = options.max ? options.max : usual_max(type);
    definition.min_value = Decimal::parse(options.min_value);
    definition.max_value = Decimal::parse(options.max_value);
    definition.default_value = options.default_value;
    definition.required_when = options.required_when;
    definition.formula = options.formula;
    if (!options.roll_up.of.empty())
        definition.roll_up = options.roll_up;
    definition.on_delete = options.on_delete;
    if (type == FieldType::money)
        definition.currency_field = options.currency.empty() ? "currency" : options.currency;
    return definition;
}

std::vector<ChoiceOption> options_of(std::span<ChoiceDeclaration const> choices)
{
    auto options = std::vector<ChoiceOption> {};
    for (auto const& choice : choices) {
        auto label = OwnedLabel { choice.label };
        if (label.en.empty())
            label.en = words_from(choice.value);
        options.push_back({ std::string { choice.value }, std::move(label), std::string { choice.colour }, false });
    }
    return options;
}

}

std::string_view name_of(FieldType type)
{
    auto found = std::ranges::find(type_names, type, &TypeName::type);
    check(found != type_names.end(), "every field type has a name");
    return found->name;
}

std::optional<FieldType> field_type_by_name(std::string_view name)
{
    auto found = std::ranges::find(type_names, name, &TypeName::name);
    if (found == type_names.end())
        return {};
    return found->type;
}

Field::Field(FieldSet& owner, std::string_view name, FieldType type, FieldOptions const& options)
    : m_definition(define(name, type, options))
    , m_number(next_number())
{
    owner.fields.push_back(this);
}

Field::Field(FieldDefinition definition) : m_definition(std::move(definition)), m_number(next_number()) { }

Field::Field(Field const& declared, FieldDefinition changed)
    : m_definition(std::move(changed))
    , m_number(declared.m_number)
{
}

bool Field::is_text() const
{
    switch (type()) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url: return true;
    default: return false;
    }
}

bool Field::is_decimal() const
{
    return type() == FieldType::number || type() == FieldType::percent || type() == FieldType::money;
}

ChoiceOption const* Field::find_choice(std::string_view value) const
{
    auto found = std::ranges::find(m_definition.choices, value, &ChoiceOption::value);
    return found == m_definition.choices.end() ? nullptr : &*found;
}

std::string fold_column(std::string_view field_name) { return std::string { field_name } + "_fold"; }

std::string companion_of(FieldType type, std::string_view text)
{
    if (type == FieldType::email)
        return to_lower(text);
    if (type == FieldType::phone) {
        auto digits = std::string {};
        std::ranges::copy_if(text, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
        return digits;
    }
    return fold(text);
}

Choice::Choice(FieldSet& owner, std::string_view name, std::initializer_list<ChoiceDeclaration> choices,
    FieldOptions const& options)
    : TypedField(owner, name, FieldType::choice, options)
{
    m_definition.choices = options_of({ choices.begin(), choices.size() });
}

Choices::Choices(FieldSet& owner, std::string_view name, std::initializer_list<ChoiceDeclaration> choices,
    FieldOptions const& options)
    : TypedField(owner, name, FieldType::choices, options)
{
    m_definition.choices = options_of({ choices.begin(), choices.size() });
}

Link::Link(FieldSet& owner, std::string_view name, FieldSet const& target, FieldOptions const& options)
    : Link(owner, name, std::string_view { target.singular_name }, options)
{
}

Link::Link(FieldSet& owner, std::string_view name, std::string_view target, FieldOptions const& options)
    : TypedField(owner, name, FieldType::link, options)
{
    m_definition.target = target;
}

Links::Links(FieldSet& owner, std::string_view name, std::string_view target, FieldOptions const& options,
    std::vector<LinkColumn> const& columns)
    : TypedField(owner, name, FieldType::links, options)
{
    m_definition.target = target;
    for (auto const& column : columns) {
        auto definition = define(column.name, column.type, { .label = column.label });
        definition.choices = options_of(column.choices);
        m_definition.columns.push_back(std::move(definition));
    }
}

}
