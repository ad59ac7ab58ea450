#include "http/request_identity.h"

#include <gtest/gtest.h>

#include <set>

namespace kontor::http {

TEST(request_identity, ids_are_short_plain_and_differ)
{
    std::set<std::string> ids;
    for (int round = 0; round < 10'000; ++round) {
        auto const id = make_request_id();
        EXPECT_EQ(id.size(), 16U);
        EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ"), std::string::npos);
        ids.insert(id);
    }
    EXPECT_EQ(ids.size(), 10'000U);
}

TEST(request_identity, a_sound_trace_goes_on_with_a_span_of_our_own)
{
    auto const trace = continue_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    ASSERT_TRUE(trace.has_value());
    EXPECT_EQ(trace->substr(0, 36), "00-4bf92f3577b34da6a3ce929d0e0e4736-");
    EXPECT_NE(trace->substr(36, 16), "00f067aa0ba902b7");
    EXPECT_EQ(trace->substr(36, 16).find_first_not_of("0123456789abcdef"), std::string::npos);
    EXPECT_EQ(trace->substr(52), "-01");
}

TEST(request_identity, a_later_version_may_say_more)
{
    EXPECT_TRUE(continue_trace("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-ever").has_value());
    EXPECT_FALSE(continue_trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what").has_value());
}

TEST(request_identity, an_unsound_trace_is_dropped)
{
    for (auto const* broken : { "", "00", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
             "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
             "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g" })
        EXPECT_FALSE(continue_trace(broken).has_value()) << broken;
}

}
