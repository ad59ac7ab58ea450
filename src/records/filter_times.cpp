#include "records/filter_times.h"

#include "base/check.h"
#include "base/problem.h"

#include <fmt/format.h>

#include <cstdlib>

namespace kontor::records {

namespace {

[[noreturn]] void refuse(std::string code, std::string message, SourceSpan span)
{
    throw Problem::filter(std::move(code), std::move(message), span.column, span.length);
}

std::variant<Day, Instant> read_literal(std::string const& text, SourceSpan span)
{
    if (auto day = Day::parse(text))
        return *day;
    if (auto instant = Instant::parse(text))
        return *instant;
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        constexpr std::string_view months[] = { "January", "February", "March", "April", "May", "June", "July",
            "August", "September", "October", "November", "December" };
        auto month = std::atoi(text.substr(5, 2).c_str());
        auto day = std::atoi(text.substr(8, 2).c_str());
        if (month >= 1 && month <= 12)
            refuse("filter_value", fmt::format("{} {} does not exist.", day, months[month - 1]), span);
    }
    refuse("filter_value", fmt::format("\"{}\" is not a day (YYYY-MM-DD).", text), span);
}

std::variant<Day, Instant> add(std::variant<Day, Instant> moment, Span const& span, SourceSpan where)
{
    if (std::abs(span.count) > 100'000)
        refuse("filter_value", "That span is too long.", where);
    auto is_day_unit = span.unit == "days" || span.unit == "weeks" || span.unit == "months";
    if (auto* day = std::get_if<Day>(&moment)) {
        if (!is_day_unit)
            refuse("filter_value", "Hours and minutes can only be added to an instant.", where);
        if (span.unit == "months")
            return day->plus_months(static_cast<int>(span.count));
        return day->plus_days(span.count * (span.unit == "weeks" ? 7 : 1));
    }
    auto instant = std::get<Instant>(moment);
    if (span.unit == "months") {
        auto midnight = Day { static_cast<std::int32_t>(
            (instant.milliseconds - (instant.milliseconds % 86'400'000 + 86'400'000) % 86'400'000) / 86'400'000) };
        auto moved = midnight.plus_months(static_cast<int>(span.count));
        instant.milliseconds += static_cast<std::int64_t>(moved.days - midnight.days) * 86'400'000;
        return instant;
    }
    auto unit_ms = span.unit == "days" ? 86'400'000LL
        : span.unit == "weeks"         ? 604'800'000LL
        : span.unit == "hours"         ? 3'600'000LL
                                       : 60'000LL;
    instant.milliseconds += span.count * unit_ms;
    return instant;
}

}

Day start_of_period(std::string_view unit, Day today, long long periods_ahead, int week_starts)
{
    auto ahead = static_cast<int>(periods_ahead);
    if (unit == "week") {
        auto back = (today.iso_weekday() - week_starts + 7) % 7;
        return today.plus_days(-back + 7LL * ahead);
    }
    auto month = today.month();
    if (unit == "quarter")
        month = (month - 1) / 3 * 3 + 1;
    if (unit == "year")
        month = 1;
    auto start = Day::from_parts(today.year(), month, 1);
    check(start.has_value(), "the first of a month exists");
    return start->plus_months(ahead * (unit == "year" ? 12 : unit == "quarter" ? 3 : 1));
}

Day FilterTimes::day(FilterValue const& value) const
{
    auto const read = moment(value);
    if (auto const* day = std::get_if<Day>(&read))
        return *day;
    refuse("filter_value", "Compare a day with a day, not with an instant.", value.span);
}

std::variant<Day, Instant> FilterTimes::moment(FilterValue const& value) const
{
    if (auto const* text = std::get_if<std::string>(&value.value))
        return read_literal(*text, value.span);
    auto const* time = std::get_if<FilterTime>(&value.value);
    if (!time)
        refuse("filter_value", "Write a day here: 2026-12-31.", value.span);
    auto moment_read = std::holds_alternative<std::string>(time->start)
        ? read_literal(std::get<std::string>(time->start), value.span)
        : call(std::get<FilterCall>(time->start), value.span);
    for (auto const& span : time->spans)
        moment_read = add(moment_read, span, value.span);
    return moment_read;
}

std::variant<Day, Instant> FilterTimes::call(FilterCall const& call, SourceSpan span) const
{
    auto count = 0LL;
    if (!call.arguments.empty()) {
        auto const* number = std::get_if<long long>(&call.arguments[0]);
        if (!number || call.arguments.size() > 1 || std::abs(*number) > 100'000)
            refuse("filter_value", fmt::format("{}() takes one whole number.", call.name), span);
        count = *number;
    }
    if (call.name == "today")
        return today();
    if (call.name == "now")
        return m_context.now;
    if (call.name == "days")
        return today().plus_days(count);
    for (std::string_view unit : { "week", "month", "quarter", "year" }) {
        if (call.name == fmt::format("start_of_{}", unit))
            return start_of_period(unit, today(), count, m_context.week_starts);
        if (call.name == fmt::format("end_of_{}", unit))
            return start_of_period(unit, today(), count + 1, m_context.week_starts).plus_days(-1);
    }
    refuse("filter_unknown_function", fmt::format("There is no function {}().", call.name), span);
}

}
