#include "http/router.h"

#include "base/check.h"

#include <gtest/gtest.h>

namespace kontor::http {

namespace {

void add(Router& router, std::string method, std::string pattern)
{
    router.add(
        { .method = std::move(method), .pattern = std::move(pattern), .policy = Policy::signed_in, .handler = {} });
}

Router routes_of_a_crm()
{
    Router router;
    add(router, "GET", "/api/v1/{entities}");
    add(router, "POST", "/api/v1/{entities}");
    add(router, "GET", "/api/v1/{entities}/{id}");
    add(router, "PATCH", "/api/v1/{entities}/{id}");
    add(router, "POST", "/api/v1/{entities}/{id}/{action}");
    add(router, "POST", "/api/v1/{collection}/query");
    add(router, "GET", "/api/v1/search");
    add(router, "GET", "/api/v1/jobs/{job}");
    return router;
}

std::string pattern_of(Router const& router, std::string_view method, std::string_view path)
{
    auto const match = router.find(method, path);
    return match ? match->route->pattern : "none";
}

}

TEST(router, parameters_take_one_segment_each_and_keep_their_names)
{
    auto const router = routes_of_a_crm();
    auto const match = router.find("POST", "/api/v1/deals/17/win");
    ASSERT_TRUE(match.has_value());
    EXPECT_EQ(match->route->pattern, "/api/v1/{entities}/{id}/{action}");
    EXPECT_EQ(match->parameters,
        (std::vector<std::pair<std::string, std::string>> {
            { "entities", "deals" }, { "id", "17" }, { "action", "win" } }));
}

TEST(router, two_routes_may_name_the_same_segment_differently)
{
    auto const router = routes_of_a_crm();
    auto const match = router.find("POST", "/api/v1/deals/query");
    ASSERT_TRUE(match.has_value());
    EXPECT_EQ(match->parameters, (std::vector<std::pair<std::string, std::string>> { { "collection", "deals" } }));
}

TEST(router, fixed_segments_win_over_parameters_for_every_method)
{
    auto const router = routes_of_a_crm();
    EXPECT_EQ(pattern_of(router, "GET", "/api/v1/search"), "/api/v1/search");
    EXPECT_EQ(pattern_of(router, "POST", "/api/v1/search"), "none");
    EXPECT_EQ(router.allowed("/api/v1/search"), "GET, HEAD, OPTIONS");
}

TEST(router, a_fixed_segment_that_leads_nowhere_gives_way_to_a_parameter)
{
    auto const router = routes_of_a_crm();
    EXPECT_EQ(pattern_of(router, "POST", "/api/v1/jobs/7/cancel"), "/api/v1/{entities}/{id}/{action}");
}

TEST(router, head_is_answered_by_the_route_of_get)
{
    auto const router = routes_of_a_crm();
    EXPECT_EQ(pattern_of(router, "HEAD", "/api/v1/deals"), "/api/v1/{entities}");
    EXPECT_EQ(pattern_of(router, "HEAD", "/api/v1/deals/7/win"), "none");
}

TEST(router, a_path_that_exists_for_other_methods_names_them)
{
    auto const router = routes_of_a_crm();
    EXPECT_EQ(router.allowed("/api/v1/deals"), "GET, HEAD, POST, OPTIONS");
    EXPECT_EQ(router.allowed("/api/v1/deals/7"), "GET, HEAD, PATCH, OPTIONS");
    EXPECT_EQ(router.allowed("/api/v1/deals/7/win/now"), "");
}

TEST(router, slashes_at_the_end_or_doubled_lead_nowhere)
{
    auto const router = routes_of_a_crm();
    for (auto const* path :
        { "/api/v1/deals/", "/api/v1//7", "//api/v1/deals", "/", "", "*", "api/v1/deals", "/api/v1" })
        EXPECT_FALSE(router.find("GET", path).has_value()) << path;
}

TEST(router, the_root_can_be_a_route)
{
    Router router;
    add(router, "GET", "/");
    EXPECT_EQ(pattern_of(router, "GET", "/"), "/");
    EXPECT_EQ(pattern_of(router, "GET", "/x"), "none");
}

TEST(router, the_same_method_and_place_twice_is_a_bug)
{
    auto router = routes_of_a_crm();
    EXPECT_THROW(add(router, "GET", "/api/v1/{anything}"), Bug);
}

}
