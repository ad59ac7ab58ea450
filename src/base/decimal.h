#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// An exact decimal with four places, kept as ten-thousandths in 64 bits: up to 922,337,203,685,477.5807.
// Used for numbers, percentages and money alike; the currency lives beside it in the record.
struct Decimal {
    std::int64_t ten_thousandths = 0;

    static constexpr std::int64_t one = 10'000;

    // Accepts [-]digits[.digits] with at most 15 digits before and 4 after the point; no exponent, no plus.
    // Empty when the text is anything else or out of range.
    static std::optional<Decimal> parse(std::string_view text);
    static constexpr Decimal from_whole(std::int64_t whole) { return { whole * one }; }

    // At least `places` digits after the point and more only when needed: (1.5, 2) is "1.50", (1.2345, 2) is "1.2345".
    [[nodiscard]] std::string to_string(int places = 0) const;

    auto operator<=>(Decimal const&) const = default;
};

// Sums that would overflow answer nothing. Products and quotients round half to even at four places (IEEE 754
// roundTiesToEven).
std::optional<Decimal> checked_add(Decimal, Decimal);
std::optional<Decimal> checked_subtract(Decimal, Decimal);
std::optional<Decimal> checked_multiply(Decimal, Decimal);
std::optional<Decimal> checked_divide(Decimal, Decimal); // nothing, too, when the divisor is zero

}
