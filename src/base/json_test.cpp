#include "base/check.h"
#include "base/json.h"
#include "tests/support/shared_data.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

Json read(std::string_view text)
{
    auto parsed = parse_json(text);
    auto* json = std::get_if<Json>(&parsed);
    EXPECT_TRUE(json) << text << ": " << (json ? "" : std::get<JsonError>(parsed).message);
    return json ? std::move(*json) : Json {};
}

JsonError error_of(std::string_view text, JsonLimits const& limits = {})
{
    auto parsed = parse_json(text, limits);
    auto* error = std::get_if<JsonError>(&parsed);
    EXPECT_TRUE(error) << text;
    return error ? *error : JsonError {};
}

std::string place_of(std::string_view text)
{
    auto const error = error_of(text);
    return std::to_string(error.line) + ":" + std::to_string(error.column) + " " + error.message;
}

TEST(Json, is_read_and_written_back)
{
    for (auto text : { R"(null)", R"(true)", R"(-0.50e+7)", R"("")", R"([])", R"({})", R"([1,[2,{"a":null}],"ж"])",
             R"({"z":1,"a":{"b":[true,false]},"z":2})" })
        EXPECT_EQ(read(text).to_text(), text);
    EXPECT_EQ(read(" {\t\"a\" :\r\n[ 1 , 2 ] } ").to_text(), R"({"a":[1,2]})");
}

TEST(Json, keeps_numbers_as_they_were_written)
{
    EXPECT_EQ(read("0.10000000000000000000000001").as_number()->text, "0.10000000000000000000000001");
    EXPECT_EQ(read("1.00").to_text(), "1.00");
    EXPECT_NE(read("1.00"), read("1.0"));
    EXPECT_EQ(read("9223372036854775807").as_whole(), INT64_MAX);
    EXPECT_EQ(Json { INT64_MIN }.as_whole(), INT64_MIN);
    for (auto text : { "9223372036854775808", "1.0", "1e3", "\"1\"", "null" })
        EXPECT_FALSE(read(text).as_whole()) << text;
}

TEST(Json, decodes_escapes)
{
    EXPECT_EQ(*read(R"("\"\\\/\b\f\n\r\t")").as_string(), "\"\\/\b\f\n\r\t");
    EXPECT_EQ(*read(R"("\u0041\u00e9\u20AC\ud83d\uDE00")").as_string(), "Aé€😀");
    EXPECT_EQ(read(R"("a\u0000b")").as_string()->size(), 3u);
}

TEST(Json, says_where_and_why_it_is_broken)
{
    EXPECT_EQ(place_of("[1,]"), "1:4 Expected a value but found \"]\".");
    EXPECT_EQ(place_of(""), "1:1 Expected a value but found the end of the text.");
    EXPECT_EQ(place_of("{\n  \"имя\": nil\n}"), "2:10 Expected a value but found \"nil\".");
    EXPECT_EQ(place_of("{\r\n\"a\":1,\r\n}"), "3:1 Expected a key in quotes but found \"}\".");
    EXPECT_EQ(place_of("{'a':1}"), "1:2 Expected a key in quotes or \"}\" but found \"'\".");
    EXPECT_EQ(place_of("{\"a\" 1}"), "1:6 Expected \":\" but found \"1\".");
    EXPECT_EQ(place_of("[1 2]"), "1:4 Expected \",\" or \"]\" but found \"2\".");
    EXPECT_EQ(place_of("{\"a\":1 \"b\":2}"), "1:8 Expected \",\" or \"}\" but found \"\"\".");
    EXPECT_EQ(place_of("{} x"), "1:4 Expected the end of the text but found \"x\".");
    EXPECT_EQ(place_of("[\"€€\", \"abc]"), "1:8 The text that begins here has no closing quote.");
    EXPECT_EQ(place_of("\"a\nb\""), "1:3 A control character in a text must be written as an escape.");
    EXPECT_EQ(place_of("01"), "1:2 A number must not begin with a zero and another digit.");
    EXPECT_EQ(place_of("-x"), "1:2 Expected a digit but found \"x\".");
    EXPECT_EQ(place_of(R"(["\x41"])"), "1:3 There is no such escape in JSON.");
    EXPECT_EQ(place_of(R"("\u12g4")"), "1:2 Four hexadecimal digits must follow \"\\u\".");
}

TEST(Json, refuses_half_a_surrogate_pair)
{
    for (auto text : { R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800x")", R"("\ud800\n")" }) {
        EXPECT_EQ(error_of(text).fault, JsonFault::malformed) << text;
        EXPECT_EQ(error_of(text).message, "This escape is half of a surrogate pair.") << text;
    }
}

TEST(Json, refuses_broken_utf8_before_anything_else)
{
    auto const error = error_of("{\n\"a\": \"\xC3\x28\"}");
    EXPECT_EQ(error.fault, JsonFault::bad_utf8);
    EXPECT_EQ(error.line, 2u);
    EXPECT_EQ(error.column, 7u);
    EXPECT_EQ(error_of("\xEF\xBB\xBF{}").fault, JsonFault::malformed); // RFC 8259 lets a reader refuse the mark
}

