#include "base/time.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

Day day(std::string_view iso) { return Day::parse(iso).value(); }

Instant instant(std::string_view text) { return Instant::parse(text).value(); }

TEST(Day, is_read_and_written)
{
    EXPECT_EQ(day("1970-01-01").days, 0);
    EXPECT_EQ(day("2026-11-23").to_string(), "2026-11-23");
    EXPECT_EQ(day("0001-01-01").to_string(), "0001-01-01");
    EXPECT_EQ(day("9999-12-31").to_string(), "9999-12-31");
    EXPECT_EQ(day("2024-02-29").day(), 29);
    EXPECT_EQ(day("2024-02-29").month(), 2);
    EXPECT_EQ(day("2024-02-29").year(), 2024);
    EXPECT_EQ(Day::from_parts(2026, 11, 23), day("2026-11-23"));
}

TEST(Day, does_not_exist_when_the_calendar_has_none)
{
    for (auto text : { "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00",
             "0000-01-01", "26-11-23", "2026-11-3", "2026-11-233", "2026/11/23", "+2026-1-1", " 2026-11-23",
             "2026-11-23 ", "", "2026-11", "２０２６-11-23" })
        EXPECT_FALSE(Day::parse(text)) << text;
    EXPECT_FALSE(Day::from_parts(10'000, 1, 1));
    EXPECT_FALSE(Day::from_parts(2026, -1, 1));
    EXPECT_FALSE(Day::from_parts(2026, 1, 256 + 1));
}

TEST(Day, keeps_the_day_of_the_month_or_takes_the_last)
{
    EXPECT_EQ(day("2026-01-31").plus_months(1), day("2026-02-28"));
    EXPECT_EQ(day("2024-01-31").plus_months(1), day("2024-02-29"));
    EXPECT_EQ(day("2024-02-29").plus_months(12), day("2025-02-28"));
    EXPECT_EQ(day("2026-03-31").plus_months(-1), day("2026-02-28"));
    EXPECT_EQ(day("2026-11-23").plus_months(-23), day("2024-12-23"));
    EXPECT_EQ(day("2026-12-15").plus_months(0), day("2026-12-15"));
}

TEST(Day, stops_at_the_ends_of_the_calendar)
{
    EXPECT_EQ(day("9999-12-30").plus_days(1), day("9999-12-31"));
    EXPECT_EQ(day("9999-12-31").plus_days(1), day("9999-12-31"));
    EXPECT_EQ(day("2026-11-23").plus_days(INT64_MAX), day("9999-12-31"));
    EXPECT_EQ(day("2026-11-23").plus_days(INT64_MIN), day("0001-01-01"));
    EXPECT_EQ(day("2026-11-23").plus_months(INT32_MAX), day("9999-12-31"));
    EXPECT_EQ(day("2026-11-23").plus_months(INT32_MIN), day("0001-01-01"));
}

TEST(Day, belongs_to_an_iso_week)
{
    auto const week = [](std::string_view iso) {
        auto const [year, number] = iso_week(day(iso));
        return std::to_string(year) + "-W" + std::to_string(number) + "-" + std::to_string(day(iso).iso_weekday());
    };
    // The examples of ISO 8601 and the years around them.
    EXPECT_EQ(week("2005-01-01"), "2004-W53-6");
    EXPECT_EQ(week("2005-12-31"), "2005-W52-6");
    EXPECT_EQ(week("2007-01-01"), "2007-W1-1");
    EXPECT_EQ(week("2008-12-29"), "2009-W1-1");
    EXPECT_EQ(week("2010-01-03"), "2009-W53-7");
    EXPECT_EQ(week("2026-11-23"), "2026-W48-1");
    for (auto each = day("1999-12-01"); each < day("2032-02-01"); each = each.plus_days(1))
        ASSERT_EQ(monday_of(iso_week(each)).plus_days(each.iso_weekday() - 1), each) << each.to_string();
}

TEST(Instant, is_read_with_any_offset_and_written_in_utc)
{
    EXPECT_EQ(instant("2026-11-23T09:15:00.000Z").to_string(), "2026-11-23T09:15:00.000Z");
    EXPECT_EQ(instant("2026-11-23T09:15:00+03:00").to_string(), "2026-11-23T06:15:00.000Z");
    EXPECT_EQ(instant("2026-11-23T09:15-05:30").to_string(), "2026-11-23T14:45:00.000Z");
    EXPECT_EQ(instant("2026-11-23t09:15:07.5z").to_string(), "2026-11-23T09:15:07.500Z");
    EXPECT_EQ(instant("2026-11-23T09:15:07.123999Z").to_string(), "2026-11-23T09:15:07.123Z");
    EXPECT_EQ(instant("1969-12-31T23:59:59.999Z").milliseconds, -1);
    EXPECT_EQ(Instant { -1 }.to_string(), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(instant("2016-12-31T23:59:60Z").to_string(), "2017-01-01T00:00:00.000Z");
}

TEST(Instant, is_refused_when_it_is_none)
{
    for (auto text : { "", "2026-11-23", "2026-11-23T09:15:00", "2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z",
             "2026-11-23T09:15:61Z", "2026-11-23T9:15:00Z", "2026-02-30T09:15:00Z", "2026-11-23T09:15:00.Z",
             "2026-11-23T09:15:00+3:00", "2026-11-23T09:15:00+0300", "2026-11-23T09:15:00+24:00",
             "2026-11-23T09:15:00Zx", "2026-11-23X09:15:00Z" })
        EXPECT_FALSE(Instant::parse(text)) << text;
}

TEST(TimeZone, knows_the_names_of_iana_and_no_others)
{
    for (auto name :
        { "Europe/Berlin", "Europe/Moscow", "America/Argentina/Ushuaia", "UTC", "Etc/GMT-3", "Asia/Calcutta", "CET" })
        EXPECT_EQ(TimeZone::find(name).value().name(), name);
    for (auto name : { "", "Europe/Atlantis", "europe/berlin", "AST", "GMT+3", "UTC+3", "+03:00", "SystemV/PST8",
             "Etc/Unknown", "Europe/Berlin ", "Мск" })
        EXPECT_FALSE(TimeZone::find(name)) << name;
    EXPECT_EQ(TimeZone::utc().offset_ms(instant("2026-07-01T00:00Z")), 0);
}

TEST(TimeZone, tells_the_day_on_both_sides_of_midnight)
{
    auto const berlin = TimeZone::find("Europe/Berlin").value();
    EXPECT_EQ(berlin.day_of(instant("2026-11-22T22:59:59.999Z")), day("2026-11-22"));
    EXPECT_EQ(berlin.day_of(instant("2026-11-22T23:00Z")), day("2026-11-23"));
    EXPECT_EQ(berlin.day_of(instant("2026-07-01T22:00Z")), day("2026-07-02"));
    EXPECT_EQ(berlin.offset_ms(instant("2026-07-01T00:00Z")), 2 * 3'600'000);
    auto const honolulu = TimeZone::find("Pacific/Honolulu").value();
    EXPECT_EQ(honolulu.day_of(instant("1970-01-01T00:00Z")), day("1969-12-31"));
}

TEST(TimeZone, begins_a_day_at_its_first_instant)
{
    auto const start
        = [](char const* zone, char const* iso) { return TimeZone::find(zone).value().start_of(day(iso)).to_string(); };
    EXPECT_EQ(start("Europe/Berlin", "2026-11-23"), "2026-11-22T23:00:00.000Z");
    EXPECT_EQ(start("Europe/Berlin", "2026-03-29"), "2026-03-28T23:00:00.000Z"); // the clock changes at two
    EXPECT_EQ(start("Europe/Berlin", "2026-03-30"), "2026-03-29T22:00:00.000Z");
    EXPECT_EQ(start("America/Sao_Paulo", "2018-11-04"), "2018-11-04T03:00:00.000Z"); // there was no midnight
    EXPECT_EQ(start("America/Havana", "2026-11-01"), "2026-11-01T04:00:00.000Z");
    EXPECT_EQ(start("Pacific/Apia", "2011-12-30"), "2011-12-30T10:00:00.000Z"); // the whole day was skipped
    EXPECT_EQ(start("Pacific/Kiritimati", "2026-11-23"), "2026-11-22T10:00:00.000Z");
    EXPECT_EQ(start("UTC", "0001-01-01"), "0001-01-01T00:00:00.000Z");
}

TEST(TimeZone, starts_every_day_where_the_one_before_ends)
{
    for (auto name : { "Europe/Moscow", "America/Sao_Paulo", "Asia/Beirut", "America/Asuncion", "Africa/Cairo" }) {
        auto const zone = TimeZone::find(name).value();
        for (auto each = day("1990-01-01"); each < day("2030-01-01"); each = each.plus_days(1)) {
            auto const start = zone.start_of(each);
            ASSERT_EQ(zone.day_of(start), each) << name;
            ASSERT_EQ(zone.day_of({ start.milliseconds - 1 }), each.plus_days(-1)) << name << " " << each.to_string();
        }
    }
}

TEST(Clock, stands_still_until_it_is_moved)
{
    FixedClock clock { instant("2026-11-23T09:15Z") };
    EXPECT_EQ(clock.now(), clock.now());
    clock.advance(std::chrono::hours { 1 });
    EXPECT_EQ(clock.now().to_string(), "2026-11-23T10:15:00.000Z");
    EXPECT_GT(SystemClock {}.now(), instant("2026-01-01T00:00Z"));
}

}
}
