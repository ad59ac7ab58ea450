#include "base/id.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <thread>
#include <vector>

namespace kontor {
namespace {

TEST(Id, is_written_and_read_as_digits)
{
    EXPECT_EQ(Id { 184467440737095 }.to_string(), "184467440737095");
    EXPECT_EQ(Id::parse("184467440737095"), Id { 184467440737095 });
    EXPECT_EQ(Id::parse("9223372036854775807"), Id { INT64_MAX });
    EXPECT_EQ(Id::parse("1"), system_user);
}

TEST(Id, refuses_what_no_record_can_have)
{
    for (auto text : { "", "0", "000", "-1", "+1", " 1", "1 ", "1a", "1.0", "0x1", "9223372036854775808",
             "11111111111111111111", "\xD9\xA1" })
        EXPECT_FALSE(Id::parse(text)) << text;
}

TEST(IdGenerator, rises_and_never_repeats_faster_than_the_clock_ticks)
{
    IdGenerator generator { 7 };
    Id last;
    for (auto i = 0; i < 100'000; ++i) {
        auto const id = generator.next();
        ASSERT_LT(last, id);
        ASSERT_EQ(id.value >> 13 & 0xFF, 7);
        last = id;
    }
}

TEST(IdGenerator, gives_two_nodes_different_ids)
{
    IdGenerator first { 0 };
    IdGenerator second { 255 };
    std::set<Id> ids;
    for (auto i = 0; i < 20'000; ++i) {
        ids.insert(first.next());
        ids.insert(second.next());
    }
    EXPECT_EQ(ids.size(), 40'000u);
}

TEST(IdGenerator, serves_several_threads)
{
    IdGenerator generator;
    std::vector<std::vector<Id>> batches(4);
    {
        std::vector<std::jthread> threads;
        for (auto& batch : batches) {
            threads.emplace_back([&] {
                for (auto i = 0; i < 5'000; ++i)
                    batch.push_back(generator.next());
            });
        }
    }
    std::set<Id> ids;
    for (auto const& batch : batches) {
        EXPECT_TRUE(std::ranges::is_sorted(batch));
        ids.insert(batch.begin(), batch.end());
    }
    EXPECT_EQ(ids.size(), 20'000u);
}

}
}
