#include "base/problem.h"
#include "model/filter.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor {
namespace {

// The tree with parentheses everywhere, so that a test shows in one line what was understood.
std::string shown(FilterNode const& node);

std::string shown(FilterTime const& time)
{
    auto text = std::string {};
    if (auto const* call = std::get_if<FilterCall>(&time.start)) {
        text = call->name + "(";
        for (auto const& argument : call->arguments)
            text += std::to_string(std::get<long long>(argument));
        text += ")";
    } else {
        text = std::get<std::string>(time.start);
    }
    for (auto const& span : time.spans)
        text += fmt::format(" {:+} {}", span.count, span.unit);
    return text;
}

std::string shown(FilterValue const& value)
{
    struct Show {
        std::string operator()(FilterNull) const { return "null"; }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::string const& text) const { return filter_string(text); }
        std::string operator()(FilterNumber const& number) const { return number.text; }
        std::string operator()(FilterTime const& time) const { return "<" + shown(time) + ">"; }
    };
    return std::visit(Show {}, value.value);
}

std::string shown_all(FilterNodes const& nodes, std::string_view between)
{
    auto text = std::string { "(" };
    for (auto const& node : nodes)
        text += (text.size() > 1 ? std::string { between } : "") + shown(node);
    return text + ")";
}

std::string shown(FilterNode const& node)
{
    switch (node.kind) {
    case FilterNode::Kind::conjunction: return shown_all(node.children, " & ");
    case FilterNode::Kind::disjunction: return shown_all(node.children, " | ");
    case FilterNode::Kind::negation: return "!" + shown(node.children.at(0));
    case FilterNode::Kind::any: return fmt::format("any {} {}", node.path.text(), shown(node.children.at(0)));
    case FilterNode::Kind::flag: return node.path.text();
    case FilterNode::Kind::comparison: {
        auto const& comparison = node.comparison;
        auto text = fmt::format("{} {}", comparison.path.text(), symbol_of(comparison.op));
        for (auto const& value : comparison.values)
            text += " " + shown(value);
        return text;
    }
    }
    return {};
}

std::string tree(std::string_view filter)
{
    try {
        return shown(parse_filter(filter));
    } catch (Problem const& problem) {
        return problem.detail();
    }
}

struct Fault {
    std::string code;
    std::string sentence;
    std::string column;
    std::string length;
    bool operator==(Fault const&) const = default;
};
void PrintTo(Fault const& fault, std::ostream* out)
{
    *out << fault.code << ": " << fault.sentence << " " << fault.column << "+" << fault.length;
}

Fault fault_of(std::string_view filter, FilterLimits const& limits = {})
{
    try {
        return { "none", shown(parse_filter(filter, limits)), "", "" };
    } catch (Problem const& problem) {
        auto const document = std::get<Json>(parse_json(problem.to_json("1")));
        auto const* at = document.find("at");
        return { problem.code(), problem.detail(), at->find("column")->to_text(), at->find("length")->to_text() };
    }
}

Fault syntax(std::string sentence, int column, int length = 1)
{
    return { "filter_syntax", std::move(sentence), std::to_string(column), std::to_string(length) };
}
Fault value_fault(std::string sentence, int column, int length)
{
    return { "filter_value", std::move(sentence), std::to_string(column), std::to_string(length) };
}

std::string repeated(std::string_view text, std::size_t times)
{
    auto all = std::string {};
    for (; times > 0; --times)
        all += text;
    return all;
}

TEST(Filter, an_empty_or_blank_text_means_all_records)
{
    EXPECT_EQ(tree(""), "()");
    EXPECT_EQ(tree(" \t\r\n"), "()");
}

