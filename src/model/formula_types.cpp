#include "base/check.h"
#include "base/problem.h"
#include "model/formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace kontor {

namespace {

// Types that go together. What has no sort cannot be used.
enum class Sort { none, number, text, day, instant, flag };

Sort sort_of(FieldType type)
{
    switch (type) {
    case FieldType::whole:
    case FieldType::duration:
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return Sort::number;
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url:
    case FieldType::choice:
    case FieldType::currency: return Sort::text;
    case FieldType::day: return Sort::day;
    case FieldType::instant: return Sort::instant;
    case FieldType::flag: return Sort::flag;
    default: return Sort::none;
    }
}

std::string_view words_for(Sort sort)
{
    switch (sort) {
    case Sort::number: return "a number";
    case Sort::text: return "a text";
    case Sort::day: return "a day";
    case Sort::instant: return "a time";
    case Sort::flag: return "a condition";
    case Sort::none: break;
    }
    return "nothing";
}

bool is_whole(FieldType type) { return type == FieldType::whole || type == FieldType::duration; }

// The type of a value that is one of two of the same sort, or their sum.
FieldType join(FieldType first, FieldType second)
{
    if (first == second)
        return first;
    if (sort_of(first) == Sort::text)
        return FieldType::text;
    if (first == FieldType::money || second == FieldType::money)
        return FieldType::money;
    return is_whole(first) && is_whole(second) ? FieldType::whole : FieldType::number;
}

FieldType product(FieldType first, FieldType second)
{
    if ((first == FieldType::money) != (second == FieldType::money))
        return FieldType::money;
    return is_whole(first) && is_whole(second) ? FieldType::whole : FieldType::number;
}

FieldType quotient(FieldType first, FieldType second)
{
    return first == FieldType::money && second != FieldType::money ? FieldType::money : FieldType::number;
}

using Types = std::span<FieldType const>;
using TypeOrSentence = std::variant<FieldType, std::string>;

FieldType join_all(Types types)
{
    auto joined = types.front();
    for (auto type : types.subspan(1))
        joined = join(joined, type);
    return joined;
}

// The sort of the first argument that is not as it should be.
std::optional<Sort> odd_one(Types types, Sort wanted)
{
    auto const odd = std::ranges::find_if(types, [&](FieldType type) { return sort_of(type) != wanted; });
    return odd == types.end() ? std::nullopt : std::optional { sort_of(*odd) };
}

TypeOrSentence type_of_arithmetic(FormulaOperation operation, Types arguments)
{
    if (auto const odd = odd_one(arguments, Sort::number)) {
        auto sentence = fmt::format("{} takes numbers, not {}.", symbol_of(operation), words_for(*odd));
        if (operation == FormulaOperation::subtract && odd == Sort::day)
            sentence += " days_between() counts days.";
        if (operation == FormulaOperation::add && odd == Sort::text)
            sentence += " concat() joins texts.";
        return sentence;
    }
    switch (operation) {
    case FormulaOperation::multiply: return product(arguments[0], arguments[1]);
    case FormulaOperation::divide: return quotient(arguments[0], arguments[1]);
    default: return join_all(arguments);
    }
}

TypeOrSentence type_of_comparison(FormulaOperation operation, Types arguments)
{
    auto const sort = sort_of(arguments[0]);
    if (auto const odd = odd_one(arguments, sort))
        return fmt::format("{} compares {} with {}.", symbol_of(operation), words_for(sort), words_for(*odd));
    auto const needs_order = operation != FormulaOperation::equal && operation != FormulaOperation::not_equal;
    if (needs_order && (sort == Sort::text || sort == Sort::flag))
        return fmt::format("{} does not go with {}: use = or !=.", symbol_of(operation), words_for(sort));
    return FieldType::flag;
}

TypeOrSentence type_of_alternatives(FormulaOperation operation, Types arguments)
{
    auto const sort = sort_of(arguments[0]);
    if (auto const odd = odd_one(arguments, sort))
        return fmt::format("{} has {} beside {}.", symbol_of(operation), words_for(sort), words_for(*odd));
    auto const needs_order = operation == FormulaOperation::min || operation == FormulaOperation::max;
    if (needs_order && (sort == Sort::text || sort == Sort::flag))
        return fmt::format("{} does not go with {}.", symbol_of(operation), words_for(sort));
    return join_all(arguments);
}

TypeOrSentence type_of_choice(Types arguments)
{
    if (auto const odd = odd_one(arguments.first(1), Sort::flag))
        return fmt::format("if() begins with a condition, not with {}.", words_for(*odd));
    return type_of_alternatives(FormulaOperation::choose, arguments.subspan(1));
}

TypeOrSentence type_of_round(Types arguments)
{
    if (auto const odd = odd_one(arguments.first(1), Sort::number))
        return fmt::format("round() takes a number, not {}.", words_for(*odd));
    return arguments.size() == 1 && !is_whole(arguments[0]) ? FieldType::whole : arguments[0];
}

TypeOrSentence type_of_concat(Types arguments)
{
    for (auto type : arguments)
        if (auto const sort = sort_of(type); sort == Sort::flag || sort == Sort::instant)
            return fmt::format("concat() takes texts, numbers and days, not {}.", words_for(sort));
    return FieldType::text;
}

TypeOrSentence type_of_days_between(Types arguments)
{
    if (auto const odd = odd_one(arguments, Sort::day))
        return fmt::format("days_between() takes two days, not {}.", words_for(*odd));
    return FieldType::whole;
}

TypeOrSentence type_of_result(FormulaOperation operation, Types arguments)
{
    switch (operation) {
    case FormulaOperation::constant:
    case FormulaOperation::name: break;
    case FormulaOperation::negate:
    case FormulaOperation::add:
    case FormulaOperation::subtract:
    case FormulaOperation::multiply:
    case FormulaOperation::divide:
    case FormulaOperation::abs: return type_of_arithmetic(operation, arguments);
    case FormulaOperation::equal:
    case FormulaOperation::not_equal:
    case FormulaOperation::less:
    case FormulaOperation::less_equal:
    case FormulaOperation::greater:
    case FormulaOperation::greater_equal: return type_of_comparison(operation, arguments);
    case FormulaOperation::choose: return type_of_choice(arguments);
    case FormulaOperation::min:
    case FormulaOperation::max:
    case FormulaOperation::coalesce: return type_of_alternatives(operation, arguments);
    case FormulaOperation::round: return type_of_round(arguments);
    case FormulaOperation::concat: return type_of_concat(arguments);
    case FormulaOperation::days_between: return type_of_days_between(arguments);
    }
    throw Bug { "a constant or a name has no arguments" };
}

FieldType type_of_constant(Value const& constant)
{
    if (std::holds_alternative<std::string>(constant))
        return FieldType::text;
    return std::holds_alternative<Decimal>(constant) ? FieldType::number : FieldType::whole;
}

}

