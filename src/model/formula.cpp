#include "model/formula.h"

#include "base/check.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <span>
#include <utility>

namespace kontor {

namespace {

using Arguments = std::span<Value const>;

bool is_number(Value const& value)
{
    return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<Decimal>(value);
}

// Nothing for what is no number, and for a whole number that is too large.
std::optional<Decimal> as_decimal(Value const& value)
{
    if (auto const* decimal = std::get_if<Decimal>(&value))
        return *decimal;
    constexpr auto largest = std::numeric_limits<std::int64_t>::max() / Decimal::one;
    if (auto const* whole = std::get_if<std::int64_t>(&value); whole && *whole >= -largest && *whole <= largest)
        return Decimal::from_whole(*whole);
    return {};
}

template<typename Result> Value or_empty(std::optional<Result> const& result)
{
    return result ? Value { *result } : Value {};
}

std::optional<std::int64_t> whole_arithmetic(FormulaOperation operation, std::int64_t first, std::int64_t second)
{
    auto result = std::int64_t {};
    auto const overflows = operation == FormulaOperation::add ? __builtin_add_overflow(first, second, &result)
        : operation == FormulaOperation::subtract             ? __builtin_sub_overflow(first, second, &result)
                                                              : __builtin_mul_overflow(first, second, &result);
    return overflows ? std::nullopt : std::optional { result };
}

Value arithmetic(FormulaOperation operation, Value const& left, Value const& right)
{
    auto const* left_whole = std::get_if<std::int64_t>(&left);
    auto const* right_whole = std::get_if<std::int64_t>(&right);
    if (left_whole && right_whole && operation != FormulaOperation::divide)
        return or_empty(whole_arithmetic(operation, *left_whole, *right_whole));
    auto const first = as_decimal(left);
    auto const second = as_decimal(right);
    if (!first || !second)
        return {};
    switch (operation) {
    case FormulaOperation::add: return or_empty(checked_add(*first, *second));
    case FormulaOperation::subtract: return or_empty(checked_subtract(*first, *second));
    case FormulaOperation::multiply: return or_empty(checked_multiply(*first, *second));
    default: return or_empty(checked_divide(*first, *second));
    }
}

Value negated(Value const& value) { return arithmetic(FormulaOperation::subtract, std::int64_t { 0 }, value); }

// Exact between whole numbers and decimals. Nothing where one side is empty or the two do not compare.
std::optional<std::strong_ordering> compare(Value const& left, Value const& right)
{
    if (is_empty(left) || is_empty(right))
        return {};
    if (left.index() == right.index())
        return left <=> right;
    if (!is_number(left) || !is_number(right))
        return {};
    auto const first = as_decimal(left);
    auto const second = as_decimal(right);
    if (first && second)
        return *first <=> *second;
    // A whole number beyond every decimal: its sign decides.
    return first ? 0 <=> std::get<std::int64_t>(right) : std::get<std::int64_t>(left) <=> 0;
}

bool comparison(FormulaOperation operation, Value const& left, Value const& right)
{
    auto const order = compare(left, right);
    if (operation == FormulaOperation::not_equal)
        return order != std::strong_ordering::equal;
    if (!order)
        return false;
    switch (operation) {
    case FormulaOperation::equal: return *order == 0;
    case FormulaOperation::less: return *order < 0;
    case FormulaOperation::less_equal: return *order <= 0;
    case FormulaOperation::greater: return *order > 0;
    default: return *order >= 0;
    }
}

Value absolute(Value const& value)
{
    return comparison(FormulaOperation::less, value, std::int64_t { 0 }) ? negated(value) : value;
}

Value rounded(Arguments arguments)
{
    auto const* decimal = std::get_if<Decimal>(&arguments[0]);
    if (!decimal)
        return arguments[0];
    auto const places = arguments.size() == 2 ? std::get<std::int64_t>(arguments[1]) : 0;
    auto unit = std::int64_t { 1 };
    for (auto left_out = places; left_out < 4; ++left_out)
        unit *= 10;
    auto count = decimal->ten_thousandths / unit;
    auto const rest = decimal->ten_thousandths % unit;
    auto const twice = 2 * (rest < 0 ? -rest : rest);
    if (twice > unit || (twice == unit && count % 2 != 0))
        count += rest < 0 ? -1 : 1;
    if (arguments.size() == 1)
        return count;
    auto result = Decimal {};
    return __builtin_mul_overflow(count, unit, &result.ten_thousandths) ? Value {} : Value { result };
}

Value extreme(FormulaOperation operation, Arguments arguments)
{
    auto const* best = &arguments[0];
    for (auto const& candidate : arguments) {
        auto const order = compare(candidate, *best);
        if (!order)
            return {};
        if (operation == FormulaOperation::min ? *order < 0 : *order > 0)
            best = &candidate;
    }
    return *best;
}

Value first_that_is_not_empty(Arguments arguments)
{
    auto const found = std::ranges::find_if_not(arguments, is_empty);
    return found == arguments.end() ? Value {} : *found;
}

Value joined_text(Arguments arguments)
{
    auto text = std::string {};
    for (auto const& argument : arguments) {
        if (auto const* part = std::get_if<std::string>(&argument))
            text += *part;
        else if (auto const* whole = std::get_if<std::int64_t>(&argument))
            text += std::to_string(*whole);
        else if (auto const* decimal = std::get_if<Decimal>(&argument))
            text += decimal->to_string();
        else if (auto const* day = std::get_if<Day>(&argument))
            text += day->to_string();
        if (text.size() > Formula::text_bytes_max)
            return {};
    }
    return text;
}

Value days_between(Value const& from, Value const& to)
{
    auto const* first = std::get_if<Day>(&from);
    auto const* second = std::get_if<Day>(&to);
    return first && second ? Value { std::int64_t { second->days } - first->days } : Value {};
}

Value result_of(FormulaOperation operation, Arguments arguments)
{
    switch (operation) {
    case FormulaOperation::constant:
    case FormulaOperation::name: break;
    case FormulaOperation::negate: return negated(arguments[0]);
    case FormulaOperation::add:
    case FormulaOperation::subtract:
    case FormulaOperation::multiply:
    case FormulaOperation::divide: return arithmetic(operation, arguments[0], arguments[1]);
    case FormulaOperation::equal:
    case FormulaOperation::not_equal:
    case FormulaOperation::less:
    case FormulaOperation::less_equal:
    case FormulaOperation::greater:
    case FormulaOperation::greater_equal: return comparison(operation, arguments[0], arguments[1]);
    case FormulaOperation::choose: return arguments[arguments[0] == Value { true } ? 1 : 2];
    case FormulaOperation::round: return rounded(arguments);
    case FormulaOperation::min:
    case FormulaOperation::max: return extreme(operation, arguments);
    case FormulaOperation::abs: return absolute(arguments[0]);
    case FormulaOperation::coalesce: return first_that_is_not_empty(arguments);
    case FormulaOperation::concat: return joined_text(arguments);
    case FormulaOperation::days_between: return days_between(arguments[0], arguments[1]);
    }
    throw Bug { "a constant or a name has no arguments" };
}

Value empty_when_blank(Value value)
{
    auto const* text = std::get_if<std::string>(&value);
    return text && text->empty() ? Value {} : std::move(value);
}

}

std::string_view symbol_of(FormulaOperation operation)
{
    switch (operation) {
    case FormulaOperation::constant: return "a value";
    case FormulaOperation::name: return "a field";
    case FormulaOperation::negate:
    case FormulaOperation::subtract: return "-";
    case FormulaOperation::add: return "+";
    case FormulaOperation::multiply: return "*";
    case FormulaOperation::divide: return "/";
    case FormulaOperation::equal: return "=";
    case FormulaOperation::not_equal: return "!=";
    case FormulaOperation::less: return "<";
    case FormulaOperation::less_equal: return "<=";
    case FormulaOperation::greater: return ">";
    case FormulaOperation::greater_equal: return ">=";
    case FormulaOperation::choose: return "if()";
    case FormulaOperation::round: return "round()";
    case FormulaOperation::min: return "min()";
    case FormulaOperation::max: return "max()";
    case FormulaOperation::abs: return "abs()";
    case FormulaOperation::coalesce: return "coalesce()";
    case FormulaOperation::concat: return "concat()";
    case FormulaOperation::days_between: return "days_between()";
    }
    return {};
}

Value Formula::evaluate(ValueOf const& value_of) const
{
    auto results = std::vector<Value> {};
    for (auto const& node : m_nodes) {
        auto value = Value {};
        if (node.operation == FormulaOperation::constant)
            value = m_constants[node.index];
        else if (node.operation == FormulaOperation::name)
            value = value_of(m_names[node.index]);
        else
            value = result_of(node.operation, Arguments { results }.last(node.arity));
        results.resize(results.size() - node.arity);
        results.push_back(empty_when_blank(std::move(value)));
    }
    check(results.size() == 1, "a formula leaves one result");
    return std::move(results.front());
}

Value Formula::evaluate_as(FieldType type, ValueOf const& value_of) const
{
    auto value = evaluate(value_of);
    switch (type) {
    case FieldType::whole:
    case FieldType::duration:
        if (auto const* decimal = std::get_if<Decimal>(&value))
            return decimal->ten_thousandths % Decimal::one == 0 ? Value { decimal->ten_thousandths / Decimal::one }
                                                                : Value {};
        return std::holds_alternative<std::int64_t>(value) ? value : Value {};
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return or_empty(as_decimal(value));
    case FieldType::day: return std::holds_alternative<Day>(value) ? value : Value {};
    case FieldType::instant: return std::holds_alternative<Instant>(value) ? value : Value {};
    case FieldType::flag: return std::holds_alternative<bool>(value) ? value : Value {};
    default: return std::holds_alternative<std::string>(value) ? value : Value {};
    }
}

}