TEST(Filter, every_example_of_the_contract_is_understood)
{
    EXPECT_EQ(tree(R"(segment = "large")"), R"(segment = "large")");
    EXPECT_EQ(tree(R"(segment IN ("large", "government"))"), R"(segment IN "large" "government")");
    EXPECT_EQ(tree(R"(industry NOT IN ("energy", "retail"))"), R"(industry NOT IN "energy" "retail")");
    EXPECT_EQ(tree("name : 'ёлка'"), "name : \"ёлка\"");
    EXPECT_EQ(tree(R"(name = "O\"Neil \\ Sons")"), R"(name = "O\"Neil \\ Sons")");
    EXPECT_EQ(tree("discount > 12.5 AND discount <= 20"), "(discount > 12.5 & discount <= 20)");
    EXPECT_EQ(tree("owner IN my_team() AND NOT owner = me()"), "(owner IN <my_team()> & !owner = <me()>)");
    EXPECT_EQ(tree("owner.department = my_department()"), "owner.department = <my_department()>");
    EXPECT_EQ(tree("owner = null"), "owner = null");
    EXPECT_EQ(tree("is_confidential"), "is_confidential");
    EXPECT_EQ(tree("closes_on = 2026-12-31"), "closes_on = <2026-12-31>");
    EXPECT_EQ(tree(R"(closes_on <= days(30) AND status = "open")"), R"((closes_on <= <days(30)> & status = "open"))");
    EXPECT_EQ(tree("created_at >= now() - hours(24)"), "created_at >= <now() -24 hours>");
    EXPECT_EQ(tree("created_at < 2026-01-01T00:00:00+03:00"), "created_at < <2026-01-01T00:00:00+03:00>");
    EXPECT_EQ(tree(R"(any(deals, stage = "won" AND amount_base > 100000))"),
        R"(any deals (stage = "won" & amount_base > 100000))");
    EXPECT_EQ(tree("NOT any(activities, created_at >= days(-90))"), "!any activities created_at >= <days(-90)>");
    EXPECT_EQ(tree(R"(city : "berl" OR account.industry = "energy" AND tier != null)"),
        R"((city : "berl" | (account.industry = "energy" & tier != null)))");
}

TEST(Filter, not_binds_tighter_than_and_and_and_tighter_than_or)
{
    EXPECT_EQ(tree("a OR b AND c"), "(a | (b & c))");
    EXPECT_EQ(tree("(a OR b) AND NOT c AND d"), "((a | b) & !c & d)");
    EXPECT_EQ(tree("NOT NOT (a OR b)"), "!!(a | b)");
}

TEST(Filter, white_space_may_stand_between_any_two_tokens_and_may_be_missing)
{
    EXPECT_EQ(tree("account . city = 'x'\tAND\nany ( deals , is_open )"), "(account.city = \"x\" & any deals is_open)");
    EXPECT_EQ(tree("a=1AND(b!=-2.50)"), "(a = 1 & b != -2.50)");
    EXPECT_EQ(tree("at>now ( ) - hours ( 2 )"), "at > <now() -2 hours>");
}

TEST(Filter, the_longest_token_wins)
{
    EXPECT_EQ(tree("on = 2026-11-23"), "on = <2026-11-23>");
    EXPECT_EQ(tree("a<=1"), "a <= 1");
    EXPECT_EQ(tree("at = 2026-11-23T09:15Z"), "at = <2026-11-23T09:15Z>");
    EXPECT_EQ(tree("at = 2026-11-23T09:15:00.125-07:30"), "at = <2026-11-23T09:15:00.125-07:30>");
    EXPECT_EQ(tree("ANDROID = 1"), "\"ANDROID\" is not a name: names have small Latin letters, digits and _.");
    EXPECT_EQ(tree("not_ready AND anything AND inside IN (1)"), "(not_ready & anything & inside IN 1)");
}

TEST(Filter, spans_add_up_behind_days_instants_and_functions)
{
    EXPECT_EQ(tree("on < start_of_month(1) + days(3) - weeks(2)"), "on < <start_of_month(1) +3 days -2 weeks>");
    EXPECT_EQ(tree("on = 2026-01-31 + months(1)"), "on = <2026-01-31 +1 months>");
    EXPECT_EQ(tree("at = 2026-01-31T00:00Z+minutes(5)"), "at = <2026-01-31T00:00Z +5 minutes>");
}

TEST(Filter, texts_have_either_quote_and_escapes)
{
    EXPECT_EQ(tree(R"(a = 'say "hi"')"), R"(a = "say \"hi\"")");
    EXPECT_EQ(tree(R"(a = "it's \'so\'")"), R"(a = "it's 'so'")");
    EXPECT_EQ(tree(R"(a = "\u00e9\u0416\uD83D\ude00\n\t")"), "a = \"é\u0416😀\\n\\t\"");
    EXPECT_EQ(tree(R"(a = "")"), R"(a = "")");
}

TEST(Filter, a_broken_escape_is_pointed_at)
{
    EXPECT_EQ(fault_of(R"(a = "ё\x")"),
        syntax(R"(After a backslash comes one of " ' \ n t, or u and four hexadecimal digits.)", 7));
    EXPECT_EQ(fault_of(R"(a = "\u00g9")"), syntax("After \\u come four hexadecimal digits.", 6, 2));
    EXPECT_EQ(fault_of(R"(a = "\u12)"), syntax("After \\u come four hexadecimal digits.", 6, 2));
    EXPECT_EQ(fault_of(R"(a = "\uD83D")"), syntax("\\uD83D is half of a character: its other half is missing.", 6, 6));
    EXPECT_EQ(fault_of(R"(a = "\ude00")"), syntax("\\ude00 is half of a character: its other half is missing.", 6, 6));
    EXPECT_EQ(
        fault_of(R"(a = "\uD83D\u0041")"), syntax("\\uD83D is half of a character: its other half is missing.", 6, 6));
    EXPECT_EQ(fault_of(R"(a = "\u0000")"), syntax("A text cannot contain the character U+0000.", 6, 6));
    EXPECT_EQ(fault_of("a = \"\\"), syntax("The text that begins here has no closing quote.", 5));
}

TEST(Filter, the_errors_of_the_contract_are_told_word_for_word)
{
    EXPECT_EQ(fault_of("segment = = 3"), syntax(R"(Expected a value after "=" but found "=".)", 11));
    EXPECT_EQ(fault_of("name = \"Acme"), syntax("The text that begins here has no closing quote.", 8));
    EXPECT_EQ(fault_of("name = Acme"), syntax("Put text in quotes: \"Acme\".", 8, 4));
    EXPECT_EQ(fault_of("tier = \"key\" and owner = me()"), syntax("Write AND in capitals.", 14, 3));
    EXPECT_EQ(fault_of("closes_on = 2026-02-30"), value_fault("30 February does not exist.", 13, 10));
    EXPECT_EQ(
        fault_of("owner = mine()"), (Fault { "filter_unknown_function", "There is no function mine().", "9", "4" }));
}

TEST(Filter, columns_count_code_points)
{
    EXPECT_EQ(fault_of("name = 'Ёлка 😀' AND b = Ель"), syntax("Put text in quotes: \"Ель\".", 25, 3));
    EXPECT_EQ(fault_of("name = 'ё' ="), syntax("Expected AND or OR after 'ё' but found \"=\".", 12));
}

TEST(Filter, words_in_the_wrong_case_are_told_as_such)
{
    EXPECT_EQ(fault_of("a Or b"), syntax("Write OR in capitals.", 3, 2));
    EXPECT_EQ(fault_of("(a = 1 or b)"), syntax("Write OR in capitals.", 8, 2));
    EXPECT_EQ(fault_of("not a = 1"), syntax("Write NOT in capitals.", 1, 3));
    EXPECT_EQ(fault_of("not (a)"), syntax("Write NOT in capitals.", 1, 3));
    EXPECT_EQ(fault_of("a in (1)"), syntax("Write IN in capitals.", 3, 2));
    EXPECT_EQ(fault_of("a not in (1)"), syntax("Write NOT in capitals.", 3, 3));
    EXPECT_EQ(fault_of("a NOT in (1)"), syntax("Write IN in capitals.", 7, 2));
    EXPECT_EQ(fault_of("a = NULL"), syntax("Write null in small letters.", 5, 4));
    EXPECT_EQ(fault_of("a = True"), syntax("Write true in small letters.", 5, 4));
    EXPECT_EQ(fault_of("ANY(deals, a)"), syntax("Write any in small letters.", 1, 3));
    EXPECT_EQ(tree("not = 1 AND and = 2"), "(not = 1 & and = 2)");
}

TEST(Filter, what_is_missing_is_named)
{
    EXPECT_EQ(fault_of("name ="), syntax("Expected a value after \"=\" but the filter ends.", 7));
    EXPECT_EQ(fault_of("a = 1 AND"), syntax("Expected a condition after \"AND\" but the filter ends.", 10));
    EXPECT_EQ(fault_of("OR a"), syntax("Expected a condition but found \"OR\".", 1, 2));
    EXPECT_EQ(fault_of("a = 1 b = 2"), syntax("Expected AND or OR after \"1\" but found \"b\".", 7));
    EXPECT_EQ(fault_of("name \"Acme\""), syntax("Expected an operator after \"name\" but found \"Acme\".", 6, 6));
    EXPECT_EQ(fault_of("a. = 1"), syntax("Expected a name after \".\" but found \"=\".", 4));
    EXPECT_EQ(fault_of("a NOT b"), syntax("Expected IN after \"NOT\" but found \"b\".", 7));
    EXPECT_EQ(
        fault_of("a IN 1"), syntax("Expected a list in parentheses or a function after \"IN\" but found \"1\".", 6));
    EXPECT_EQ(fault_of("a IN ()"), syntax("Expected a value after \"(\" but found \")\".", 7));
    EXPECT_EQ(fault_of("a IN (1 2)"), syntax("Expected \",\" or \")\" after \"1\" but found \"2\".", 9));
    EXPECT_EQ(fault_of("(a = 1"), syntax("The parenthesis that opens here is not closed.", 1));
    EXPECT_EQ(fault_of("any(deals, a"), syntax("The parenthesis that opens here is not closed.", 4));
    EXPECT_EQ(fault_of("owner = me("), syntax("The parenthesis that opens here is not closed.", 11));
    EXPECT_EQ(fault_of("a = 1)"), syntax("There is no \"(\" for this \")\".", 6));
    EXPECT_EQ(fault_of("any(deals)"), syntax("Expected \",\" after \"deals\" but found \")\".", 10));
    EXPECT_EQ(fault_of("at > now() - 3"),
        syntax("Expected days(3), weeks(3), months(3), hours(3) or minutes(3) after \"-\" but found \"3\".", 14));
    EXPECT_EQ(fault_of("at > now() - days(-3)"),
        syntax("Expected a whole number without sign after \"(\" but found \"-3\".", 19, 2));
    EXPECT_EQ(fault_of("a % 2"), syntax("Expected an operator after \"a\" but found \"%\".", 3));
}

TEST(Filter, an_error_is_told_before_a_broken_text_further_right)
{
    EXPECT_EQ(fault_of("name = Acme AND b = \"x"), syntax("Put text in quotes: \"Acme\".", 8, 4));
    EXPECT_EQ(fault_of("name = 'Acme' \"x"), syntax("The text that begins here has no closing quote.", 15));
}

TEST(Filter, reserved_words_are_no_names)
{
    for (auto const* word : { "any", "null", "true", "false" }) {
        auto const length = static_cast<int>(std::string_view { word }.size());
        auto const sentence = fmt::format("\"{}\" cannot be the name of a field.", word);
        EXPECT_EQ(fault_of(fmt::format("{} = 1", word)), syntax(sentence, 1, length));
        EXPECT_EQ(fault_of(fmt::format("a.{}", word)), syntax(sentence, 3, length));
    }
    EXPECT_EQ(fault_of("Segment = 1"),
        syntax("\"Segment\" is not a name: names have small Latin letters, digits and _.", 1, 7));
    EXPECT_EQ(fault_of("me() = 1"), syntax("Expected an operator after \"me\" but found \"(\".", 3));
}

TEST(Filter, moments_that_do_not_exist_are_refused)
{
    EXPECT_EQ(fault_of("on = 2026-13-01"), value_fault("\"2026-13-01\" is not a day (YYYY-MM-DD).", 6, 10));
    EXPECT_EQ(fault_of("on = 2025-02-29T10:00Z"), value_fault("29 February does not exist.", 6, 17));
    EXPECT_EQ(fault_of("at = 2026-01-01T25:00Z"),
        value_fault("\"2026-01-01T25:00Z\" is not a time (YYYY-MM-DDThh:mm:ssZ).", 6, 17));
    // What a plus sign becomes when somebody pastes it into an address.
    EXPECT_EQ(fault_of("at = 2026-01-01T00:00:00 03:00"),
        syntax("A time ends with Z or an offset such as +03:00; in an address of a page write + as %2B.", 6, 19));
}

TEST(Filter, functions_take_what_they_are_made_for)
{
    EXPECT_EQ(fault_of("owner = me(3)"), value_fault("me() takes nothing between its parentheses.", 9, 5));
    EXPECT_EQ(fault_of("on = days()"), value_fault("days() takes one whole number.", 6, 6));
    EXPECT_EQ(fault_of("on = days(1.5)"), value_fault("days() takes one whole number.", 11, 3));
    EXPECT_EQ(fault_of("on = days(\"1\")"), value_fault("days() takes one whole number.", 11, 3));
    EXPECT_EQ(fault_of("on = days(99999999999999999999)"), value_fault("days() takes one whole number.", 11, 20));
    EXPECT_EQ(fault_of("on = today() + days(99999999999999999999)"), value_fault("That span is too long.", 21, 20));
    EXPECT_EQ(fault_of("owner IN our_team()").code, "filter_unknown_function");
}

TEST(Filter, limits_are_named)
{
    auto const too_large = [](std::string sentence, int column, int length) {
        return Fault { "filter_too_large", std::move(sentence), std::to_string(column), std::to_string(length) };
    };
    EXPECT_EQ(fault_of(std::string(8'193, ' ')), too_large("A filter has at most 8,192 bytes.", 1, 1));
    EXPECT_EQ(tree(std::string(8'192, ' ')), "()");

    EXPECT_EQ(fault_of(repeated("a OR ", 199) + "a").code, "none");
    EXPECT_EQ(fault_of(repeated("a OR ", 200) + "bb"), too_large("A filter has at most 200 terms.", 1'001, 2));

    EXPECT_EQ(fault_of(repeated("NOT (", 8) + "a" + repeated(")", 8)).code, "none");
    EXPECT_EQ(fault_of(repeated("(", 17) + "a" + repeated(")", 17)),
        too_large("Parentheses, NOT and any may be 16 deep.", 17, 1));
    EXPECT_EQ(fault_of(repeated("NOT ", 17) + "a"), too_large("Parentheses, NOT and any may be 16 deep.", 65, 3));
    EXPECT_EQ(fault_of(repeated("any(b,", 17) + "a").code, "filter_too_large");
    EXPECT_EQ(fault_of(repeated("(a) AND ", 100) + "NOT a").code, "none");

    EXPECT_EQ(fault_of("a IN (" + repeated("1,", 499) + "1)").code, "none");
    EXPECT_EQ(fault_of("a IN (" + repeated("1,", 500) + "22)"), too_large("IN takes at most 500 values.", 1'007, 2));

    EXPECT_EQ(fault_of("a = '" + repeated("ё", 1'000) + "'").code, "none");
    EXPECT_EQ(
        fault_of("a = '" + repeated("ё", 1'001) + "'"), too_large("A text has at most 1,000 characters.", 5, 1'003));
}

TEST(Filter, a_million_parentheses_are_refused_without_going_deep)
{
    auto const generous = FilterLimits { .bytes = 4'000'000 };
    EXPECT_EQ(fault_of(std::string(1'000'000, '('), generous).column, "17");
    EXPECT_EQ(fault_of(repeated("NOT ", 1'000'000), generous).column, "65");
    EXPECT_EQ(fault_of(std::string(1'000'000, '(')).sentence, "A filter has at most 8,192 bytes.");
}

TEST(Filter, broken_utf8_is_refused)
{
    EXPECT_EQ(fault_of("a = 'ё\xff'"), syntax("The filter is not valid UTF-8.", 7));
    EXPECT_EQ(fault_of(std::string_view { "a = 'b\0'", 8 }), syntax("A text cannot contain the character U+0000.", 7));
}

TEST(Filter, long_words_are_shortened_in_the_sentence)
{
    EXPECT_EQ(fault_of("a = " + repeated("Ё", 500)).sentence, "Put text in quotes: \"" + repeated("Ё", 40) + "...\".");
}

TEST(Filter, spans_cover_the_path_the_operator_and_the_whole_value)
{
    auto const node = parse_filter("account . city NOT  IN (today() + days( 3 ), 'é')");
    auto const& comparison = node.comparison;
    EXPECT_EQ(comparison.path.span.column, 1U);
    EXPECT_EQ(comparison.path.span.length, 14U);
    EXPECT_EQ(comparison.op_span.column, 16U);
    EXPECT_EQ(comparison.op_span.length, 7U);
    ASSERT_EQ(comparison.values.size(), 2U);
    EXPECT_EQ(comparison.values[0].span.column, 25U);
    EXPECT_EQ(comparison.values[0].span.length, 19U);
    EXPECT_EQ(comparison.values[1].span.column, 46U);
    EXPECT_EQ(comparison.values[1].span.length, 3U);
}

TEST(Filter, a_written_text_is_read_back_as_it_was)
{
    for (std::string_view text : { "", "Acme", "O\"Neil's \\ Sons", "two\nlines\tand a tab", "Ёлка 😀", "\x01" }) {
        auto const node = parse_filter("name = " + filter_string(text));
        EXPECT_EQ(std::get<std::string>(node.comparison.values.at(0).value), text);
    }
    EXPECT_EQ(filter_string("a\"b\\c\n"), R"("a\"b\\c\n")");
}

}
}