Problem FormulaFault::problem() const
{
    auto params = std::vector<std::pair<std::string, std::string>> { { "column", std::to_string(column) },
        { "length", std::to_string(length) } };
    return Problem::invalid(std::vector { FieldFault { "formula", code, message, std::move(params) } });
}

std::variant<FieldType, FormulaFault> Formula::type_check(TypeOf const& type_of) const
{
    auto results = std::vector<FieldType> {};
    for (auto const& node : m_nodes) {
        auto const fault = [&](std::string code, std::string message) {
            return FormulaFault { std::move(code), std::move(message), node.column, node.length };
        };
        if (node.operation == FormulaOperation::constant) {
            results.push_back(type_of_constant(m_constants[node.index]));
            continue;
        }
        if (node.operation == FormulaOperation::name) {
            auto const& name = m_names[node.index];
            auto const type = type_of(name);
            if (!type)
                return fault("formula_unknown_field", fmt::format("There is no field \"{}\".", name));
            if (sort_of(*type) == Sort::none)
                return fault(
                    "formula_type", fmt::format("A formula cannot read \"{}\": its type is {}.", name, name_of(*type)));
            results.push_back(*type);
            continue;
        }
        auto found = type_of_result(node.operation, Types { results }.last(node.arity));
        if (auto* sentence = std::get_if<std::string>(&found))
            return fault("formula_type", std::move(*sentence));
        results.resize(results.size() - node.arity);
        results.push_back(std::get<FieldType>(found));
    }
    check(results.size() == 1, "a formula leaves one result");
    return results.front();
}

bool Formula::fits(FieldType result, FieldType field)
{
    if (sort_of(result) == Sort::none || sort_of(result) != sort_of(field))
        return false;
    return sort_of(result) != Sort::number || is_whole(result) || !is_whole(field);
}

}
