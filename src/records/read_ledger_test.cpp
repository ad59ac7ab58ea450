#include "records/read_ledger.h"

#include <gtest/gtest.h>

namespace kontor::records {

namespace {

TEST(ReadLedger, what_could_not_be_written_down_is_counted_with_what_came_after)
{
    auto lost = ReadNews {};
    lost.doors["list"] = { 50, 0, 3, 40 };
    lost.doors["export"] = { 10, 1, 0, 10 };
    lost.contacts = { 1, 2 };
    lost.rows = 60;
    lost.fresh = 2;
    auto news = ReadNews {};
    news.doors["list"] = { 5, 0, 4, 41 };
    news.contacts = { 2, 3 };
    news.rows = 5;
    news.take_back(lost);

    EXPECT_EQ(news.doors["list"].rows, 55);
    EXPECT_EQ(news.doors["list"].accounts, 4) << "distinct ones of the day, not a sum";
    EXPECT_EQ(news.doors["list"].contacts, 41);
    EXPECT_EQ(news.doors["export"].exports, 1);
    EXPECT_EQ(news.contacts.size(), 3U);
    EXPECT_EQ(news.rows, 65);
    EXPECT_EQ(news.fresh, 2);
}

}

}
