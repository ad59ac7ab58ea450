#include "model/filter.h"

#include "base/problem.h"
#include "base/time.h"
#include "base/utf8.h"
#include "model/filter_token.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <utility>

namespace kontor {

namespace {

using Kind = FilterToken::Kind;

constexpr std::pair<Operator, std::string_view> operators[] = {
    { Operator::equal, "=" },
    { Operator::not_equal, "!=" },
    { Operator::less, "<" },
    { Operator::less_equal, "<=" },
    { Operator::greater, ">" },
    { Operator::greater_equal, ">=" },
    { Operator::contains, ":" },
    { Operator::in, "IN" },
    { Operator::not_in, "NOT IN" },
};

constexpr std::string_view reserved_names[] = { "any", "null", "true", "false" };
constexpr std::string_view span_units[] = { "days", "weeks", "months", "hours", "minutes" };

struct FunctionShape {
    std::string_view name;
    std::size_t arguments_min;
    std::size_t arguments_max;
};
constexpr FunctionShape functions[] = {
    { "me", 0, 0 },
    { "my_department", 0, 0 },
    { "my_team", 0, 0 },
    { "my_subtree", 0, 0 },
    { "today", 0, 0 },
    { "now", 0, 0 },
    { "days", 1, 1 },
    { "start_of_week", 0, 1 },
    { "start_of_month", 0, 1 },
    { "start_of_quarter", 0, 1 },
    { "start_of_year", 0, 1 },
    { "end_of_week", 0, 1 },
    { "end_of_month", 0, 1 },
    { "end_of_quarter", 0, 1 },
    { "end_of_year", 0, 1 },
};

[[noreturn]] void fail(std::string code, std::string message, SourceSpan span)
{
    throw Problem::filter(std::move(code), std::move(message), span.column, span.length);
}

SourceSpan cover(SourceSpan first, SourceSpan last)
{
    return { first.column, last.column + last.length - first.column };
}

bool is_name(std::string_view word)
{
    auto const is_small = [](char letter) { return letter >= 'a' && letter <= 'z'; };
    return !word.empty() && is_small(word.front()) && std::ranges::all_of(word, [&](char letter) {
        return is_small(letter) || (letter >= '0' && letter <= '9') || letter == '_';
    });
}

// The same letters, but not as the language writes them: "and" for "AND", "NULL" for "null".
bool is_miswritten(FilterToken const& token, std::string_view word)
{
    auto const lower
        = [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter; };
    return token.kind == Kind::word && token.source != word && std::ranges::equal(token.source, word, {}, lower, lower);
}

std::string in_quotes(FilterToken const& token)
{
    constexpr auto longest = std::size_t { 40 };
    auto shown = std::string { token.source };
    if (token.span.length > longest) {
        auto offset = std::size_t { 0 };
        for (auto count = longest; count > 0; --count)
            next_code_point(token.source, offset);
        shown = std::string { token.source.substr(0, offset) } + "...";
    }
    return token.kind == Kind::text ? shown : '"' + shown + '"';
}

std::string with_thousands(std::size_t count)
{
    auto text = std::to_string(count);
    for (auto place = text.size(); place > 3; place -= 3)
        text.insert(place - 3, ",");
    return text;
}

template<typename Number> std::optional<Number> read_whole(std::string_view text)
{
    auto value = Number {};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc {} && end == text.data() + text.size() ? std::optional { value } : std::nullopt;
}

// That the moment exists can be said without knowing the field.
void check_moment(FilterToken const& token)
{
    static constexpr std::string_view months[] = { "January", "February", "March", "April", "May", "June", "July",
        "August", "September", "October", "November", "December" };
    auto const day_text = token.source.substr(0, 10);
    if (!Day::parse(day_text)) {
        auto const month = *read_whole<std::size_t>(day_text.substr(5, 2));
        auto const day = *read_whole<int>(day_text.substr(8, 2));
        if (month >= 1 && month <= std::size(months) && day >= 1)
            fail("filter_value", fmt::format("{} {} does not exist.", day, months[month - 1]), token.span);
        fail("filter_value", fmt::format("{} is not a day (YYYY-MM-DD).", in_quotes(token)), token.span);
    }
    if (token.kind == Kind::instant && !Instant::parse(token.source))
        fail("filter_value", fmt::format("{} is not a time (YYYY-MM-DDThh:mm:ssZ).", in_quotes(token)), token.span);
}

class FilterParser {
public:
    FilterParser(std::string_view text, FilterLimits const& limits) : m_limits(limits), m_tokenizer(text)
    {
        read_ahead();
    }

