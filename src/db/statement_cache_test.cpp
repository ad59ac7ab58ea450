#include "db/statement_cache.h"

#include <gtest/gtest.h>

namespace kontor::db {
namespace {

struct Prepared {
    int number;
    bool is_used = false;
    [[nodiscard]] bool is_in_use() const { return is_used; }
};

TEST(StatementCache, gives_up_what_was_unused_for_longest)
{
    StatementCache<Prepared> cache { 2 };
    cache.add("one", { 1 });
    cache.add("two", { 2 });
    EXPECT_FALSE(cache.take_surplus());
    ASSERT_TRUE(cache.find("one"));
    cache.add("three", { 3 });
    EXPECT_EQ(cache.take_surplus()->number, 2);
    EXPECT_FALSE(cache.take_surplus());
    EXPECT_FALSE(cache.find("two"));
    EXPECT_EQ(cache.find("one")->number, 1);
}

TEST(StatementCache, keeps_what_is_in_use)
{
    StatementCache<Prepared> cache { 1 };
    cache.add("one", { 1, true });
    cache.add("two", { 2 });
    cache.add("three", { 3 });
    EXPECT_EQ(cache.take_surplus()->number, 2);
    EXPECT_FALSE(cache.take_surplus()) << "the newest is about to be used, the oldest is";
    EXPECT_EQ(cache.size(), 2U);
}

TEST(StatementCache, hands_out_what_is_asked_back)
{
    StatementCache<Prepared> cache { 9 };
    std::string text = "select 1";
    cache.add(text, { 1 });
    text = "select 2"; // the cache has a text of its own
    EXPECT_EQ(cache.take("select 1")->number, 1);
    EXPECT_FALSE(cache.take("select 1"));
    EXPECT_EQ(cache.size(), 0U);
}

}
}
