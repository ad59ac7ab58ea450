#include "base/ascii.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "model/formula.h"
#include "model/quoted_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kontor {

namespace {

bool is_word(char letter)
{
    // Letters of every script, so that an unknown name is shown whole.
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_' || is_digit(letter)
        || (letter & 0x80) != 0;
}

struct FormulaToken {
    enum class Kind { word, number, text, symbol, fault, end } kind = Kind::end;
    std::string_view source {};
    std::size_t column = 1;
    std::size_t length = 1;
    std::string text {}; // of a text: without quotes and escapes; of a fault: why
};

}

class FormulaParser {
public:
    explicit FormulaParser(std::string_view text) : m_text(text) { read_token(); }

    Formula parse()
    {
        parse_comparison();
        if (m_token.source == ")" && m_token.kind == Kind::symbol)
            fail("There is no \"(\" for this \")\".", m_token);
        if (m_token.kind != Kind::end)
            expected("an operator");
        return std::move(m_formula);
    }

private:
    using Kind = FormulaToken::Kind;
    using Operation = FormulaOperation;

    struct Function {
        std::string_view name;
        Operation operation;
        std::size_t arguments_min;
        std::size_t arguments_max;
        std::string_view arguments;
    };
    static constexpr auto any_number = Formula::nodes_max;
    static constexpr Function functions[] = {
        { "if", Operation::choose, 3, 3, "a condition and two values" },
        { "round", Operation::round, 1, 2, "a number and, if wanted, how many places" },
        { "min", Operation::min, 2, any_number, "two values or more" },
        { "max", Operation::max, 2, any_number, "two values or more" },
        { "abs", Operation::abs, 1, 1, "one number" },
        { "coalesce", Operation::coalesce, 2, any_number, "two values or more" },
        { "concat", Operation::concat, 1, any_number, "one value or more" },
        { "days_between", Operation::days_between, 2, 2, "two days" },
    };

    // Tokens

    void read_token()
    {
        m_previous = std::exchange(m_token, {}).source;
        auto begin = m_offset;
        while (begin < m_text.size() && std::string_view { " \t\r\n" }.find(m_text[begin]) != std::string_view::npos)
            ++begin;
        move_to(begin);
        if (begin == m_text.size())
            return set_token(Kind::end, begin);
        auto const letter = m_text[begin];
        if (letter == '"' || letter == '\'')
            return read_text();
        if (is_digit(letter))
            return read_number();
        if (is_word(letter))
            return set_token(Kind::word, end_of_run(begin, is_word));
        auto const is_pair
            = (letter == '!' || letter == '<' || letter == '>') && m_text.substr(begin + 1).starts_with('=');
        set_token(Kind::symbol, begin + (is_pair ? 2 : 1));
    }

    void read_text()
    {
        auto found = read_quoted_text(m_text, m_offset);
        if (auto* fault = std::get_if<QuotedFault>(&found)) {
            move_to(fault->begin);
            return set_token(Kind::fault, fault->end, std::move(fault->message));
        }
        auto& quoted = std::get<QuotedText>(found);
        set_token(Kind::text, quoted.end, std::move(quoted.text));
    }

    void read_number()
    {
        auto end = end_of_run(m_offset, is_digit);
        if (end + 1 < m_text.size() && m_text[end] == '.' && is_digit(m_text[end + 1]))
            end = end_of_run(end + 1, is_digit);
        set_token(Kind::number, end);
    }

    [[nodiscard]] std::size_t end_of_run(std::size_t begin, bool (*is_inside)(char)) const
    {
        while (begin < m_text.size() && is_inside(m_text[begin]))
            ++begin;
        return begin;
    }

    void set_token(Kind kind, std::size_t end, std::string text = {})
    {
        auto const begin = m_offset;
        auto const column = m_column;
        move_to(end);
        m_token = { kind, m_text.substr(begin, end - begin), column, std::max<std::size_t>(m_column - column, 1),
            std::move(text) };
    }

    void move_to(std::size_t offset)
    {
        m_column += count_code_points(m_text.substr(m_offset, offset - m_offset));
        m_offset = offset;
    }

    // What comes next

    [[nodiscard]] bool is_next(std::string_view symbol) const
    {
        return m_token.kind == Kind::symbol && m_token.source == symbol;
    }

    bool accept(std::string_view symbol)
    {
        auto const is_there = is_next(symbol);
        if (is_there)
            read_token();
        return is_there;
    }

    // The token, when it is one of the operators; it is taken.
    std::optional<std::pair<FormulaToken, Operation>> accept_operator(std::initializer_list<Operation> operations)
    {
        for (auto operation : operations)
            if (is_next(symbol_of(operation))) {
                auto token = std::move(m_token);
                read_token();
                return std::pair { std::move(token), operation };
            }
        return {};
    }

    [[noreturn]] static void fail(std::string message, FormulaToken const& at, std::string code = "formula_syntax")
    {
        throw FormulaFault { std::move(code), std::move(message), at.column, at.length }.problem();
    }

    [[nodiscard]] static std::string in_quotes(std::string_view source)
    {
        return source.starts_with('"') || source.starts_with('\'') ? std::string { source }
                                                                   : fmt::format("\"{}\"", source);
    }

    [[noreturn]] void expected(std::string_view what) const
    {
        if (m_token.kind == Kind::fault)
            fail(m_token.text, m_token);
        auto sentence = fmt::format("Expected {}", what);
        if (!m_previous.empty())
            sentence += fmt::format(" after {}", in_quotes(m_previous));
        if (m_token.kind == Kind::end)
            fail(sentence + " but the formula ends.", m_token);
        if (is_next(".") && what == "an operator")
            fail("A formula reads the fields of its own record only.", m_token);
        // The scanner gives single bytes of ASCII only: everything else is a word.
        fail(fmt::format("{} but found {}.", sentence, in_quotes(m_token.source)), m_token);
    }

