#include "base/rounding.h"

#include <algorithm>
#include <limits>

namespace kontor {

namespace {

__extension__ typedef __int128 Wide;

std::int64_t step_of(int places)
{
    auto step = std::int64_t { 1 };
    for (auto place = std::clamp(places, 0, 4); place < 4; ++place)
        step *= 10;
    return step;
}

Wide divided_half_to_even(Wide dividend, Wide divisor)
{
    if (divisor < 0) {
        dividend = -dividend;
        divisor = -divisor;
    }
    auto quotient = dividend / divisor;
    auto const remainder = dividend % divisor;
    auto const rest = remainder < 0 ? -remainder : remainder;
    // Compared without doubling, which could leave the range.
    if (rest > divisor - rest || (rest == divisor - rest && quotient % 2 != 0))
        quotient += dividend < 0 ? -1 : 1;
    return quotient;
}

}

Decimal rounded(Decimal value, int places)
{
    auto const step = step_of(places);
    auto const steps = divided_half_to_even(value.ten_thousandths, step);
    auto const result = steps * step;
    // The last step before the end of the range stays as it is.
    if (result > std::numeric_limits<std::int64_t>::max() || result < std::numeric_limits<std::int64_t>::min())
        return value;
    return { static_cast<std::int64_t>(result) };
}

std::optional<Decimal> proportion(Decimal a, Decimal b, Decimal c, Decimal divisor, int places)
{
    auto product = Wide { a.ten_thousandths } * b.ten_thousandths;
    if (divisor.ten_thousandths == 0 || __builtin_mul_overflow(product, Wide { c.ten_thousandths }, &product))
        return {};
    auto const step = step_of(places);
    auto below = Wide { divisor.ten_thousandths };
    if (__builtin_mul_overflow(below, Wide { Decimal::one } * step, &below))
        return {};
    auto const result = divided_half_to_even(product, below) * step;
    if (result > std::numeric_limits<std::int64_t>::max() || result < std::numeric_limits<std::int64_t>::min())
        return {};
    return Decimal { static_cast<std::int64_t>(result) };
}

}
