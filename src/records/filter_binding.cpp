#include "records/filter_binding.h"

#include "base/check.h"
#include "base/fold.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "records/filter_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace kontor::records {

namespace {

using Kind = Condition::Kind;

[[noreturn]] void fail(std::string code, std::string message, SourceSpan span)
{
    throw Problem::filter(std::move(code), std::move(message), span.column, span.length);
}

Condition negate(Condition child)
{
    auto negation = Condition { .kind = Kind::negation };
    negation.children.push_back(std::move(child));
    return negation;
}

std::string type_words(Field const& field) { return std::string { name_of(field.type()) }; }

class Binder {
public:
    Binder(BindingContext const& context) : m_context(context) { }

    Condition bind(FilterNode const& node, EntityInfo const& entity)
    {
        switch (node.kind) {
        case FilterNode::Kind::conjunction:
        case FilterNode::Kind::disjunction: {
            auto bound = Condition { .kind
                = node.kind == FilterNode::Kind::conjunction ? Kind::conjunction : Kind::disjunction };
            for (auto const& child : node.children)
                bound.children.push_back(bind(child, entity));
            return bound;
        }
        case FilterNode::Kind::negation: return negate(bind(node.children.front(), entity));
        case FilterNode::Kind::any: return bind_any(node, entity);
        case FilterNode::Kind::flag: {
            auto comparison = FilterComparison { node.path, Operator::equal, node.path.span,
                { FilterValue { true, node.path.span } } };
            return bind_path(comparison, entity, 0, true);
        }
        case FilterNode::Kind::comparison: return bind_comparison(node.comparison, entity);
        }
        return {};
    }

private:
    Condition bind_any(FilterNode const& node, EntityInfo const& entity)
    {
        auto const* here = &entity;
        auto path = std::vector<Relation const*> {};
        for (auto const& name : node.path.names) {
            auto const* relation = here->find_relation(name);
            if (!relation || !may_follow(*here, *relation))
                unknown(name, *here, node.path.span);
            path.push_back(relation);
            here = relation->target;
        }
        auto bound = bind(node.children.front(), *here);
        for (auto step = path.rbegin(); step != path.rend(); ++step)
            bound = exists(**step, std::move(bound));
        return bound;
    }

    // `!=` is NOT (=) and NOT IN is NOT (IN): whatever the path meets (API.md 4.5).
    Condition bind_comparison(FilterComparison const& comparison, EntityInfo const& entity)
    {
        auto positive = comparison;
        if (comparison.op == Operator::not_equal)
            positive.op = Operator::equal;
        if (comparison.op == Operator::not_in)
            positive.op = Operator::in;
        auto bound = bind_path(positive, entity, 0, false);
        return positive.op == comparison.op ? bound : negate(std::move(bound));
    }

    Condition bind_path(FilterComparison const& comparison, EntityInfo const& entity, std::size_t step, bool is_bare)
    {
        auto const& names = comparison.path.names;
        if (names.size() > 4)
            fail("filter_too_large", "A path has at most 4 steps.", comparison.path.span);
        auto const& name = names[step];
        auto is_last = step + 1 == names.size();
        if (name == "id" && is_last)
            return compare_id(comparison);
        auto const* field = visible_field(entity, name);
        if (is_last) {
            if (field)
                return compare_field(comparison, entity, *field, is_bare);
            if (auto const* relation = entity.find_relation(name); relation && may_follow(entity, *relation))
                return compare_relation(comparison, *relation);
            unknown(name, entity, comparison.path.span);
        }
        if (field && field->type() == FieldType::address && step + 2 == names.size()) {
            auto part = std::ranges::find(address_parts, std::string_view { names[step + 1] });
            if (part == std::end(address_parts))
                fail("filter_unknown_field",
                    fmt::format("An address has no \"{}\". Its parts are street, street2, city, region, postal_code "
                                "and country.",
                        names[step + 1]),
                    comparison.path.span);
            return compare_text(comparison, *field, static_cast<int>(part - std::begin(address_parts)));
        }
        auto const* relation = entity.find_relation(name);
        if (!relation || !may_follow(entity, *relation))
            unknown(name, entity, comparison.path.span);
        auto inner = bind_path(comparison, *relation->target, step + 1, is_bare);
        auto bound = exists(*relation, inner);
        // Over an empty link the value is empty; over a hidden one nothing is true (API.md 4.4).
        auto is_null_test
            = comparison.values.size() == 1 && std::holds_alternative<FilterNull>(comparison.values[0].value);
        if (is_null_test && relation->kind == Relation::Kind::to_one) {
            auto either = Condition { .kind = Kind::disjunction };
            either.children.push_back(Condition { .kind = Kind::is_null, .field = relation->via });
            either.children.push_back(std::move(bound));
            return either;
        }
        return bound;
    }

