#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// A calendar day without a zone, 0001-01-01 to 9999-12-31; days since 1970-01-01 in the proleptic Gregorian calendar.
// Moving a day stops at the first and the last one.
struct Day {
    std::int32_t days = 0;

    static std::optional<Day> parse(std::string_view iso); // "2026-11-23"; nothing for a day that does not exist
    static std::optional<Day> from_parts(int year, int month, int day); // nothing for a day that does not exist
    [[nodiscard]] std::string to_string() const;                        // "2026-11-23"
    [[nodiscard]] int year() const;
    [[nodiscard]] int month() const;                 // 1 to 12
    [[nodiscard]] int day() const;                   // 1 to 31
    [[nodiscard]] int iso_weekday() const;           // 1 Monday to 7 Sunday
    [[nodiscard]] Day plus_months(int months) const; // keeps the day of the month or takes the month's last
    [[nodiscard]] Day plus_days(std::int64_t count) const;

    auto operator<=>(Day const&) const = default;
};

struct IsoWeek {
    int year; // the year that the week belongs to (ISO 8601)
    int week; // 1 to 53
};
IsoWeek iso_week(Day);
Day monday_of(IsoWeek);

// A moment: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
    std::int64_t milliseconds = 0;

    static std::optional<Instant> parse(std::string_view rfc3339); // any offset; seconds and fractions may be missing
    [[nodiscard]] std::string to_string() const;                   // "2026-11-23T09:15:00.000Z"

    auto operator<=>(Instant const&) const = default;
};

// Rules of one IANA zone ("Europe/Berlin"), from ICU. Immutable and thread-safe.
class TimeZone {
public:
    static std::optional<TimeZone> find(std::string_view iana_name);
    static TimeZone utc();

    [[nodiscard]] std::string const& name() const;
    [[nodiscard]] std::int64_t offset_ms(Instant) const; // local minus UTC
    [[nodiscard]] Day day_of(Instant) const;
    [[nodiscard]] Instant start_of(
        Day) const; // the first instant of that day in this zone, or after it where the day was skipped

private:
    struct Rules;
    explicit TimeZone(std::shared_ptr<Rules const>);
    std::shared_ptr<Rules const> m_rules;
};

// Where the time comes from; injected, so that tests and simulations can set it.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] Instant now() const override;
};

class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant now) : m_now(now) { }
    [[nodiscard]] Instant now() const override { return m_now; }
    void set(Instant now) { m_now = now; }
    void advance(std::chrono::milliseconds by) { m_now.milliseconds += by.count(); }

private:
    Instant m_now;
};

}
