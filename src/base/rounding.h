#pragma once

#include "base/decimal.h"

#include <optional>

namespace kontor {

// To that many places after the point, 0 to 4; half to even, as all rounding here.
Decimal rounded(Decimal, int places);

// a * b * c / divisor, exact in between and rounded once, at the end, to that many places. Nothing when the result is
// out of range or the divisor is zero.
std::optional<Decimal> proportion(Decimal a, Decimal b, Decimal c, Decimal divisor, int places = 4);

}
