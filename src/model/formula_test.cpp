#include "base/problem.h"
#include "model/formula.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <memory>

namespace kontor {
namespace {

using Row = std::map<std::string, Value, std::less<>>;

Decimal decimal(std::string_view text) { return Decimal::parse(text).value(); }

Value day(std::string_view text) { return Day::parse(text).value(); }

Value result(std::string_view formula, Row const& row = {})
{
    return Formula::parse(formula).evaluate([&](std::string_view name) {
        auto const found = row.find(name);
        return found == row.end() ? Value {} : found->second;
    });
}

Value whole(std::int64_t number) { return number; }
Value number(std::string_view text) { return decimal(text); }
Value text(std::string value) { return value; }

// A record of an offer's line as acme gets it.
Row const line {
    { "quantity", whole(3) },
    { "price", number("19.90") },
    { "discount", number("12.5") },
    { "name", text("Support") },
    { "unit", {} },
    { "from", day("2026-02-27") },
    { "until", day("2026-03-02") },
    { "is_fixed", false },
};

std::optional<FieldType> type_in_line(std::string_view name)
{
    static std::map<std::string, FieldType, std::less<>> const types {
        { "quantity", FieldType::whole },
        { "price", FieldType::money },
        { "cost", FieldType::money },
        { "discount", FieldType::percent },
        { "weight", FieldType::number },
        { "effort", FieldType::duration },
        { "name", FieldType::text },
        { "unit", FieldType::choice },
        { "from", FieldType::day },
        { "until", FieldType::day },
        { "created_at", FieldType::instant },
        { "is_fixed", FieldType::flag },
        { "account", FieldType::link },
    };
    auto const found = types.find(name);
    return found == types.end() ? std::nullopt : std::optional { found->second };
}

std::string type_of(std::string_view formula)
{
    auto const found = Formula::parse(formula).type_check(type_in_line);
    if (auto const* fault = std::get_if<FormulaFault>(&found))
        return fault->code + " " + std::to_string(fault->column) + "+" + std::to_string(fault->length) + ": "
            + fault->message;
    return std::string { name_of(std::get<FieldType>(found)) };
}

// "column+length: sentence", as the administrator sees it.
std::string formula_fault_of(std::string_view formula, std::string_view code = "formula_syntax")
{
    try {
        Formula::parse(formula);
    } catch (Problem const& problem) {
        auto const& fault = problem.fields().at(0);
        EXPECT_EQ(fault.field, "formula");
        EXPECT_EQ(fault.code, code);
        EXPECT_EQ(problem.status(), 422);
        return fault.params.at(0).second + "+" + fault.params.at(1).second + ": " + fault.message;
    }
    return "none";
}

std::string repeated_formula(std::string_view piece, std::size_t times)
{
    auto all = std::string {};
    for (; times > 0; --times)
        all += piece;
    return all;
}

TEST(Formula, signs_bind_tighter_than_products_than_sums_than_comparisons)
{
    EXPECT_EQ(result("1 + 2 * 3"), whole(7));
    EXPECT_EQ(result("(1 + 2) * 3"), whole(9));
    EXPECT_EQ(result("10 - 4 - 3"), whole(3));
    EXPECT_EQ(result("2 * -3 - -1"), whole(-5));
    EXPECT_EQ(result("10-4"), whole(6));
    EXPECT_EQ(result("8 / 4 / 2"), number("1"));
    EXPECT_EQ(result("1 + 1 = 2"), Value { true });
    EXPECT_EQ(result("2026-11-23"), whole(1992));
}

TEST(Formula, decimals_are_exact_and_whole_numbers_stay_whole)
{
    EXPECT_EQ(result("0.1 + 0.2 = 0.3"), Value { true });
    EXPECT_EQ(result("price * quantity", line), number("59.70"));
    EXPECT_EQ(result("price * quantity * (100 - discount) / 100", line), number("52.2375"));
    EXPECT_EQ(result("quantity * 2 + 1", line), whole(7));
    EXPECT_EQ(result("1 / 3"), number("0.3333"));
    EXPECT_EQ(result("1 = 1.00"), Value { true });
}

TEST(Formula, arithmetic_with_something_empty_is_empty)
{
    for (auto const* formula : { "unit + 1", "1 - unit", "unit * 0", "-unit", "abs(unit)", "round(unit, 2)",
             "min(1, unit)", "max(unit, 1)", "days_between(from, unit)", "days_between(unit, from)" })
        EXPECT_EQ(result(formula, line), Value {}) << formula;
}

TEST(Formula, division_by_zero_and_overflow_are_empty)
{
    auto const largest = std::numeric_limits<std::int64_t>::max();
    auto const smallest = std::numeric_limits<std::int64_t>::min();
    auto const row = Row { { "big", whole(largest) }, { "low", whole(smallest) }, { "rich", Decimal { largest } },
        { "poor", Decimal { smallest } } };
    for (auto const* formula : { "1 / 0", "1.5 / 0.0", "0 / 0", "big + 1", "low - 1", "big * 2", "-low", "abs(low)",
             "rich + 0.0001", "poor - 1.0", "rich * 2", "rich / 0.5", "-poor", "abs(poor)", "round(rich, 1)",
             "big + 0.5", "(1 / 0) + 1" })
        EXPECT_EQ(result(formula, row), Value {}) << formula;
    EXPECT_EQ(result("big - 1", row), whole(largest - 1));
    EXPECT_EQ(result("abs(low + 1)", row), whole(largest));
}

TEST(Formula, comparisons_are_never_unknown)
{
    for (auto const* formula : { "unit = 1", "unit < 1", "1 >= unit", "unit = unit", "name = 1", "name = ''" })
        EXPECT_EQ(result(formula, line), Value { false }) << formula;
    EXPECT_EQ(result("unit != 1", line), Value { true });
    EXPECT_EQ(result("name = \"Support\"", line), Value { true });
    EXPECT_EQ(result("from < until", line), Value { true });
    EXPECT_EQ(result("from >= until", line), Value { false });
    EXPECT_EQ(result("(1 < 2) = is_fixed", line), Value { false });
    EXPECT_EQ(result("2 <= 2.0"), Value { true });
    EXPECT_EQ(result("2 > 2.0"), Value { false });
}

TEST(Formula, whole_numbers_beyond_every_decimal_still_compare)
{
    auto const row = Row { { "big", whole(std::numeric_limits<std::int64_t>::max()) },
        { "low", whole(std::numeric_limits<std::int64_t>::min()) } };
    EXPECT_EQ(result("big > 0.5", row), Value { true });
    EXPECT_EQ(result("0.5 < big", row), Value { true });
    EXPECT_EQ(result("low < -0.5", row), Value { true });
    EXPECT_EQ(result("-0.5 <= low", row), Value { false });
}

TEST(Formula, if_takes_the_second_way_for_an_empty_condition_too)
{
    EXPECT_EQ(result("if(quantity > 2, 'many', 'few')", line), text("many"));
    EXPECT_EQ(result("if(is_fixed, 1, 2)", line), whole(2));
    EXPECT_EQ(result("if(unit, 1, 2)", line), whole(2));
    EXPECT_EQ(result("if(quantity = 0, 0, price / quantity)", { { "quantity", whole(0) }, { "price", number("1") } }),
        whole(0));
}

TEST(Formula, rounding_goes_half_to_even)
{
    EXPECT_EQ(result("round(2.345, 2)"), number("2.34"));
    EXPECT_EQ(result("round(2.355, 2)"), number("2.36"));
    EXPECT_EQ(result("round(2.3451, 2)"), number("2.35"));
    EXPECT_EQ(result("round(-2.345, 2)"), number("-2.34"));
    EXPECT_EQ(result("round(-2.355, 2)"), number("-2.36"));
    EXPECT_EQ(result("round(2.5, 0)"), number("2"));
    EXPECT_EQ(result("round(1.2345, 4)"), number("1.2345"));
    EXPECT_EQ(result("round(3.5)"), whole(4));
    EXPECT_EQ(result("round(-0.5)"), whole(0));
    EXPECT_EQ(result("round(7, 2)"), whole(7));
}

TEST(Formula, functions_choose_and_join)
{
    EXPECT_EQ(result("min(3, 2.5, 4)"), number("2.5"));
    EXPECT_EQ(result("max(from, until)", line), day("2026-03-02"));
    EXPECT_EQ(result("abs(-2.5)"), number("2.5"));
    EXPECT_EQ(result("coalesce(unit, '', name)", line), text("Support"));
    EXPECT_EQ(result("coalesce(unit, unit)", line), Value {});
    EXPECT_EQ(result("concat(name, ' x', quantity, ' ', price, ' ', from)", line), text("Support x3 19.9 2026-02-27"));
    EXPECT_EQ(result("concat(unit, '')", line), Value {});
    EXPECT_EQ(result("days_between(from, until)", line), whole(3));
    EXPECT_EQ(result("days_between(until, from)", line), whole(-3));
}

TEST(Formula, a_text_cannot_grow_without_end)
{
    auto const row = Row { { "page", text(std::string(10'000, 'x')) } };
    EXPECT_EQ(result("concat(page, page, page, page, page, page)", row), text(std::string(60'000, 'x')));
    EXPECT_EQ(result("concat(page, page, page, page, page, page, page)", row), Value {});
}

TEST(Formula, the_fields_that_it_reads_are_listed_once_each)
{
    auto const formula = Formula::parse("price * quantity - if(price > 10, discount, 0)");
    EXPECT_EQ(formula.names(), (std::vector<std::string> { "price", "quantity", "discount" }));
    EXPECT_TRUE(Formula::parse("1 + 'price'").names().empty());
}

TEST(Formula, its_type_follows_from_its_fields)
{
    EXPECT_EQ(type_of("quantity + 1"), "whole");
    EXPECT_EQ(type_of("quantity / 2"), "number");
    EXPECT_EQ(type_of("quantity * 1.5"), "number");
    EXPECT_EQ(type_of("price * quantity"), "money");
    EXPECT_EQ(type_of("price - cost"), "money");
    EXPECT_EQ(type_of("-price"), "money");
    EXPECT_EQ(type_of("price / cost"), "number");
    EXPECT_EQ(type_of("price * discount / 100"), "money");
    EXPECT_EQ(type_of("100 / price"), "number");
    EXPECT_EQ(type_of("discount + discount"), "percent");
    EXPECT_EQ(type_of("discount + 1"), "number");
    EXPECT_EQ(type_of("effort + effort"), "duration");
    EXPECT_EQ(type_of("round(price, 0)"), "money");
    EXPECT_EQ(type_of("round(price)"), "whole");
    EXPECT_EQ(type_of("coalesce(price, 0)"), "money");
    EXPECT_EQ(type_of("if(is_fixed, name, 'none')"), "text");
    EXPECT_EQ(type_of("coalesce(unit, 'hour')"), "text");
    EXPECT_EQ(type_of("if(price > cost, unit, unit)"), "choice");
    EXPECT_EQ(type_of("min(from, until)"), "day");
    EXPECT_EQ(type_of("max(created_at, created_at)"), "instant");
    EXPECT_EQ(type_of("unit = 'hour'"), "flag");
    EXPECT_EQ(type_of("days_between(from, until)"), "whole");
    EXPECT_EQ(type_of("concat(name, price)"), "text");
}

TEST(Formula, what_does_not_go_together_is_told_in_a_sentence)
{
    EXPECT_EQ(type_of("price + mass"), "formula_unknown_field 9+4: There is no field \"mass\".");
    EXPECT_EQ(type_of("account = 1"), "formula_type 1+7: A formula cannot read \"account\": its type is link.");
    EXPECT_EQ(type_of("1 + name"), "formula_type 3+1: + takes numbers, not a text. concat() joins texts.");
    EXPECT_EQ(type_of("until - from"), "formula_type 7+1: - takes numbers, not a day. days_between() counts days.");
    EXPECT_EQ(type_of("-is_fixed"), "formula_type 1+1: - takes numbers, not a condition.");
    EXPECT_EQ(type_of("abs(name)"), "formula_type 1+3: abs() takes numbers, not a text.");
    EXPECT_EQ(type_of("price = name"), "formula_type 7+1: = compares a number with a text.");
    EXPECT_EQ(type_of("name < 'x'"), "formula_type 6+1: < does not go with a text: use = or !=.");
    EXPECT_EQ(type_of("if(price, 1, 2)"), "formula_type 1+2: if() begins with a condition, not with a number.");
    EXPECT_EQ(type_of("if(is_fixed, 1, '2')"), "formula_type 1+2: if() has a number beside a text.");
    EXPECT_EQ(type_of("coalesce(from, 'never')"), "formula_type 1+8: coalesce() has a day beside a text.");
    EXPECT_EQ(type_of("min(name, name)"), "formula_type 1+3: min() does not go with a text.");
    EXPECT_EQ(type_of("round(name, 2)"), "formula_type 1+5: round() takes a number, not a text.");
    EXPECT_EQ(
        type_of("concat(is_fixed)"), "formula_type 1+6: concat() takes texts, numbers and days, not a condition.");
    EXPECT_EQ(
        type_of("days_between(from, created_at)"), "formula_type 1+12: days_between() takes two days, not a time.");
}

TEST(Formula, a_field_is_filled_only_with_what_fits)
{
    EXPECT_TRUE(Formula::fits(FieldType::whole, FieldType::money));
    EXPECT_TRUE(Formula::fits(FieldType::money, FieldType::percent));
    EXPECT_TRUE(Formula::fits(FieldType::text, FieldType::choice));
    EXPECT_FALSE(Formula::fits(FieldType::money, FieldType::whole));
    EXPECT_FALSE(Formula::fits(FieldType::flag, FieldType::whole));
    EXPECT_FALSE(Formula::fits(FieldType::link, FieldType::link));
}

TEST(Formula, the_result_takes_the_shape_that_the_field_needs)
{
    auto const filled = [](std::string_view formula, FieldType type) {
        return Formula::parse(formula).evaluate_as(type, [](std::string_view name) { return line.find(name)->second; });
    };
    EXPECT_EQ(filled("coalesce(unit, 0)", FieldType::money), number("0"));
    EXPECT_EQ(filled("round(price)", FieldType::duration), whole(20));
    EXPECT_EQ(filled("4 / 2", FieldType::whole), whole(2));
    EXPECT_EQ(filled("3 / 2", FieldType::whole), Value {});
    EXPECT_EQ(filled("900000000000000 * 2", FieldType::number), Value {});
    EXPECT_EQ(filled("name", FieldType::long_text), text("Support"));
    EXPECT_EQ(filled("name", FieldType::day), Value {});
    EXPECT_EQ(filled("from", FieldType::day), day("2026-02-27"));
    EXPECT_EQ(filled("quantity = 3", FieldType::flag), Value { true });
    EXPECT_EQ(filled("quantity", FieldType::flag), Value {});
}

TEST(Formula, mistakes_are_pointed_at)
{
    EXPECT_EQ(formula_fault_of(""), "1+1: Expected a value but the formula ends.");
    EXPECT_EQ(formula_fault_of("1 +"), "4+1: Expected a value after \"+\" but the formula ends.");
    EXPECT_EQ(formula_fault_of("1 + * 2"), "5+1: Expected a value after \"+\" but found \"*\".");
    EXPECT_EQ(formula_fault_of("price 2"), "7+1: Expected an operator after \"price\" but found \"2\".");
    EXPECT_EQ(formula_fault_of("'ё' 2"), "5+1: Expected an operator after 'ё' but found \"2\".");
    EXPECT_EQ(formula_fault_of("1 + 'Acme"), "5+1: The text that begins here has no closing quote.");
    EXPECT_EQ(formula_fault_of("account.name"), "8+1: A formula reads the fields of its own record only.");
    EXPECT_EQ(formula_fault_of("(1 + 2"), "1+1: The parenthesis that opens here is not closed.");
    EXPECT_EQ(formula_fault_of("min(1, 2"), "4+1: The parenthesis that opens here is not closed.");
    EXPECT_EQ(formula_fault_of("1)"), "2+1: There is no \"(\" for this \")\".");
    EXPECT_EQ(formula_fault_of("1 < 2 < 3"), "7+1: Compare two values at a time.");
    EXPECT_EQ(formula_fault_of("system(1)"), "1+6: There is no function system().");
    EXPECT_EQ(formula_fault_of("if(1 = 1, 2)"), "1+2: if() takes a condition and two values.");
    EXPECT_EQ(formula_fault_of("abs()"), "1+3: abs() takes one number.");
    EXPECT_EQ(formula_fault_of("round(1, 5)"), "10+1: round() takes 0, 1, 2, 3 or 4 places.");
    EXPECT_EQ(formula_fault_of("round(1, price)"), "10+5: round() takes 0, 1, 2, 3 or 4 places.");
    EXPECT_EQ(formula_fault_of("1.23456"), "1+7: A number has at most 15 digits before and 4 after the point.");
    EXPECT_EQ(
        formula_fault_of("1234567890123456"), "1+16: A number has at most 15 digits before and 4 after the point.");
    EXPECT_EQ(formula_fault_of("{{7*7}}"), "1+1: Expected a value but found \"{\".");
    EXPECT_EQ(formula_fault_of("1 + \xff"), "5+1: The formula is not valid UTF-8.");
}

TEST(Formula, limits_are_named)
{
    auto const too_large = [](std::string_view formula) { return formula_fault_of(formula, "formula_too_large"); };
    EXPECT_EQ(formula_fault_of("'" + repeated_formula("ё", 1'998) + "'"), "none");
    EXPECT_EQ(too_large("'" + repeated_formula("ё", 1'999) + "'"), "1+2001: A formula has at most 2000 characters.");
    EXPECT_EQ(formula_fault_of(repeated_formula("(", 16) + "1" + repeated_formula(")", 16)), "none");
    EXPECT_EQ(too_large(repeated_formula("(", 17) + "1" + repeated_formula(")", 17)),
        "17+1: Parentheses, functions and minus signs may be 16 deep.");
    EXPECT_EQ(
        too_large(repeated_formula("-", 1'000) + "1"), "17+1: Parentheses, functions and minus signs may be 16 deep.");
    EXPECT_EQ(too_large(repeated_formula("abs(", 100)), "65+3: Parentheses, functions and minus signs may be 16 deep.");
    EXPECT_EQ(result(repeated_formula("1+", 99) + "1"), whole(100));
    EXPECT_EQ(too_large(repeated_formula("1+", 100) + "1"),
        "200+1: A formula has at most 200 fields, values, operators and functions.");
    EXPECT_EQ(too_large(std::string(1'000'000, '(')), "1+1000000: A formula has at most 2000 characters.");
}

TEST(Formula, a_formula_can_be_kept_and_moved)
{
    auto const kept = std::make_unique<Formula>(Formula::parse("price * 2"));
    auto copy = *kept;
    EXPECT_EQ(copy.evaluate([](std::string_view) { return number("1.25"); }), number("2.5"));
}

}
}
