#include "base/decimal.h"

#include "base/ascii.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace kontor {

namespace {

__extension__ typedef __int128 Wide;

constexpr auto largest = std::numeric_limits<std::int64_t>::max();
constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::size_t whole_digits_max = 15;
constexpr std::size_t places_max = 4;

std::optional<Decimal> narrow(Wide ten_thousandths)
{
    if (ten_thousandths > largest || ten_thousandths < smallest)
        return {};
    return Decimal { static_cast<std::int64_t>(ten_thousandths) };
}

Wide divide_half_to_even(Wide dividend, Wide divisor)
{
    if (divisor < 0) {
        dividend = -dividend;
        divisor = -divisor;
    }
    auto quotient = dividend / divisor;
    auto const remainder = dividend % divisor;
    auto const doubled = 2 * (remainder < 0 ? -remainder : remainder);
    if (doubled > divisor || (doubled == divisor && quotient % 2 != 0))
        quotient += dividend < 0 ? -1 : 1;
    return quotient;
}

}

std::optional<Decimal> Decimal::parse(std::string_view text)
{
    auto const is_negative = text.starts_with('-');
    if (is_negative)
        text.remove_prefix(1);

    auto const point = std::min(text.find('.'), text.size());
    auto const whole = text.substr(0, point);
    if (whole.empty() || whole.size() > whole_digits_max || !std::ranges::all_of(whole, is_digit))
        return {};
    auto fraction = text.substr(point);
    if (!fraction.empty()) {
        fraction.remove_prefix(1);
        if (fraction.empty() || fraction.size() > places_max || !std::ranges::all_of(fraction, is_digit))
            return {};
    }

    std::int64_t value = 0; // at most 19 digits, so it may pass the range only in the last step
    for (auto digit : whole)
        value = value * 10 + (digit - '0');
    Wide result = value;
    for (std::size_t place = 0; place < places_max; ++place)
        result = result * 10 + (place < fraction.size() ? fraction[place] - '0' : 0);
    return narrow(is_negative ? -result : result);
}

std::string Decimal::to_string(int places) const
{
    // Through unsigned, because the smallest value has no positive twin.
    auto const bits = static_cast<std::uint64_t>(ten_thousandths);
    auto const magnitude = ten_thousandths < 0 ? 0 - bits : bits;
    char text[32];
    auto* end = text;
    if (ten_thousandths < 0)
        *end++ = '-';
    end = std::to_chars(end, std::end(text), magnitude / static_cast<std::uint64_t>(one)).ptr;

    auto fraction = magnitude % static_cast<std::uint64_t>(one);
    char digits[places_max];
    for (auto place = places_max; place > 0; --place) {
        digits[place - 1] = static_cast<char>('0' + fraction % 10);
        fraction /= 10;
    }
    auto shown = places_max;
    auto const wanted = static_cast<std::size_t>(std::clamp(places, 0, static_cast<int>(places_max)));
    while (shown > wanted && digits[shown - 1] == '0')
        --shown;
    if (shown > 0) {
        *end++ = '.';
        end = std::copy_n(digits, shown, end);
    }
    return { text, end };
}

std::optional<Decimal> checked_add(Decimal a, Decimal b)
{
    return narrow(Wide { a.ten_thousandths } + b.ten_thousandths);
}

std::optional<Decimal> checked_subtract(Decimal a, Decimal b)
{
    return narrow(Wide { a.ten_thousandths } - b.ten_thousandths);
}

std::optional<Decimal> checked_multiply(Decimal a, Decimal b)
{
    return narrow(divide_half_to_even(Wide { a.ten_thousandths } * b.ten_thousandths, Decimal::one));
}

std::optional<Decimal> checked_divide(Decimal dividend, Decimal divisor)
{
    if (divisor.ten_thousandths == 0)
        return {};
    return narrow(divide_half_to_even(Wide { dividend.ten_thousandths } * Decimal::one, divisor.ten_thousandths));
}

}