    static Condition exists(Relation const& relation, Condition inner)
    {
        auto bound = Condition { .kind = Kind::exists, .relation = &relation };
        bound.children.push_back(std::move(inner));
        return bound;
    }

    bool may_follow(EntityInfo const& entity, Relation const& relation) const
    {
        if (m_context.ignores_rights)
            return true;
        if (m_context.actor.level(m_context.schema, *relation.target, Right::read) == Level::none)
            return false;
        auto const& holder = relation.kind == Relation::Kind::to_many || relation.backwards ? *relation.target : entity;
        return m_context.actor.sees(m_context.schema, holder, *relation.via);
    }

    Field const* visible_field(EntityInfo const& entity, std::string_view name) const
    {
        auto const* field = entity.find(name);
        if (!field || (!m_context.ignores_rights && !m_context.actor.sees(m_context.schema, entity, *field)))
            return nullptr;
        return field;
    }

    // Of what the reader may see: a question must not tell him the rest.
    std::string closest(std::string_view wrong, EntityInfo const& entity) const
    {
        auto best = std::string {};
        auto best_distance = 3;
        auto consider = [&](std::string const& name) {
            if (auto distance = edit_distance(wrong, name, best_distance); distance < best_distance) {
                best = name;
                best_distance = distance;
            }
        };
        for (auto const* field : entity.fields)
            if (visible_field(entity, field->name()))
                consider(field->name());
        for (auto const& relation : entity.relations)
            if (may_follow(entity, relation))
                consider(relation.name);
        return best;
    }

    [[noreturn]] void unknown(std::string const& name, EntityInfo const& entity, SourceSpan span) const
    {
        auto sentence = fmt::format("{} have no field \"{}\".", entity.label_many.en, name);
        if (auto near = closest(name, entity); !near.empty())
            sentence += fmt::format(" Did you mean \"{}\"?", near);
        fail("filter_unknown_field", sentence, span);
    }

    static bool is_null(FilterComparison const& comparison)
    {
        return comparison.values.size() == 1 && std::holds_alternative<FilterNull>(comparison.values[0].value);
    }

    void demand_operators(FilterComparison const& comparison, std::string_view type, std::string_view allowed) const
    {
        auto symbol = std::string { symbol_of(comparison.op) };
        if ((" " + std::string { allowed } + " ").find(" " + symbol + " ") == std::string::npos)
            fail("filter_operator", fmt::format("\"{}\" does not go with {}; use {}.", symbol, type, allowed),
                comparison.op_span);
    }

    Condition null_test(FilterComparison const& comparison, Field const* field, int part = -1) const
    {
        if (comparison.op != Operator::equal)
            fail("filter_value", "null goes with = and != only.", comparison.values[0].span);
        return Condition { .kind = Kind::is_null, .field = field, .address_part = part };
    }

    static Condition::Compare compare_of(Operator op)
    {
        switch (op) {
        case Operator::less: return Condition::Compare::less;
        case Operator::less_equal: return Condition::Compare::less_equal;
        case Operator::greater: return Condition::Compare::greater;
        case Operator::greater_equal: return Condition::Compare::greater_equal;
        case Operator::contains: return Condition::Compare::contains;
        default: return Condition::Compare::equal;
        }
    }

    template<typename Read>
    Condition compare_values(
        FilterComparison const& comparison, Field const* field, Read const& read, int part = -1) const
    {
        auto bound = Condition {
            .kind = Kind::compare, .field = field, .address_part = part, .compare = compare_of(comparison.op)
        };
        for (auto const& value : comparison.values) {
            if (std::holds_alternative<FilterNull>(value.value))
                fail("filter_value", "null goes with = and != only.", value.span);
            bound.values.push_back(read(value));
        }
        return bound;
    }

    Condition compare_id(FilterComparison const& comparison) const
    {
        if (is_null(comparison))
            return null_test(comparison, nullptr);
        demand_operators(comparison, "id", "= != IN NOT IN < <= > >=");
        return compare_values(comparison, nullptr, [](FilterValue const& value) -> Value { return read_id(value); });
    }

    static Id read_id(FilterValue const& value)
    {
        auto text = std::string {};
        if (auto const* string = std::get_if<std::string>(&value.value))
            text = *string;
        else if (auto const* number = std::get_if<FilterNumber>(&value.value))
            text = number->text;
        auto id = Id::parse(text);
        if (!id)
            fail("filter_value", "An id is written as a string of digits: \"17\".", value.span);
        return *id;
    }