    // The tree

    void append(Operation operation, FormulaToken const& at, std::size_t arity, std::size_t index = 0)
    {
        if (m_formula.m_nodes.size() == Formula::nodes_max)
            fail(fmt::format("A formula has at most {} fields, values, operators and functions.", Formula::nodes_max),
                at, "formula_too_large");
        m_formula.m_nodes.push_back({ operation, static_cast<std::uint8_t>(arity), static_cast<std::uint8_t>(index),
            static_cast<std::uint16_t>(at.column), static_cast<std::uint16_t>(at.length) });
    }

    void append_constant(Value value, FormulaToken const& at)
    {
        append(Operation::constant, at, 0, m_formula.m_constants.size());
        m_formula.m_constants.push_back(std::move(value));
    }

    void append_name(FormulaToken const& at)
    {
        auto& names = m_formula.m_names;
        auto const found = std::ranges::find(names, at.source);
        append(Operation::name, at, 0, static_cast<std::size_t>(found - names.begin()));
        if (found == names.end())
            names.emplace_back(at.source);
    }

    void go_deeper(FormulaToken const& at)
    {
        if (++m_depth > Formula::depth_max)
            fail(fmt::format("Parentheses, functions and minus signs may be {} deep.", Formula::depth_max), at,
                "formula_too_large");
    }

    void parse_comparison()
    {
        auto const comparisons = { Operation::equal, Operation::not_equal, Operation::less_equal, Operation::less,
            Operation::greater_equal, Operation::greater };
        parse_sum();
        auto const compared = accept_operator(comparisons);
        if (!compared)
            return;
        parse_sum();
        append(compared->second, compared->first, 2);
        if (auto const second = accept_operator(comparisons))
            fail("Compare two values at a time.", second->first);
    }

    void parse_sum()
    {
        parse_product();
        while (auto const found = accept_operator({ Operation::add, Operation::subtract })) {
            parse_product();
            append(found->second, found->first, 2);
        }
    }

    void parse_product()
    {
        parse_sign();
        while (auto const found = accept_operator({ Operation::multiply, Operation::divide })) {
            parse_sign();
            append(found->second, found->first, 2);
        }
    }

    void parse_sign()
    {
        auto const minus = accept_operator({ Operation::negate });
        if (!minus)
            return parse_primary();
        go_deeper(minus->first);
        parse_sign();
        append(Operation::negate, minus->first, 1);
        --m_depth;
    }

    void parse_primary()
    {
        auto const token = m_token;
        switch (token.kind) {
        case Kind::number: append_constant(read_constant(token), token); return read_token();
        case Kind::text: append_constant(token.text, token); return read_token();
        case Kind::word: read_token(); return is_next("(") ? parse_call(token) : append_name(token);
        default: break;
        }
        if (!accept("("))
            expected("a value");
        go_deeper(token);
        parse_comparison();
        close(token);
    }

    static Value read_constant(FormulaToken const& token)
    {
        auto const decimal = Decimal::parse(token.source);
        if (!decimal)
            fail("A number has at most 15 digits before and 4 after the point.", token);
        if (token.source.find('.') != std::string_view::npos)
            return *decimal;
        return decimal->ten_thousandths / Decimal::one;
    }

    void parse_call(FormulaToken const& name)
    {
        auto const function = std::ranges::find(functions, name.source, &Function::name);
        if (function == std::end(functions))
            fail(fmt::format("There is no function {}().", name.source), name);
        auto const opening = m_token;
        read_token();
        go_deeper(name);
        auto count = std::size_t { 0 };
        if (!is_next(")"))
            do {
                if (function->operation == Operation::round && count == 1)
                    parse_places();
                else
                    parse_comparison();
                ++count;
            } while (accept(","));
        close(opening);
        if (count < function->arguments_min || count > function->arguments_max)
            fail(fmt::format("{}() takes {}.", function->name, function->arguments), name);
        append(function->operation, name, count);
    }

    // A literal, so that the type of the result does not depend on a record.
    void parse_places()
    {
        if (m_token.kind != Kind::number || m_token.source.size() != 1 || m_token.source > "4")
            fail("round() takes 0, 1, 2, 3 or 4 places.", m_token);
        append_constant(static_cast<std::int64_t>(m_token.source.front() - '0'), m_token);
        read_token();
    }

    void close(FormulaToken const& opening)
    {
        if (m_token.kind == Kind::end)
            fail("The parenthesis that opens here is not closed.", opening);
        if (!accept(")"))
            expected("an operator");
        --m_depth;
    }

    std::string_view m_text;
    std::size_t m_offset = 0;
    std::size_t m_column = 1;
    FormulaToken m_token;
    std::string_view m_previous;
    std::size_t m_depth = 0;
    Formula m_formula;
};

Formula Formula::parse(std::string_view text)
{
    auto const bad = find_bad_utf8(text);
    auto const sound = text.substr(0, bad.value_or(text.size()));
    if (auto const count = count_code_points(sound); count > code_points_max)
        throw FormulaFault { "formula_too_large", fmt::format("A formula has at most {} characters.", code_points_max),
            1, count }
            .problem();
    else if (bad)
        throw FormulaFault { "formula_syntax", "The formula is not valid UTF-8.", count + 1, 1 }.problem();
    return FormulaParser { text }.parse();
}

}
