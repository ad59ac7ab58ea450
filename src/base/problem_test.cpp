#include "base/problem.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

Json document_of(Problem const& problem)
{
    auto parsed = parse_json(problem.to_json("01JD8Z6F9K"));
    return std::get<Json>(parsed);
}

TEST(Problem, is_written_as_the_contract_shows_it)
{
    auto const problem = Problem::invalid({
        { "lost_reason", "required_when_lost", "Say why the deal was lost." },
        { "lines[1].quantity", "too_small", "Must be more than 0.", { { "min", "0" } } },
    });
    EXPECT_EQ(problem.to_json("01JD8Z6F9K"),
        R"({"type":"urn:kontor:problem:invalid","title":"Some values are not valid","status":422,"code":"invalid",)"
        R"("detail":"Two fields need attention.","instance":"urn:kontor:request:01JD8Z6F9K","fields":[)"
        R"({"field":"lost_reason","code":"required_when_lost","message":"Say why the deal was lost."},)"
        R"({"field":"lines[1].quantity","code":"too_small","message":"Must be more than 0.","params":{"min":"0"}}]})");
}

TEST(Problem, says_where_the_body_is_broken)
{
    auto const parsed = parse_json(R"({"name":"Acme})");
    auto const document = document_of(Problem::malformed_json(std::get<JsonError>(parsed)));
    EXPECT_EQ(*document.find("code"), Json { "malformed_json" });
    EXPECT_EQ(*document.find("detail"), Json { "The body is not valid JSON at line 1, column 9." });
    EXPECT_EQ(document.find("at")->to_text(), R"({"line":1,"column":9})");
    EXPECT_EQ(*document.find("reason"), Json { "The text that begins here has no closing quote." });
}

TEST(Problem, tells_broken_utf8_and_depth_from_broken_json)
{
    auto const code_for
        = [](std::string_view body) { return Problem::malformed_json(std::get<JsonError>(parse_json(body))).code(); };
    EXPECT_EQ(code_for("\"\xFF\""), "bad_utf8");
    EXPECT_EQ(code_for(std::string(33, '[')), "too_deep");
    EXPECT_EQ(code_for("[1,]"), "malformed_json");
}

TEST(Problem, points_into_the_filter)
{
    auto const problem = Problem::filter("filter_syntax", "Write AND in capitals.", 14, 3);
    EXPECT_EQ(problem.status(), 400);
    auto const document = document_of(problem);
    EXPECT_EQ(document.find("at")->to_text(), R"({"parameter":"filter","column":14,"length":3})");
    EXPECT_EQ(*document.find("title"), Json { "The filter is not valid" });
}

TEST(Problem, names_the_parameter)
{
    auto const document = document_of(Problem::bad_parameter("page_size", "page_size must be from 1 to 500."));
    EXPECT_EQ(*document.find("detail"), Json { "page_size must be from 1 to 500." });
    EXPECT_EQ(*document.find("fields")->as_array()->at(0).find("field"), Json { "page_size" });
    EXPECT_EQ(Problem::unknown_parameter("colour").detail(), "There is no parameter \"colour\" here.");
}

TEST(Problem, keeps_the_order_of_members_with_the_fields_last)
{
    auto problem = Problem::invalid("email", "not_unique", "Globex already has this address.");
    problem.with("owner", "Ana").with("owner", "Ben").with("count", 2);
    std::string keys;
    auto const document = document_of(problem);
    for (auto const& [key, value] : *document.as_object())
        keys += key + " ";
    EXPECT_EQ(keys, "type title status code detail instance owner count fields ");
    EXPECT_EQ(*document.find("owner"), Json { "Ben" });
    EXPECT_EQ(problem.detail(), "One field needs attention.");
    EXPECT_FALSE(parse_json(problem.to_json("")).index());
    EXPECT_EQ(problem.to_json("").find("instance"), std::string::npos);
}

TEST(Problem, spells_numbers_for_people)
{
    EXPECT_EQ(Problem::body_too_large(1 << 20).detail(), "The body is larger than 1 MiB.");
    EXPECT_EQ(Problem::body_too_large(1'500).detail(), "The body is larger than 1,500 bytes.");
    EXPECT_EQ(Problem::uri_too_long(16'384).detail(), "The request line is longer than 16 KiB.");
    EXPECT_EQ(Problem::export_needs_job(50'000).detail(),
        "This export has more than 50,000 rows. Start it as a job with POST /exports.");
    EXPECT_EQ(Problem::invalid(std::vector<FieldFault>(14)).detail(), "14 fields need attention.");
}

TEST(Problem, carries_what_becomes_a_header)
{
    EXPECT_EQ(Problem::method_not_allowed("GET, HEAD").allow(), "GET, HEAD");
    EXPECT_EQ(Problem::too_many_requests("too_many_attempts", "Try again later.", 60).retry_after_seconds(), 60);
    EXPECT_EQ(Problem::unavailable("overloaded", "The server is busy.", 1).retry_after_seconds(), 1);
    EXPECT_FALSE(Problem::internal().retry_after_seconds());
}

TEST(Problem, brings_the_newer_version_along)
{
    auto details = Json {};
    details.set("current_version", 8).set("changed_at", "2026-11-23T10:42:00.000Z");
    auto const document
        = document_of(Problem::version_conflict("Ben Okafor changed this deal at 10:42.", std::move(details)));
    EXPECT_EQ(*document.find("status"), Json { 412 });
    EXPECT_EQ(*document.find("current_version"), Json { 8 });
    EXPECT_EQ(*document.find("changed_at"), Json { "2026-11-23T10:42:00.000Z" });
}

}
}
