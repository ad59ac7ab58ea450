#include "http/accept_encoding.h"

#include <gtest/gtest.h>

namespace kontor::http {

TEST(accept_encoding, a_coding_is_accepted_when_it_is_named_in_any_case)
{
    EXPECT_TRUE(accepts_encoding("gzip", "gzip"));
    EXPECT_TRUE(accepts_encoding("br , GZip;q=0.5", "gzip"));
    EXPECT_TRUE(accepts_encoding("gzip, deflate, br, zstd", "br"));
    EXPECT_FALSE(accepts_encoding("", "gzip"));
    EXPECT_FALSE(accepts_encoding("deflate, xgzip", "gzip"));
}

TEST(accept_encoding, a_quality_of_zero_refuses)
{
    EXPECT_FALSE(accepts_encoding("gzip;q=0", "gzip"));
    EXPECT_FALSE(accepts_encoding("gzip ; q=0.000, br", "gzip"));
    EXPECT_TRUE(accepts_encoding("gzip;q=0.001", "gzip"));
    EXPECT_FALSE(accepts_encoding("*, gzip;q=0", "gzip"));
}

TEST(accept_encoding, a_star_stands_for_what_is_not_named)
{
    EXPECT_TRUE(accepts_encoding("*", "gzip"));
    EXPECT_FALSE(accepts_encoding("identity, *;q=0", "gzip"));
}

TEST(accept_encoding, text_is_worth_packing_and_events_and_images_are_not)
{
    EXPECT_TRUE(is_worth_packing("application/json"));
    EXPECT_TRUE(is_worth_packing("application/problem+json; charset=utf-8"));
    EXPECT_TRUE(is_worth_packing("text/csv; charset=utf-8"));
    EXPECT_FALSE(is_worth_packing("text/event-stream"));
    EXPECT_FALSE(is_worth_packing("image/png"));
    EXPECT_FALSE(is_worth_packing(""));
}

}
