#include "modules/accounts/formats.h"

#include "records/change.h"
#include "records/input.h"

#include <algorithm>
#include <array>
#include <span>

namespace kontor::accounts {

namespace {

// The digit at `at` must be the weighted sum of those before it, modulo 11, modulo 10.
bool is_check_digit(std::string_view digits, std::size_t at, std::span<int const> weights)
{
    auto sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        sum += (digits[i] - '0') * weights[i];
    return sum % 11 % 10 == digits[at] - '0';
}

}

bool is_inn(std::string_view text)
{
    static constexpr std::array company = { 2, 4, 10, 3, 5, 9, 4, 6, 8 };
    static constexpr std::array person_first = { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
    static constexpr std::array person_second = { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 };
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    if (text.size() == 10)
        return is_check_digit(text, 9, company);
    return text.size() == 12 && is_check_digit(text, 10, person_first) && is_check_digit(text, 11, person_second);
}

void demand_country(Registry& registry, Entity const& entity, Text const& country)
{
    registry.rule(entity, Moment::before_save, "country", [&country](records::Change& change) {
        auto code = change.get(country);
        if (!code || !change.changes(country))
            return;
        std::ranges::transform(
            *code, code->begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (!records::is_country(*code))
            change.reject(country, "bad_format",
                Label { "Write the country's two letters (ISO 3166-1).", "Укажите две буквы страны (ISO 3166-1)." });
        else
            change.set(country, *code);
    });
}

}
