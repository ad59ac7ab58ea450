#include "base/time.h"

#include <algorithm>

namespace kontor {

namespace {

namespace chrono = std::chrono;

constexpr std::int64_t ms_per_second = 1'000;
constexpr std::int64_t ms_per_minute = 60 * ms_per_second;
constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
constexpr std::int64_t ms_per_day = 24 * ms_per_hour;

chrono::sys_days to_sys_days(Day day) { return chrono::sys_days { chrono::days { day.days } }; }

chrono::year_month_day to_ymd(Day day) { return chrono::year_month_day { to_sys_days(day) }; }

Day to_day(chrono::sys_days days) { return { static_cast<std::int32_t>(days.time_since_epoch().count()) }; }

constexpr Day first_day { -719'162 }; // 0001-01-01
constexpr Day last_day { 2'932'896 }; // 9999-12-31

// Takes fixed-width pieces from the front of a text.
class Scanner {
public:
    explicit Scanner(std::string_view text) : m_rest(text) { }

    // A number of exactly `width` digits; -1 when it does not stand here.
    int number(std::size_t width)
    {
        if (m_rest.size() < width)
            return -1;
        auto value = 0;
        for (auto c : m_rest.substr(0, width)) {
            if (c < '0' || c > '9')
                return -1;
            value = value * 10 + (c - '0');
        }
        m_rest.remove_prefix(width);
        return value;
    }

    bool take(char wanted)
    {
        if (!m_rest.starts_with(wanted))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    [[nodiscard]] bool is_at_digit() const { return !m_rest.empty() && m_rest[0] >= '0' && m_rest[0] <= '9'; }
    [[nodiscard]] bool is_at_end() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
};

std::optional<Day> scan_day(Scanner& scanner)
{
    auto const year = scanner.number(4);
    if (!scanner.take('-'))
        return {};
    auto const month = scanner.number(2);
    if (!scanner.take('-'))
        return {};
    return Day::from_parts(year, month, scanner.number(2));
}

// Writes exactly `width` digits, with zeros in front.
char* put_digits(char* out, std::int64_t number, int width)
{
    for (auto place = width; place > 0; --place) {
        out[place - 1] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
    return out + width;
}

char* put_day(char* out, Day day)
{
    auto const ymd = to_ymd(day);
    out = put_digits(out, static_cast<int>(ymd.year()), 4);
    *out++ = '-';
    out = put_digits(out, static_cast<unsigned>(ymd.month()), 2);
    *out++ = '-';
    return put_digits(out, static_cast<unsigned>(ymd.day()), 2);
}

std::int64_t floor_divide(std::int64_t dividend, std::int64_t divisor)
{
    return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

}

std::optional<Day> Day::parse(std::string_view iso)
{
    Scanner scanner { iso };
    auto const day = scan_day(scanner);
    return scanner.is_at_end() ? day : std::nullopt;
}

std::optional<Day> Day::from_parts(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return {};
    auto const ymd = chrono::year { year } / month / day;
    if (!ymd.ok())
        return {};
    return to_day(chrono::sys_days { ymd });
}

std::string Day::to_string() const
{
    char text[10];
    return { text, put_day(text, *this) };
}

int Day::year() const { return static_cast<int>(to_ymd(*this).year()); }

int Day::month() const { return static_cast<int>(static_cast<unsigned>(to_ymd(*this).month())); }

int Day::day() const { return static_cast<int>(static_cast<unsigned>(to_ymd(*this).day())); }

int Day::iso_weekday() const { return static_cast<int>(chrono::weekday { to_sys_days(*this) }.iso_encoding()); }

Day Day::plus_months(int months) const
{
    auto const ymd = to_ymd(*this);
    auto const index
        = std::int64_t { static_cast<int>(ymd.year()) } * 12 + static_cast<unsigned>(ymd.month()) - 1 + months;
    if (index < 12)
        return first_day;
    if (index >= 10'000 * 12)
        return last_day;
    auto const month
        = chrono::year { static_cast<int>(index / 12) } / chrono::month { static_cast<unsigned>(index % 12 + 1) };
    return to_day(chrono::sys_days { month / std::min(ymd.day(), (month / chrono::last).day()) });
}

Day Day::plus_days(std::int64_t count) const
{
    if (count < first_day.days - std::int64_t { days })
        return first_day;
    if (count > last_day.days - std::int64_t { days })
        return last_day;
    return { static_cast<std::int32_t>(days + count) };
}

IsoWeek iso_week(Day day)
{
    // The week belongs to the year of its Thursday.
    auto const thursday = day.plus_days(4 - day.iso_weekday());
    auto const year = thursday.year();
    auto const first_of_january = to_day(chrono::sys_days { chrono::year { year } / 1 / 1 });
    return { year, (thursday.days - first_of_january.days) / 7 + 1 };
}

Day monday_of(IsoWeek week)
{
    auto const fourth_of_january = to_day(chrono::sys_days { chrono::year { week.year } / 1 / 4 }); // always in week 1
    return fourth_of_january.plus_days(1 - fourth_of_january.iso_weekday() + std::int64_t { 7 } * (week.week - 1));
}

std::optional<Instant> Instant::parse(std::string_view rfc3339)
{
    Scanner scanner { rfc3339 };
    auto const day = scan_day(scanner);
    if (!day || (!scanner.take('T') && !scanner.take('t') && !scanner.take(' ')))
        return {};
    auto const hour = scanner.number(2);
    if (hour < 0 || hour > 23 || !scanner.take(':'))
        return {};
    auto const minute = scanner.number(2);
    if (minute < 0 || minute > 59)
        return {};
    auto ms = day->days * ms_per_day + hour * ms_per_hour + minute * ms_per_minute;
    if (scanner.take(':')) {
        auto const second = scanner.number(2);
        if (second < 0 || second > 60) // 60 is a leap second; it counts as the first of the next minute, as POSIX does
            return {};
        ms += second * ms_per_second;
        if (scanner.take('.')) {
            if (!scanner.is_at_digit())
                return {};
            for (std::int64_t unit = 100; scanner.is_at_digit(); unit /= 10)
                ms += unit * scanner.number(1); // digits beyond the third are cut off
        }
    }
    if (!scanner.take('Z') && !scanner.take('z')) {
        auto const is_east = scanner.take('+');
        if (!is_east && !scanner.take('-'))
            return {};
        auto const hours = scanner.number(2);
        if (hours < 0 || hours > 23 || !scanner.take(':'))
            return {};
        auto const minutes = scanner.number(2);
        if (minutes < 0 || minutes > 59)
            return {};
        auto const offset = hours * ms_per_hour + minutes * ms_per_minute;
        ms += is_east ? -offset : offset;
    }
    if (!scanner.is_at_end())
        return {};
    return Instant { ms };
}

std::string Instant::to_string() const
{
    auto const day = floor_divide(milliseconds, ms_per_day);
    auto const of_day = milliseconds - day * ms_per_day;
    char text[24];
    auto* end = put_day(text, Day { static_cast<std::int32_t>(day) });
    *end++ = 'T';
    end = put_digits(end, of_day / ms_per_hour, 2);
    *end++ = ':';
    end = put_digits(end, of_day / ms_per_minute % 60, 2);
    *end++ = ':';
    end = put_digits(end, of_day / ms_per_second % 60, 2);
    *end++ = '.';
    end = put_digits(end, of_day % ms_per_second, 3);
    *end++ = 'Z';
    return { text, end };
}

Instant SystemClock::now() const
{
    auto const now = chrono::system_clock::now().time_since_epoch();
    return { chrono::duration_cast<chrono::milliseconds>(now).count() };
}

}