TEST(Json, survives_a_hundred_thousand_brackets)
{
    EXPECT_EQ(error_of(std::string(100'000, '[')).fault, JsonFault::too_deep);
    std::string objects;
    for (auto i = 0; i < 100'000; ++i)
        objects += "{\"a\":";
    EXPECT_EQ(error_of(objects).fault, JsonFault::too_deep);
    // However deep a caller allows it.
    EXPECT_EQ(error_of(std::string(100'000, '['), { .depth = 1'000'000 }).fault, JsonFault::too_deep);
}

TEST(Json, is_as_deep_as_allowed_and_no_deeper)
{
    auto const nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(read(nested(32)).to_text(), nested(32));
    auto const error = error_of(nested(33));
    EXPECT_EQ(error.fault, JsonFault::too_deep);
    EXPECT_EQ(error.column, 33u);
    EXPECT_EQ(error_of("[[[]]]", { .depth = 2 }).fault, JsonFault::too_deep);
    EXPECT_EQ(read("[[],[],[]]").as_array()->size(), 3u);
}

TEST(Json, has_as_many_keys_as_allowed_and_no_more)
{
    auto const object = [](int keys) {
        auto json = Json { JsonObject {} };
        for (auto i = 0; i < keys; ++i)
            json.set("key" + std::to_string(i), i);
        return json.to_text();
    };
    EXPECT_EQ(read(object(1'000)).as_object()->size(), 1'000u);
    EXPECT_EQ(error_of(object(1'001)).fault, JsonFault::too_many_keys);
}

TEST(Json, finds_the_last_of_two_members_and_shows_both)
{
    auto json = read(R"({"a":1,"a":2})");
    EXPECT_EQ(json.as_object()->size(), 2u);
    EXPECT_EQ(*json.find("a"), Json { 2 });
    EXPECT_EQ(json.find("b"), nullptr);
    EXPECT_EQ(Json { 1 }.find("a"), nullptr);
}

TEST(Json, sets_members_in_the_order_they_came)
{
    Json json;
    json.set("b", 1).set("a", "x").set("b", JsonArray { true, nullptr });
    EXPECT_EQ(json.to_text(), R"({"b":[true,null],"a":"x"})");
    auto number = Json { 1 };
    EXPECT_THROW(number.set("a", 1), Bug);
}

TEST(Json, is_laid_out_for_people)
{
    EXPECT_EQ(read(R"({"a":[1,{"b":"x"}],"c":{},"d":[]})").to_pretty_text(),
        "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x\"\n    }\n  ],\n  \"c\": {},\n  \"d\": []\n}");
}

TEST(JsonWriter, puts_commas_where_they_belong)
{
    std::string text;
    JsonWriter json { text };
    json.begin_object().member("id", Id { 17 }).member("name", "Acme").member("won", true).member("count", 3);
    json.key("empty").null().key("rows").begin_array();
    json.begin_object().end_object().begin_array().end_array().whole(-1).raw("{\"x\":1}").value(Json { "y" });
    json.end_array().member("last", Json {}).end_object();
    EXPECT_EQ(text,
        R"({"id":"17","name":"Acme","won":true,"count":3,"empty":null,"rows":[{},[],-1,{"x":1},"y"],"last":null})");
}

TEST(JsonWriter, escapes_what_must_be_and_nothing_else)
{
    using namespace std::string_view_literals;
    std::string text;
    append_json_string(text, "\x01\x1F\b\f\n\r\t\"\\/\x7F<é😀\0z"sv);
    EXPECT_EQ(text, "\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\x7F<é😀\\u0000z\"");
}

TEST(JsonWriter, escapes_at_every_place_of_a_word)
{
    for (std::size_t length = 0; length < 40; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            for (auto c : { '"', '\\', '\n', '\x1F', ' ', '\x7F', '!', '#' }) {
                auto text = std::string(length, 'x');
                text[place] = c;
                std::string json;
                append_json_string(json, text);
                ASSERT_EQ(*read(json).as_string(), text);
            }
        }
    }
}

TEST(JsonSharedData, is_accepted_or_refused_as_the_test_suite_says)
{
    KONTOR_SHARED_DATA_OR_SKIP(suite, "json-testsuite/test_parsing");
    auto accepted = 0;
    auto refused = 0;
    for (auto const& path : test::files_ending(suite, ".json")) {
        auto const name = path.filename().string();
        auto const parsed = parse_json(test::read_file(path));
        auto const* json = std::get_if<Json>(&parsed);
        if (name.starts_with("y_")) {
            ++accepted;
            ASSERT_TRUE(json) << name << ": " << std::get<JsonError>(parsed).message;
            EXPECT_EQ(read(json->to_text()), *json) << name;
            EXPECT_EQ(read(json->to_pretty_text()), *json) << name;
        } else if (name.starts_with("n_")) {
            ++refused;
            EXPECT_FALSE(json) << name;
        }
    }
    EXPECT_GT(accepted, 90);
    EXPECT_GT(refused, 180);
}

TEST(JsonSharedData, brings_naughty_strings_back_unchanged)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "blns");
    auto const strings = read(test::read_file(folder / "blns.json"));
    ASSERT_GT(strings.as_array()->size(), 400u);
    for (auto const& string : *strings.as_array()) {
        std::string text;
        JsonWriter { text }.begin_object().member(*string.as_string(), *string.as_string()).end_object();
        auto const object = read(text);
        EXPECT_EQ(object.as_object()->at(0).first, *string.as_string());
        EXPECT_EQ(object.as_object()->at(0).second, string);
    }
}

}
}