    static std::string read_string(FilterValue const& value)
    {
        if (auto const* text = std::get_if<std::string>(&value.value))
            return *text;
        fail("filter_value", "Write a text in quotes here.", value.span);
    }

    static Decimal read_decimal(FilterValue const& value)
    {
        auto text = std::string {};
        if (auto const* number = std::get_if<FilterNumber>(&value.value))
            text = number->text;
        else if (auto const* string = std::get_if<std::string>(&value.value))
            text = *string;
        auto decimal = Decimal::parse(text);
        if (!decimal)
            fail("filter_value",
                fmt::format("\"{}\" is not a number with at most 15 digits before and 4 after the point.", text),
                value.span);
        return *decimal;
    }

    Condition compare_text(FilterComparison const& comparison, Field const& field, int part) const
    {
        if (is_null(comparison))
            return null_test(comparison, &field, part);
        auto is_long = field.type() == FieldType::long_text || field.type() == FieldType::rich_text;
        demand_operators(comparison, is_long ? "long text" : "text", is_long ? ":" : "= != IN NOT IN < <= > >= :");
        auto bound = compare_values(
            comparison, &field, [](FilterValue const& value) -> Value { return read_string(value); }, part);
        if (comparison.op == Operator::contains) {
            auto type = part >= 0 ? FieldType::text : field.type();
            auto& text = std::get<std::string>(bound.values[0]);
            if (type == FieldType::phone && !text.empty() && companion_of(type, text).empty())
                return Condition { .kind = Kind::never };
            text = companion_of(type, text);
        }
        return bound;
    }

    Condition compare_field(
        FilterComparison const& comparison, EntityInfo const& entity, Field const& field, bool is_bare) const
    {
        if (is_bare && field.type() != FieldType::flag)
            fail("filter_syntax", fmt::format("\"{}\" is not a flag: compare it with a value.", field.name()),
                comparison.path.span);
        if (is_null(comparison)) {
            if (field.type() == FieldType::links)
                return negate_null_of(comparison, *entity.find_relation(field.name()));
            return null_test(comparison, &field);
        }
        if (field.is_text())
            return compare_text(comparison, field, -1);
        switch (field.type()) {
        case FieldType::whole:
        case FieldType::duration:
            demand_operators(comparison, type_words(field), "= != IN NOT IN < <= > >=");
            return compare_whole(comparison, field);
        case FieldType::number:
        case FieldType::percent:
        case FieldType::money:
            demand_operators(comparison, type_words(field), "= != IN NOT IN < <= > >=");
            return compare_values(
                comparison, &field, [](FilterValue const& value) -> Value { return read_decimal(value); });
        case FieldType::day: {
            demand_operators(comparison, "day", "= != IN NOT IN < <= > >=");
            return compare_values(
                comparison, &field, [this](FilterValue const& value) -> Value { return m_times.day(value); });
        }
        case FieldType::instant:
            demand_operators(comparison, "instant", "= != IN NOT IN < <= > >=");
            return compare_instant(comparison, field);
        case FieldType::flag:
            demand_operators(comparison, "flag", "= !=");
            return compare_values(comparison, &field, [](FilterValue const& value) -> Value {
                if (auto const* flag = std::get_if<bool>(&value.value))
                    return *flag;
                fail("filter_value", "A flag is true or false.", value.span);
            });
        case FieldType::choice:
            demand_operators(comparison, "choice", "= != IN NOT IN");
            return compare_values(
                comparison, &field, [&](FilterValue const& value) -> Value { return read_choice(field, value); });
        case FieldType::currency:
            demand_operators(comparison, "currency", "= != IN NOT IN");
            return compare_values(
                comparison, &field, [](FilterValue const& value) -> Value { return read_string(value); });
        case FieldType::choices: {
            demand_operators(comparison, "choices", "= != IN NOT IN :");
            auto bound = compare_values(
                comparison, &field, [&](FilterValue const& value) -> Value { return read_choice(field, value); });
            bound.compare = Condition::Compare::equal;
            return bound;
        }
        case FieldType::link:
        case FieldType::links: return compare_relation(comparison, *entity.find_relation(field.name()));
        case FieldType::any_link:
            demand_operators(comparison, "link", "= != IN NOT IN");
            return compare_values(comparison, &field, [](FilterValue const& value) -> Value { return read_id(value); });
        case FieldType::address: {
            demand_operators(comparison, "address", ":");
            auto either = Condition { .kind = Kind::disjunction };
            for (std::size_t part = 0; part < std::size(address_parts); ++part)
                either.children.push_back(compare_text(comparison, field, static_cast<int>(part)));
            return either;
        }
        case FieldType::file: return compare_file(comparison, field);
        case FieldType::json:
            fail("filter_operator", "A json value can only be compared with null.", comparison.op_span);
        default: break;
        }
        check(false, "every field type can be compared");
        return {};
    }

