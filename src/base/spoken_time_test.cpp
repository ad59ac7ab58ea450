#include "base/spoken_time.h"

#include <gtest/gtest.h>

namespace kontor {

TEST(spoken_time, days_name_the_year_only_when_it_is_another)
{
    auto const today = *Day::parse("2026-11-24");
    EXPECT_EQ(spoken_day(*Day::parse("2026-11-05"), today, Language::en), "5 Nov");
    EXPECT_EQ(spoken_day(*Day::parse("2026-05-31"), today, Language::ru), "31 мая");
    EXPECT_EQ(spoken_day(*Day::parse("2025-12-31"), today, Language::en), "31 Dec 2025");
}

TEST(spoken_time, moments_of_today_are_times_on_the_readers_clock)
{
    auto const today = *Day::parse("2026-11-24");
    auto const moscow = TimeZone::find("Europe/Moscow").value();
    EXPECT_EQ(spoken_moment(*Instant::parse("2026-11-24T06:08:00Z"), today, moscow, Language::ru), "09:08");
    EXPECT_EQ(spoken_moment(*Instant::parse("2026-11-22T21:30:00Z"), today, moscow, Language::ru), "23 ноября, 00:30");
    EXPECT_EQ(
        spoken_moment(*Instant::parse("2026-11-22T21:30:00Z"), today, TimeZone::utc(), Language::en), "22 Nov, 21:30");
}

}
