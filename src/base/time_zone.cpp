#include "base/time.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <unicode/basictz.h>
#include <unicode/tztrans.h>

namespace kontor {

namespace {

constexpr std::int64_t hour_in_ms = 3'600'000;
constexpr std::int64_t day_in_ms = 24 * hour_in_ms;

// ICU also knows abbreviations of its own ("AST", "BST"), which mean something else to everybody; these are IANA's.
bool is_known_to_iana(std::string_view name)
{
    constexpr std::array<std::string_view, 13> abbreviations { "CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC",
        "ROC", "ROK", "UCT", "UTC", "WET" };
    auto const is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (name.size() == 3 && std::ranges::all_of(name, is_capital))
        return std::ranges::find(abbreviations, name) != abbreviations.end();
    return !name.starts_with("SystemV/") && name != "Etc/Unknown";
}

}

struct TimeZone::Rules {
    std::string name;
    std::unique_ptr<icu::BasicTimeZone const> zone;
};

TimeZone::TimeZone(std::shared_ptr<Rules const> rules) : m_rules(std::move(rules)) { }

std::optional<TimeZone> TimeZone::find(std::string_view iana_name)
{
    // Making the rules of a zone takes ICU a while, and there are only some hundred zones: each is made once.
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<Rules const>, std::less<>> known;
    std::lock_guard const lock { mutex };
    if (auto const found = known.find(iana_name); found != known.end())
        return TimeZone { found->second };

    auto const id = icu::UnicodeString::fromUTF8({ iana_name.data(), static_cast<int32_t>(iana_name.size()) });
    icu::UnicodeString canonical;
    UBool is_system_zone = false;
    auto status = U_ZERO_ERROR;
    icu::TimeZone::getCanonicalID(id, canonical, is_system_zone, status);
    if (U_FAILURE(status) || !is_system_zone || !is_known_to_iana(iana_name))
        return {};
    auto made = std::unique_ptr<icu::TimeZone> { icu::TimeZone::createTimeZone(id) };
    auto* const zone = dynamic_cast<icu::BasicTimeZone*>(made.get());
    check(zone, "ICU made a time zone without transitions.");
    static_cast<void>(made.release());
    auto const rules
        = std::make_shared<Rules const>(std::string { iana_name }, std::unique_ptr<icu::BasicTimeZone const> { zone });
    known.emplace(iana_name, rules);
    return TimeZone { rules };
}

TimeZone TimeZone::utc()
{
    auto zone = find("UTC");
    check(zone.has_value(), "ICU has no data: it does not know UTC.");
    return std::move(*zone);
}

std::string const& TimeZone::name() const { return m_rules->name; }

std::int64_t TimeZone::offset_ms(Instant instant) const
{
    int32_t raw = 0;
    int32_t saving = 0;
    auto status = U_ZERO_ERROR;
    m_rules->zone->getOffset(static_cast<UDate>(instant.milliseconds), false, raw, saving, status);
    check(U_SUCCESS(status), "ICU cannot tell the offset of a time zone.");
    return std::int64_t { raw } + saving;
}

Day TimeZone::day_of(Instant instant) const
{
    auto const local = instant.milliseconds + offset_ms(instant);
    return { static_cast<std::int32_t>(local / day_in_ms - (local % day_in_ms < 0 ? 1 : 0)) };
}

Instant TimeZone::start_of(Day day) const
{
    // From an instant that is surely before, through each change of the offset: midnight may be skipped, or come twice.
    auto const local_midnight = day.days * day_in_ms;
    auto from = Instant { local_midnight - 20 * hour_in_ms };
    while (true) {
        auto const midnight = std::max(from.milliseconds, local_midnight - offset_ms(from));
        icu::TimeZoneTransition transition;
        if (!m_rules->zone->getNextTransition(static_cast<UDate>(from.milliseconds), false, transition)
            || transition.getTime() > static_cast<UDate>(midnight))
            return { midnight };
        from = { static_cast<std::int64_t>(transition.getTime()) };
    }
}

}
