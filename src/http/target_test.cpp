#include "http/target.h"

#include <gtest/gtest.h>

namespace kontor::http {

namespace {

using Query = std::vector<std::pair<std::string, std::string>>;

std::string path_of(std::string_view target)
{
    auto const parsed = parse_target(target);
    return parsed ? parsed->path : "refused";
}

}

TEST(target, the_path_is_decoded_and_the_query_taken_apart_in_order)
{
    auto const target = parse_target("/api/v1/accounts%20x?filter=name%20%3D%20%22A%22&q=&fields=a,b&q=2");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->path, "/api/v1/accounts x");
    EXPECT_EQ(target->query, (Query { { "filter", "name = \"A\"" }, { "q", "" }, { "fields", "a,b" }, { "q", "2" } }));
}

TEST(target, a_plus_is_a_space_in_the_query_and_itself_in_the_path)
{
    auto const target = parse_target("/a+b?q=a+b%2B");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->path, "/a+b");
    EXPECT_EQ(target->query, (Query { { "q", "a b+" } }));
}

TEST(target, a_parameter_without_a_value_is_empty_and_empty_pairs_are_nothing)
{
    auto const target = parse_target("/?bare&&=x&");
    ASSERT_TRUE(target.has_value());
    EXPECT_EQ(target->query, (Query { { "bare", "" }, { "", "x" } }));
}

TEST(target, broken_percent_signs_are_refused_in_path_and_query)
{
    for (auto const* broken : { "/%", "/%4", "/%zz", "/a%2", "/%-1", "/ok?a=%", "/ok?%g0=1", "/ok?a=%4" })
        EXPECT_FALSE(parse_target(broken).has_value()) << broken;
}

TEST(target, nul_and_broken_utf8_are_refused)
{
    for (auto const* broken : { "/a%00", "/%ff", "/%c3", "/ok?a=%00", "/ok?a=%ed%a0%80", "/\xff" })
        EXPECT_FALSE(parse_target(broken).has_value()) << broken;
    EXPECT_EQ(path_of("/%D0%9A"), "/\xD0\x9A");
}

TEST(target, the_form_with_an_origin_means_the_same_path)
{
    EXPECT_EQ(path_of("http://crm.example/api/v1"), "/api/v1");
    EXPECT_EQ(path_of("https://crm.example"), "/");
    EXPECT_EQ(path_of("http://crm.example?x=1"), "/");
}

TEST(target, what_is_no_path_is_refused)
{
    for (auto const* broken : { "", "?x=1", "crm.example:443", "api", "ftp://a/b", "/a#b" })
        EXPECT_FALSE(parse_target(broken).has_value()) << broken;
    EXPECT_EQ(path_of("*"), "*");
}

TEST(target, what_was_encoded_is_read_as_it_was)
{
    for (auto const* text : { "name = \"A+B & C\"", "%41", "Ёлка", "a/b?c#d", "-._~" }) {
        auto const encoded = percent_encode(text);
        EXPECT_EQ(percent_decode(encoded, Plus::is_space), text) << encoded;
        EXPECT_EQ(encoded.find_first_of(" &+#?/<>\""), std::string::npos) << encoded;
    }
}

TEST(target, dots_stay_as_they_are_because_no_path_here_is_a_file)
{
    EXPECT_EQ(path_of("/../%2e%2e/etc"), "/../../etc");
    EXPECT_EQ(path_of("/a%2Fb"), "/a/b");
}

}