    FilterNode parse()
    {
        auto filter = FilterNode {};
        filter.kind = FilterNode::Kind::conjunction;
        if (next().kind != Kind::end)
            filter = parse_or();
        if (next().is(")"))
            fail("filter_syntax", "There is no \"(\" for this \")\".", next().span);
        if (next().kind != Kind::end)
            expected_connective();
        return filter;
    }

private:
    // Keeps the token after the next one at hand.
    void read_ahead()
    {
        while (m_tokens.size() < m_at + 2 && (m_tokens.empty() || !is_last(m_tokens.back())))
            m_tokens.push_back(m_tokenizer.read());
    }
    static bool is_last(FilterToken const& token) { return token.kind == Kind::end || token.kind == Kind::fault; }

    FilterToken const& next() const { return m_tokens[m_at]; }
    FilterToken const& peek() const { return m_tokens[std::min(m_at + 1, m_tokens.size() - 1)]; }

    FilterToken const& take()
    {
        auto const& token = m_tokens[m_at];
        if (!is_last(token)) {
            ++m_at;
            read_ahead();
        }
        return token;
    }

    bool accept(std::string_view word_or_symbol)
    {
        if (!next().is(word_or_symbol))
            return false;
        take();
        return true;
    }

    void demand(std::string_view symbol)
    {
        if (!accept(symbol))
            expected(fmt::format("\"{}\"", symbol));
    }

    [[noreturn]] void expected(std::string_view what) const
    {
        if (next().kind == Kind::fault)
            fail("filter_syntax", next().text, next().span);
        auto sentence = fmt::format("Expected {}", what);
        if (m_at > 0)
            sentence += fmt::format(" after {}", in_quotes(m_tokens[m_at - 1]));
        if (next().kind == Kind::end)
            fail("filter_syntax", sentence + " but the filter ends.", next().span);
        fail("filter_syntax", fmt::format("{} but found {}.", sentence, in_quotes(next())), next().span);
    }

    [[noreturn]] void expected_connective() const
    {
        refuse_small("AND");
        refuse_small("OR");
        expected("AND or OR");
    }

    void refuse_small(std::string_view keyword) const
    {
        if (is_miswritten(next(), keyword))
            fail("filter_syntax", fmt::format("Write {} in capitals.", keyword), next().span);
    }

    void refuse_capitals(std::string_view word) const
    {
        if (is_miswritten(next(), word))
            fail("filter_syntax", fmt::format("Write {} in small letters.", word), next().span);
    }

    [[noreturn]] void too_large(std::string message, SourceSpan span) const
    {
        fail("filter_too_large", std::move(message), span);
    }

    void go_deeper(SourceSpan span)
    {
        if (++m_depth > m_limits.depth)
            too_large(fmt::format("Parentheses, NOT and any may be {} deep.", m_limits.depth), span);
    }

    void count_term(SourceSpan span)
    {
        if (++m_terms > m_limits.terms)
            too_large(fmt::format("A filter has at most {} terms.", with_thousands(m_limits.terms)), span);
    }

    FilterNode parse_or() { return parse_chain("OR", FilterNode::Kind::disjunction, &FilterParser::parse_and); }
    FilterNode parse_and() { return parse_chain("AND", FilterNode::Kind::conjunction, &FilterParser::parse_not); }

    FilterNode parse_chain(std::string_view keyword, FilterNode::Kind kind, FilterNode (FilterParser::*parse_link)())
    {
        auto first = (this->*parse_link)();
        if (!next().is(keyword))
            return first;
        auto chain = FilterNode {};
        chain.kind = kind;
        chain.children.push_back(std::move(first));
        while (accept(keyword))
            chain.children.push_back((this->*parse_link)());
        return chain;
    }

    FilterNode parse_not()
    {
        auto const depth = m_depth;
        while (next().is("NOT"))
            go_deeper(take().span);
        auto node = parse_primary();
        for (; m_depth > depth; --m_depth) {
            auto negation = FilterNode {};
            negation.kind = FilterNode::Kind::negation;
            negation.children.push_back(std::move(node));
            node = std::move(negation);
        }
        return node;
    }

