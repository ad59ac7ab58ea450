#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The filter language (API.md 4): text to a syntax tree. Names are not looked up here: see filter_binding.h.
namespace kontor {

struct FilterLimits {
    std::size_t bytes = 8'192;
    std::size_t terms = 200;
    std::size_t depth = 16;
    std::size_t values_in_list = 500;
    std::size_t string_code_points = 1'000;
};

enum class Operator { equal, not_equal, less, less_equal, greater, greater_equal, contains, in, not_in };
std::string_view symbol_of(Operator);

struct SourceSpan {
    std::size_t column = 1; // in code points, from 1
    std::size_t length = 1;
};

struct FilterPath {
    std::vector<std::string> names;
    SourceSpan span;
    [[nodiscard]] std::string text() const;
};

struct FilterCall {
    std::string name;
    std::vector<std::variant<std::string, long long>> arguments;
};
struct Span { // "+ days(3)"
    std::string unit;
    long long count; // with its sign
};
struct FilterNull { };
struct FilterNumber {
    std::string text;
};
struct FilterTime {
    std::variant<std::string, FilterCall> start; // a day or an instant as written, or a function
    std::vector<Span> spans;
};
struct FilterValue {
    std::variant<FilterNull, bool, std::string, FilterNumber, FilterTime> value;
    SourceSpan span;
};

struct FilterNode;
using FilterNodes = std::vector<FilterNode>;

struct FilterComparison {
    FilterPath path;
    Operator op = Operator::equal;
    SourceSpan op_span;
    std::vector<FilterValue> values; // one, or the members of an IN list
};
struct FilterNode {
    enum class Kind { conjunction, disjunction, negation, any, comparison, flag } kind;
    FilterNodes children; // conjunction, disjunction, negation (one), any (one)
    FilterPath path;      // any, flag
    FilterComparison comparison;
};

// The tree of a filter; an empty or blank text is an empty conjunction (all records).
// Throws Problem with the column: filter_syntax, filter_too_large, filter_unknown_function, and of filter_value what
// can be known without the schema (a day that does not exist, wrong arguments).
FilterNode parse_filter(std::string_view text, FilterLimits const& = {});

// A literal of the language with quotes and escapes.
std::string filter_string(std::string_view text);

}