    static std::string read_choice(Field const& field, FilterValue const& value)
    {
        auto key = read_string(value);
        if (field.find_choice(key))
            return key;
        auto known = std::string {};
        for (auto const& option : field.definition().choices)
            known += (known.empty() ? "" : ", ") + option.value;
        fail("filter_value", fmt::format("\"{}\" is not one of {}.", key, known), value.span);
    }

    // Decimals are allowed as bounds: employees > 10.5 means 11 and more. Whole numbers have more digits than a decimal
    // holds, so they are read as what they are.
    Condition compare_whole(FilterComparison const& comparison, Field const& field) const
    {
        auto bound = compare_values(comparison, &field, [&](FilterValue const& value) -> Value {
            if (auto const* number = std::get_if<FilterNumber>(&value.value))
                if (auto const whole = read_whole(number->text))
                    return *whole;
            return read_decimal(value);
        });
        auto is_equality = bound.compare == Condition::Compare::equal;
        for (auto& value : bound.values) {
            auto const* decimal = std::get_if<Decimal>(&value);
            if (!decimal)
                continue;
            auto const rest = decimal->ten_thousandths % Decimal::one;
            auto const floor = decimal->ten_thousandths / Decimal::one - (rest < 0 ? 1 : 0);
            if (rest == 0) {
                value = floor;
            } else if (is_equality) {
                value = Value {}; // no whole number equals it
            } else {
                if (bound.compare == Condition::Compare::less)
                    bound.compare = Condition::Compare::less_equal;
                if (bound.compare == Condition::Compare::greater_equal)
                    bound.compare = Condition::Compare::greater;
                value = floor;
            }
        }
        std::erase_if(bound.values, [](Value const& value) { return is_empty(value); });
        return bound.values.empty() ? Condition { .kind = Kind::never } : bound;
    }