    FilterNode parse_primary()
    {
        if (next().is("("))
            return parse_parentheses();
        if (next().is("any") && peek().is("("))
            return parse_any();
        if (peek().is("("))
            refuse_capitals("any");
        // A field may be called "not": it is meant when an operator follows it.
        auto const is_term = peek().kind == Kind::symbol && !peek().is("(");
        if (!is_term && peek().kind != Kind::end)
            refuse_small("NOT");
        auto path = parse_path("a condition");
        if (auto op = read_operator())
            return parse_comparison(std::move(path), *op);
        count_term(path.span);
        auto flag = FilterNode {};
        flag.kind = FilterNode::Kind::flag;
        flag.path = std::move(path);
        return flag;
    }

    FilterNode parse_parentheses()
    {
        auto const opening = take().span;
        go_deeper(opening);
        auto inside = parse_or();
        close(opening);
        --m_depth;
        return inside;
    }

    FilterNode parse_any()
    {
        go_deeper(take().span);
        auto const opening = take().span;
        auto any = FilterNode {};
        any.kind = FilterNode::Kind::any;
        any.path = parse_path("the name of a relation");
        demand(",");
        any.children.push_back(parse_or());
        close(opening);
        --m_depth;
        return any;
    }

    void close(SourceSpan opening)
    {
        if (accept(")"))
            return;
        if (next().kind == Kind::end)
            fail("filter_syntax", "The parenthesis that opens here is not closed.", opening);
        refuse_small("AND");
        refuse_small("OR");
        expected("AND, OR or \")\"");
    }

    FilterPath parse_path(std::string_view what)
    {
        auto path = FilterPath { {}, next().span };
        path.names.push_back(take_name(what));
        while (accept("."))
            path.names.push_back(take_name("a name"));
        path.span = cover(path.span, m_tokens[m_at - 1].span);
        return path;
    }

    std::string take_name(std::string_view what)
    {
        if (next().kind != Kind::word)
            expected(what);
        for (auto const* keyword : { "AND", "OR", "NOT", "IN" })
            if (next().is(keyword))
                expected(what);
        if (std::ranges::find(reserved_names, next().source) != std::end(reserved_names))
            fail("filter_syntax", fmt::format("{} cannot be the name of a field.", in_quotes(next())), next().span);
        if (!is_name(next().source))
            fail("filter_syntax",
                fmt::format("{} is not a name: names have small Latin letters, digits and _.", in_quotes(next())),
                next().span);
        return std::string { take().source };
    }

    struct FoundOperator {
        Operator op;
        SourceSpan span;
    };

    // Nothing after a lone path.
    std::optional<FoundOperator> read_operator()
    {
        auto const& token = next();
        if (token.is("AND") || token.is("OR") || token.is(")") || token.is(",") || token.kind == Kind::end)
            return {};
        if (token.is("NOT")) {
            take();
            refuse_small("IN");
            if (!next().is("IN"))
                expected("IN");
            return FoundOperator { Operator::not_in, cover(token.span, take().span) };
        }
        for (auto const& [op, symbol] : operators)
            if (token.is(symbol))
                return FoundOperator { op, take().span };
        for (auto const* keyword : { "AND", "OR", "NOT", "IN" })
            refuse_small(keyword);
        expected("an operator");
    }

    FilterNode parse_comparison(FilterPath path, FoundOperator op)
    {
        count_term(path.span);
        auto node = FilterNode {};
        node.kind = FilterNode::Kind::comparison;
        node.comparison = { std::move(path), op.op, op.span, {} };
        auto& values = node.comparison.values;
        if (op.op != Operator::in && op.op != Operator::not_in) {
            values.push_back(parse_value());
            return node;
        }
        if (next().kind == Kind::word && peek().is("(")) {
            auto const begin = next().span;
            auto call = FilterTime { parse_call(), {} };
            values.push_back({ std::move(call), cover(begin, m_tokens[m_at - 1].span) });
            return node;
        }
        if (!accept("("))
            expected("a list in parentheses or a function");
        do {
            if (values.size() == m_limits.values_in_list)
                too_large(
                    fmt::format("IN takes at most {} values.", with_thousands(m_limits.values_in_list)), next().span);
            values.push_back(parse_value());
        } while (accept(","));
        if (!accept(")"))
            expected("\",\" or \")\"");
        return node;
    }

    FilterValue parse_value()
    {
        auto const& token = next();
        switch (token.kind) {
        case Kind::text:
            if (count_code_points(token.text) > m_limits.string_code_points)
                too_large(fmt::format("A text has at most {} characters.", with_thousands(m_limits.string_code_points)),
                    token.span);
            take();
            return { token.text, token.span };
        case Kind::number: take(); return { FilterNumber { std::string { token.source } }, token.span };
        case Kind::day:
        case Kind::instant:
            check_moment(token);
            take();
            return parse_spans(FilterTime { std::string { token.source }, {} }, token.span);
        case Kind::word: return parse_word_value();
        default: expected("a value");
        }
    }

