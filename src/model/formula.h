#pragma once

#include "model/field.h"
#include "model/value.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The formulas of computed fields (API.md 12), over the fields of one record:
//     if(quantity >= 10, round(price * quantity * 0.9, 2), price * quantity)
//
// From tight to loose: - (of one value), * and /, + and -, one of = != < <= > >=. Texts stand in quotes, with the
// escapes of filters. Functions:
//     if(condition, a, b)       b also when the condition is empty
//     round(x), round(x, n)     to a whole number; to n places, 0 to 4; half to even, as all rounding of decimals
//     min(a, b, ...) max(a, b, ...) abs(x)
//     coalesce(a, b, ...)       the first that is not empty
//     concat(a, b, ...)         as one text; what is empty adds nothing
//     days_between(a, b)        from day a to day b, negative when b comes first
//
// Arithmetic with something empty is empty, as is a division by zero and a result that is out of range. A comparison
// with something empty is false, but != is true, as in filters (API.md 4.5). Empty text is empty.
namespace kontor {

class Problem;

struct FormulaFault {
    std::string code; // "formula_syntax", "formula_too_large", "formula_unknown_field", "formula_type"
    std::string message;
    std::size_t column; // in code points, from 1
    std::size_t length;

    [[nodiscard]] Problem problem() const; // 422 with this fault of the field "formula", column and length as params
};

enum class FormulaOperation : std::uint8_t {
    constant,
    name,
    negate,
    add,
    subtract,
    multiply,
    divide,
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    choose,
    round,
    min,
    max,
    abs,
    coalesce,
    concat,
    days_between,
};
std::string_view symbol_of(FormulaOperation); // as it is written: "+", "if()"

struct FormulaNode {
    FormulaOperation operation;
    std::uint8_t arity; // how many results before it are its arguments: the nodes stand in postfix order
    std::uint8_t index; // of a constant or a name
    std::uint16_t column;
    std::uint16_t length;
};

class Formula {
public:
    static constexpr std::size_t code_points_max = 2'000;
    static constexpr std::size_t depth_max = 16; // parentheses, functions and minus signs
    static constexpr std::size_t nodes_max = 200;
    static constexpr std::size_t text_bytes_max = 65'536; // of what concat() makes; beyond it the result is empty

    using TypeOf = std::function<std::optional<FieldType>(std::string_view name)>;
    using ValueOf = std::function<Value(std::string_view name)>;

    // Throws FormulaFault::problem() for what can be known without the entity.
    static Formula parse(std::string_view text);

    // The fields that are read, each once, in the order of the text.
    [[nodiscard]] std::vector<std::string> const& names() const { return m_names; }

    // The type of the result: whole, duration, number, percent, money, text and its kin, day, instant or flag.
    // Money stays money when something else is added, and when it is multiplied with or divided by what is not money.
    [[nodiscard]] std::variant<FieldType, FormulaFault> type_check(TypeOf const&) const;
    // May a field of this type keep such a result? Decimals need round(x) to become whole.
    [[nodiscard]] static bool fits(FieldType result, FieldType field);

    // The result for the given values. Whole numbers stay int64 and turn into Decimal beside one: a field is filled
    // with evaluate_as(), which gives the alternative that its type needs, or nothing where that would not be exact.
    [[nodiscard]] Value evaluate(ValueOf const&) const;
    [[nodiscard]] Value evaluate_as(FieldType, ValueOf const&) const;

private:
    friend class FormulaParser;

    Formula() = default;

    std::vector<FormulaNode> m_nodes;
    std::vector<Value> m_constants;
    std::vector<std::string> m_names;
};

}
