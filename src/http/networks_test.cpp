#include "http/networks.h"

#include <gtest/gtest.h>

namespace kontor::http {

TEST(networks, an_address_is_in_the_networks_that_are_listed_and_in_no_other)
{
    auto const trusted = Networks { { "10.0.0.0/8", "192.168.1.7", "fd00::/8", "::1" } };
    for (auto const* inside : { "10.1.2.3", "192.168.1.7", "fd12::1", "::1", "::ffff:10.1.2.3" })
        EXPECT_TRUE(trusted.contain(inside)) << inside;
    for (auto const* outside : { "11.0.0.1", "192.168.1.8", "fe80::1", "::2", "127.0.0.1", "", "rubbish", "10.0.0" })
        EXPECT_FALSE(trusted.contain(outside)) << outside;
}

TEST(networks, odd_borders_of_networks_hold)
{
    auto const trusted = Networks { { "172.16.0.0/12" } };
    EXPECT_TRUE(trusted.contain("172.31.255.255"));
    EXPECT_FALSE(trusted.contain("172.32.0.0"));
    EXPECT_TRUE((Networks { { "0.0.0.0/0" } }.contain("8.8.8.8")));
    EXPECT_FALSE((Networks { { "0.0.0.0/0" } }.contain("2001:db8::1")));
}

TEST(networks, an_empty_list_holds_nobody)
{
    EXPECT_TRUE(Networks {}.is_empty());
    EXPECT_FALSE(Networks {}.contain("127.0.0.1"));
    EXPECT_FALSE((Networks { { "nonsense", "10.0.0.0/x" } }.contain("10.0.0.1")));
}

}