    static std::optional<std::int64_t> read_whole(std::string_view text)
    {
        auto whole = std::int64_t {};
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), whole);
        return error == std::errc {} && end == text.data() + text.size() ? std::optional { whole } : std::nullopt;
    }

    // A file is found by its name, and seen by whoever sees the record that it hangs on.
    Condition compare_file(FilterComparison const& comparison, Field const& field) const
    {
        demand_operators(comparison, "file", ":");
        auto const* files = m_context.schema.find("files");
        check(files != nullptr, "a field for files needs the files");
        auto bound = Condition { .kind = Kind::exists, .field = &field };
        bound.children.push_back(compare_text(comparison, files->title(), -1));
        return bound;
    }

    // A to-many path is empty when nothing visible is there.
    Condition negate_null_of(FilterComparison const& comparison, Relation const& relation) const
    {
        if (comparison.op != Operator::equal)
            fail("filter_value", "null goes with = and != only.", comparison.values[0].span);
        return negate(exists(relation, Condition { .kind = Kind::always }));
    }

    Condition compare_relation(FilterComparison const& comparison, Relation const& relation) const
    {
        if (is_null(comparison)) {
            if (relation.kind == Relation::Kind::to_one)
                return null_test(comparison, relation.via);
            return negate_null_of(comparison, relation);
        }
        demand_operators(comparison, "link", "= != IN NOT IN :");
        auto const& target = *relation.target;
        if (comparison.op == Operator::contains) {
            auto const& title = target.title();
            auto text = companion_of(title.type(), read_string(comparison.values[0]));
            return exists(relation,
                Condition { .kind = Kind::compare,
                    .field = &title,
                    .compare = Condition::Compare::contains,
                    .values = { text } });
        }
        auto ids = Condition { .kind = Kind::compare };
        auto keys = Condition { .kind = Kind::compare, .field = target.is_keyed ? target.find("key") : nullptr };
        for (auto const& value : comparison.values) {
            if (auto const* time = std::get_if<FilterTime>(&value.value))
                for (auto id : people(*time, value.span, comparison.op))
                    ids.values.emplace_back(id);
            else if (auto const* text = std::get_if<std::string>(&value.value);
                     text && target.is_keyed && !Id::parse(*text))
                keys.values.emplace_back(*text);
            else
                ids.values.emplace_back(read_id(value));
        }
        auto either = Condition { .kind = Kind::disjunction };
        if (!ids.values.empty())
            either.children.push_back(std::move(ids));
        if (!keys.values.empty())
            either.children.push_back(std::move(keys));
        if (either.children.empty())
            return Condition { .kind = Kind::never }; // my_team() of somebody without a department
        auto inner = either.children.size() == 1 ? std::move(either.children.front()) : std::move(either);
        return exists(relation, std::move(inner));
    }

    std::vector<Id> people(FilterTime const& time, SourceSpan span, Operator op) const
    {
        auto const* call = std::get_if<FilterCall>(&time.start);
        if (!call || !time.spans.empty())
            fail("filter_value", "A link is compared with an id, a key or me().", span);
        if (call->name == "me")
            return { m_context.actor.user };
        if (call->name == "my_department")
            return m_context.actor.department.is_empty() ? std::vector<Id> {}
                                                         : std::vector<Id> { m_context.actor.department };
        if (call->name == "my_team" || call->name == "my_subtree") {
            if (op != Operator::in && op != Operator::not_in)
                fail("filter_operator", fmt::format("{}() is a set: write IN {}().", call->name, call->name), span);
            // Sets of people are looked up when the filter runs: departments stand for their members.
            fail("filter_value", fmt::format("{}() goes with a link to a person.", call->name), span);
        }
        fail("filter_unknown_function", fmt::format("There is no function {}().", call->name), span);
    }

    // Times

    Condition compare_instant(FilterComparison const& comparison, Field const& field) const
    {
        auto either = Condition { .kind = Kind::disjunction };
        for (auto const& value : comparison.values) {
            if (std::holds_alternative<FilterNull>(value.value))
                fail("filter_value", "null goes with = and != only.", value.span);
            either.children.push_back(compare_moment(comparison, value, field));
        }
        return either.children.size() == 1 ? std::move(either.children.front()) : either;
    }

    // A day means the whole day in the reader's zone: `=` is "on", `<` before it, `>` after it (API.md 4.2).
    Condition compare_moment(FilterComparison const& comparison, FilterValue const& value, Field const& field) const
    {
        auto moment = m_times.moment(value);
        auto term = [&](Condition::Compare compare, Instant instant) {
            return Condition { .kind = Kind::compare, .field = &field, .compare = compare, .values = { instant } };
        };
        if (auto const* instant = std::get_if<Instant>(&moment))
            return term(compare_of(comparison.op), *instant);
        auto day = std::get<Day>(moment);
        auto begin = m_context.actor.zone.start_of(day);
        auto end = m_context.actor.zone.start_of(day.plus_days(1));
        switch (comparison.op) {
        case Operator::less: return term(Condition::Compare::less, begin);
        case Operator::less_equal: return term(Condition::Compare::less, end);
        case Operator::greater: return term(Condition::Compare::greater_equal, end);
        case Operator::greater_equal: return term(Condition::Compare::greater_equal, begin);
        default: {
            auto on = Condition { .kind = Kind::conjunction };
            on.children.push_back(term(Condition::Compare::greater_equal, begin));
            on.children.push_back(term(Condition::Compare::less, end));
            return on;
        }
        }
    }

    BindingContext const& m_context;
    FilterTimes m_times { m_context };
};

// `owner IN my_team()` becomes `owner.department = my_department()` before names are bound: sets of people are
// departments.
FilterNode spell_out_sets(FilterNode node, Actor const& actor)
{
    for (auto& child : node.children)
        child = spell_out_sets(std::move(child), actor);
    if (node.kind != FilterNode::Kind::comparison || node.comparison.values.size() != 1)
        return node;
    auto& comparison = node.comparison;
    auto const* time = std::get_if<FilterTime>(&comparison.values[0].value);
    auto const* call = time ? std::get_if<FilterCall>(&time->start) : nullptr;
    if (!call || (call->name != "my_team" && call->name != "my_subtree")
        || (comparison.op != Operator::in && comparison.op != Operator::not_in))
        return node;
    auto span = comparison.values[0].span;
    auto departments = call->name == "my_team" ? std::vector<Id> { actor.department } : actor.subtree;
    comparison.path.names.emplace_back("department");
    comparison.values.clear();
    for (auto department : departments)
        comparison.values.push_back({ department.is_empty() ? std::string { "0" } : department.to_string(), span });
    if (comparison.values.empty())
        comparison.values.push_back({ std::string { "0" }, span });
    return node;
}

}

Condition bind_filter(FilterNode const& node, EntityInfo const& entity, BindingContext const& context)
{
    return Binder { context }.bind(spell_out_sets(node, context.actor), entity);
}

Condition bind_filter(std::string_view text, EntityInfo const& entity, BindingContext const& context)
{
    return bind_filter(parse_filter(text), entity, context);
}

}
