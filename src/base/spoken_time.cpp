#include "base/spoken_time.h"

#include <fmt/format.h>

namespace kontor {

namespace {

constexpr std::string_view english_months[]
    = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
constexpr std::string_view russian_months[] = { "января", "февраля", "марта", "апреля", "мая", "июня", "июля",
    "августа", "сентября", "октября", "ноября", "декабря" };

}

std::string spoken_day(Day day, Day today, Language language)
{
    auto const& months = language == Language::ru ? russian_months : english_months;
    auto text = fmt::format("{} {}", day.day(), months[static_cast<std::size_t>(day.month() - 1)]);
    if (day.year() != today.year())
        text += fmt::format(" {}", day.year());
    return text;
}

std::string spoken_moment(Instant moment, Day today, TimeZone const& zone, Language language)
{
    auto const minutes = (moment.milliseconds + zone.offset_ms(moment)) / 60'000 % (24 * 60);
    auto const time = fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
    auto const day = zone.day_of(moment);
    return day == today ? time : fmt::format("{}, {}", spoken_day(day, today, language), time);
}

}
