#include "base/decimal.h"

#include <gtest/gtest.h>
#include <limits>
#include <random>

namespace kontor {
namespace {

Decimal of(std::string_view text) { return Decimal::parse(text).value(); }

TEST(Decimal, is_read_digit_by_digit)
{
    EXPECT_EQ(of("0").ten_thousandths, 0);
    EXPECT_EQ(of("-0").ten_thousandths, 0);
    EXPECT_EQ(of("12.5").ten_thousandths, 125'000);
    EXPECT_EQ(of("-0.0001").ten_thousandths, -1);
    EXPECT_EQ(of("007.1").ten_thousandths, 71'000);
    EXPECT_EQ(of("922337203685477.5807").ten_thousandths, std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(of("-922337203685477.5808").ten_thousandths, std::numeric_limits<std::int64_t>::min());
    // 0.1 and 0.2 have no exact binary fraction; here their sum is what people expect.
    EXPECT_EQ(checked_add(of("0.1"), of("0.2")), of("0.3"));
}

TEST(Decimal, refuses_what_is_no_decimal_or_out_of_range)
{
    for (auto text : { "", "-", ".", "1.", ".5", "-.5", "+1", "1e3", "1E3", "1,5", " 1", "1 ", "1.23456", "--1", "0x1",
             "NaN", "Infinity", "1.-5", "1.2.3", "1000000000000000", "922337203685477.5808", "-922337203685477.5809",
             "999999999999999" })
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, is_written_with_the_places_asked_for_and_more_only_when_needed)
{
    EXPECT_EQ(of("1.5").to_string(2), "1.50");
    EXPECT_EQ(of("1.2345").to_string(2), "1.2345");
    EXPECT_EQ(of("1.5").to_string(), "1.5");
    EXPECT_EQ(of("1.50").to_string(0), "1.5");
    EXPECT_EQ(of("100").to_string(), "100");
    EXPECT_EQ(of("100").to_string(4), "100.0000");
    EXPECT_EQ(of("-0.05").to_string(2), "-0.05");
    EXPECT_EQ(Decimal {}.to_string(2), "0.00");
    EXPECT_EQ(of("-922337203685477.5808").to_string(2), "-922337203685477.5808");
}

TEST(Decimal, comes_back_as_it_was_written)
{
    std::mt19937_64 random { 42 };
    for (auto i = 0; i < 10'000; ++i) {
        Decimal const decimal { static_cast<std::int64_t>(random()) >> (random() % 64) };
        for (auto places = 0; places <= 4; ++places)
            ASSERT_EQ(Decimal::parse(decimal.to_string(places)), decimal) << decimal.to_string(places);
    }
}

TEST(Decimal, answers_nothing_instead_of_overflowing)
{
    Decimal const largest { std::numeric_limits<std::int64_t>::max() };
    Decimal const smallest { std::numeric_limits<std::int64_t>::min() };
    EXPECT_FALSE(checked_add(largest, { 1 }));
    EXPECT_FALSE(checked_subtract(smallest, { 1 }));
    EXPECT_FALSE(checked_multiply(largest, of("1.0001")));
    EXPECT_FALSE(checked_divide(smallest, of("-1")));
    EXPECT_FALSE(checked_divide(largest, of("0.5")));
    EXPECT_FALSE(checked_divide(of("1"), {}));
    EXPECT_EQ(checked_add(largest, smallest), Decimal { -1 });
    EXPECT_EQ(checked_multiply(largest, of("1")), largest);
}

TEST(Decimal, rounds_products_and_quotients_half_to_even)
{
    EXPECT_EQ(checked_multiply(of("0.0001"), of("0.5")), of("0"));
    EXPECT_EQ(checked_multiply(of("0.0003"), of("0.5")), of("0.0002"));
    EXPECT_EQ(checked_multiply(of("-0.0003"), of("0.5")), of("-0.0002"));
    EXPECT_EQ(checked_multiply(of("0.0005"), of("0.5")), of("0.0002"));
    EXPECT_EQ(checked_multiply(of("0.0001"), of("0.5001")), of("0.0001"));
    EXPECT_EQ(checked_divide(of("1"), of("3")), of("0.3333"));
    EXPECT_EQ(checked_divide(of("2"), of("3")), of("0.6667"));
    EXPECT_EQ(checked_divide(of("-2"), of("3")), of("-0.6667"));
    EXPECT_EQ(checked_divide(of("0.0001"), of("2")), of("0"));
    EXPECT_EQ(checked_divide(of("0.0003"), of("-2")), of("-0.0002"));
    EXPECT_EQ(checked_divide(of("125"), of("10")), of("12.5"));
}

}
}
