#include "base/rounding.h"

#include <gtest/gtest.h>

#include <random>

namespace kontor {

namespace {

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

}

TEST(rounding, halves_go_to_the_even_neighbour)
{
    EXPECT_EQ(rounded(decimal("0.125"), 2), decimal("0.12"));
    EXPECT_EQ(rounded(decimal("0.135"), 2), decimal("0.14"));
    EXPECT_EQ(rounded(decimal("-0.125"), 2), decimal("-0.12"));
    EXPECT_EQ(rounded(decimal("0.1251"), 2), decimal("0.13"));
    EXPECT_EQ(rounded(decimal("2.5"), 0), decimal("2"));
    EXPECT_EQ(rounded(decimal("3.5"), 0), decimal("4"));
    EXPECT_EQ(rounded(decimal("1.2345"), 4), decimal("1.2345"));
}

TEST(rounding, a_proportion_is_rounded_once_and_not_at_every_step)
{
    // 0.3333 * 0.5 is 0.16665: rounded in between it would become 0.1666, and three of them 0.4998.
    EXPECT_EQ(proportion(decimal("0.3333"), decimal("0.5"), decimal("3"), decimal("1")), decimal("0.5"));
    // 15 % of 0.3 and of 0.1 are half a cent: once up and once down to the even one.
    EXPECT_EQ(proportion(decimal("0.3"), decimal("15"), decimal("1"), decimal("100"), 2), decimal("0.04"));
    EXPECT_EQ(proportion(decimal("0.1"), decimal("15"), decimal("1"), decimal("100"), 2), decimal("0.02"));
    EXPECT_EQ(proportion(decimal("0.3333"), decimal("1.4999"), decimal("1"), decimal("100"), 2), decimal("0"));
}

TEST(rounding, what_leaves_the_range_is_nothing)
{
    auto const huge = decimal("900000000000000");
    EXPECT_FALSE(proportion(huge, decimal("2"), decimal("100"), decimal("100")));
    EXPECT_FALSE(proportion(huge, huge, huge, decimal("1")));
    EXPECT_FALSE(proportion(decimal("1"), decimal("1"), decimal("1"), Decimal {}));
    EXPECT_EQ(proportion(huge, decimal("1"), decimal("100"), decimal("100")), huge);
}

TEST(rounding, a_proportion_is_never_farther_than_half_a_step_from_the_truth)
{
    auto random = std::mt19937 { 20'261'124 };
    auto number = std::uniform_int_distribution<std::int64_t> { -50'000'000, 50'000'000 };
    for (auto i = 0; i < 20'000; ++i) {
        auto const a = Decimal { number(random) }, b = Decimal { number(random) };
        auto const places = i % 5;
        auto const result = proportion(a, b, Decimal::from_whole(1), Decimal::from_whole(1), places);
        ASSERT_TRUE(result);
        auto step = std::int64_t { 1 };
        for (auto place = places; place < 4; ++place)
            step *= 10;
        EXPECT_EQ(result->ten_thousandths % step, 0);
        auto const off = a.ten_thousandths * b.ten_thousandths - result->ten_thousandths * Decimal::one;
        EXPECT_LE(std::abs(off), step * Decimal::one / 2);
    }
}

}
