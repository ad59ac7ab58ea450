#pragma once

#include <algorithm>
#include <string_view>

namespace kontor::http {

// Names and tokens of HTTP are ASCII and mostly mean the same in either case.
constexpr char lower_ascii(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

constexpr bool equals_in_any_case(std::string_view text, std::string_view lower_case)
{
    return std::ranges::equal(text, lower_case, [](char a, char b) { return lower_ascii(a) == b; });
}

}
