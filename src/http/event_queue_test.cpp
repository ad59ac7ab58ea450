#include "http/event_queue.h"

#include <gtest/gtest.h>

namespace kontor::http {

TEST(event_queue, what_was_put_in_comes_out_in_order_and_wakes_once_until_taken)
{
    int wakings = 0;
    EventQueue queue { 100, [&] { ++wakings; } };
    EXPECT_TRUE(queue.put("a"));
    EXPECT_TRUE(queue.put("b"));
    EXPECT_EQ(wakings, 1);
    EXPECT_EQ(queue.take().text, "ab");
    EXPECT_TRUE(queue.put("c"));
    EXPECT_EQ(wakings, 2);
}

TEST(event_queue, what_is_on_its_way_still_counts_against_the_limit)
{
    EventQueue queue { 10, [] {} };
    EXPECT_TRUE(queue.put("12345678"));
    EXPECT_FALSE(queue.put("abc"));
    EXPECT_EQ(queue.take().text, "12345678");
    EXPECT_FALSE(queue.put("abc"));
    EXPECT_EQ(queue.take().text, "");
    EXPECT_TRUE(queue.put("abc"));
}

TEST(event_queue, a_closed_queue_gives_out_what_it_has_and_takes_nothing)
{
    EventQueue queue { 10, [] {} };
    EXPECT_TRUE(queue.put("last"));
    queue.close();
    EXPECT_FALSE(queue.put("more"));
    auto const taken = queue.take();
    EXPECT_EQ(taken.text, "last");
    EXPECT_TRUE(taken.is_last);
}

TEST(event_queue, an_abandoned_queue_wakes_nobody)
{
    int wakings = 0;
    EventQueue queue { 10, [&] { ++wakings; } };
    queue.abandon();
    EXPECT_FALSE(queue.put("x"));
    queue.close();
    EXPECT_EQ(wakings, 0);
    EXPECT_TRUE(queue.is_closed());
}

TEST(event_queue, a_channel_that_all_forget_closes)
{
    auto const queue = std::make_shared<EventQueue>(10, [] {});
    auto channel = std::make_shared<QueueChannel>(queue);
    auto other = channel;
    channel.reset();
    EXPECT_FALSE(queue->is_closed());
    EXPECT_TRUE(other->send("x"));
    other.reset();
    EXPECT_TRUE(queue->is_closed());
}

}