    FilterValue parse_word_value()
    {
        auto const& token = next();
        if (peek().is("("))
            return parse_spans(FilterTime { parse_call(), {} }, token.span);
        for (auto const* keyword : { "AND", "OR", "NOT", "IN" })
            if (token.is(keyword))
                expected("a value");
        if (accept("null"))
            return { FilterNull {}, token.span };
        if (token.is("true") || token.is("false"))
            return { take().is("true"), token.span };
        for (auto const* word : { "null", "true", "false" })
            refuse_capitals(word);
        fail("filter_syntax", fmt::format("Put text in quotes: {}.", in_quotes(token)), token.span);
    }

    FilterValue parse_spans(FilterTime time, SourceSpan begin)
    {
        while (next().is("+") || next().is("-")) {
            auto const sign = take().is("-") ? -1 : 1;
            if (std::ranges::find(span_units, next().source) == std::end(span_units) || !peek().is("("))
                expected("days(3), weeks(3), months(3), hours(3) or minutes(3)");
            auto const unit = std::string { take().source };
            take();
            auto const& count = next();
            if (count.kind != Kind::number
                || !std::ranges::all_of(count.source, [](char c) { return c >= '0' && c <= '9'; }))
                expected("a whole number without sign");
            auto const read = read_whole<long long>(take().source);
            if (!read)
                fail("filter_value", "That span is too long.", count.span);
            time.spans.push_back({ unit, sign * *read });
            demand(")");
        }
        return { std::move(time), cover(begin, m_tokens[m_at - 1].span) };
    }

    FilterCall parse_call()
    {
        auto const& name = take();
        auto const function = std::ranges::find(functions, name.source, &FunctionShape::name);
        if (function == std::end(functions))
            fail("filter_unknown_function", fmt::format("There is no function {}().", name.source), name.span);
        auto call = FilterCall { std::string { name.source }, {} };
        auto const opening = take().span;
        if (!next().is(")") && next().kind != Kind::end)
            do
                call.arguments.push_back(parse_argument(*function));
            while (accept(","));
        if (next().kind == Kind::end)
            fail("filter_syntax", "The parenthesis that opens here is not closed.", opening);
        demand(")");
        if (call.arguments.size() < function->arguments_min || call.arguments.size() > function->arguments_max)
            refuse_arguments(*function, cover(name.span, m_tokens[m_at - 1].span));
        return call;
    }

    // All arguments of today's functions are whole numbers.
    long long parse_argument(FunctionShape const& function)
    {
        auto const& token = next();
        if (token.kind != Kind::number && token.kind != Kind::text)
            expected("a number");
        auto const number = token.kind == Kind::number ? read_whole<long long>(token.source) : std::nullopt;
        if (!number)
            refuse_arguments(function, token.span);
        take();
        return *number;
    }

    [[noreturn]] void refuse_arguments(FunctionShape const& function, SourceSpan span) const
    {
        fail("filter_value",
            fmt::format("{}() takes {}.", function.name,
                function.arguments_max == 0 ? "nothing between its parentheses" : "one whole number"),
            span);
    }

    FilterLimits const& m_limits;
    FilterTokenizer m_tokenizer;
    std::deque<FilterToken> m_tokens; // a deque, because references to tokens live while more are read
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
    std::size_t m_terms = 0;
};

}

std::string_view symbol_of(Operator op)
{
    return std::ranges::find(operators, op, &std::pair<Operator, std::string_view>::first)->second;
}

std::string FilterPath::text() const { return fmt::format("{}", fmt::join(names, ".")); }

FilterNode parse_filter(std::string_view text, FilterLimits const& limits)
{
    if (text.size() > limits.bytes)
        fail("filter_too_large", fmt::format("A filter has at most {} bytes.", with_thousands(limits.bytes)), {});
    if (auto bad = find_bad_utf8(text))
        fail("filter_syntax", "The filter is not valid UTF-8.", { count_code_points(text.substr(0, *bad)) + 1, 1 });
    return FilterParser { text, limits }.parse();
}

std::string filter_string(std::string_view text)
{
    auto quoted = std::string { '"' };
    for (auto letter : text)
        switch (letter) {
        case '"':
        case '\\': (quoted += '\\') += letter; break;
        case '\n': quoted += "\\n"; break;
        case '\t': quoted += "\\t"; break;
        default: quoted += letter;
        }
    return quoted + '"';
}

}
