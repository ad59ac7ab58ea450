#pragma once

namespace kontor {

// Digits of numbers, days and codes are ASCII, whatever the locale says.
constexpr bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

}
