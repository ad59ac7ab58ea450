#include "app/demo/words/tax_numbers.h"

#include <array>
#include <initializer_list>

namespace kontor::demo {

namespace {

std::string digits(Dice& dice, int count, std::string_view first = {})
{
    auto text = std::string { first };
    while (static_cast<int>(text.size()) < count)
        text += static_cast<char>('0' + dice.between(text.empty() ? 1 : 0, 9));
    return text;
}

int weighted_sum(std::string_view text, std::initializer_list<int> weights)
{
    auto sum = 0;
    auto weight = weights.begin();
    for (auto i = std::size_t { 0 }; i < text.size() && weight != weights.end(); ++i, ++weight)
        sum += (text[i] - '0') * *weight;
    return sum;
}

char digit_of(int value) { return static_cast<char>('0' + value); }

// The rest of the number divided by `modulo`, of that the last digit.
std::string with_remainder(std::string text, std::uint64_t modulo)
{
    auto value = std::uint64_t { 0 };
    for (auto const c : text)
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return text + digit_of(static_cast<int>(value % modulo % 10));
}

// Draws until the check digit is one: a remainder of ten means that the number is not given out.
std::string with_check_digit(Dice& dice, int length, std::initializer_list<int> weights, bool is_complement)
{
    for (;;) {
        auto text = digits(dice, length);
        auto const rest = weighted_sum(text, weights) % 11;
        auto const check_digit = is_complement ? (11 - rest) % 11 : rest;
        if (check_digit < 10)
            return text + digit_of(check_digit);
    }
}

// ISO 7064, MOD 11,10.
std::string german(Dice& dice)
{
    auto text = digits(dice, 8);
    auto product = 10;
    for (auto const c : text) {
        auto sum = (c - '0' + product) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return "DE" + text + digit_of((11 - product) % 10);
}

std::string austrian(Dice& dice)
{
    auto const text = digits(dice, 7);
    auto sum = 4;
    for (auto i = std::size_t { 0 }; i < text.size(); ++i) {
        auto const value = (text[i] - '0') * (i % 2 == 0 ? 1 : 2);
        sum += value / 10 + value % 10;
    }
    return "ATU" + text + digit_of((10 - sum % 10) % 10);
}

std::string british(Dice& dice)
{
    auto const text = digits(dice, 7);
    auto const sum = weighted_sum(text, { 8, 7, 6, 5, 4, 3, 2 });
    auto const rest = 97 - sum % 97;
    return "GB" + text + digit_of(rest / 10) + digit_of(rest % 10);
}

std::string french(Dice& dice)
{
    auto const text = digits(dice, 8);
    auto sum = 0; // Luhn, so that the number of the company holds too
    for (auto i = std::size_t { 0 }; i < text.size(); ++i) {
        auto const value = (text[i] - '0') * (i % 2 == 0 ? 1 : 2);
        sum += value > 9 ? value - 9 : value;
    }
    auto const company = text + digit_of((10 - sum % 10) % 10);
    auto const key = (12 + 3 * (std::stoll(company) % 97)) % 97;
    return "FR" + (key < 10 ? "0" + std::to_string(key) : std::to_string(key)) + company;
}

std::string swiss(Dice& dice)
{
    auto const text = with_check_digit(dice, 8, { 5, 4, 3, 2, 7, 6, 5, 4 }, true);
    return "CHE-" + text.substr(0, 3) + "." + text.substr(3, 3) + "." + text.substr(6);
}

}

std::string inn_of_company(Dice& dice, std::string_view tax_region)
{
    auto text = digits(dice, 9, tax_region);
    return text + digit_of(weighted_sum(text, { 2, 4, 10, 3, 5, 9, 4, 6, 8 }) % 11 % 10);
}

std::string inn_of_person(Dice& dice, std::string_view tax_region)
{
    auto text = digits(dice, 10, tax_region);
    text += digit_of(weighted_sum(text, { 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 }) % 11 % 10);
    return text + digit_of(weighted_sum(text, { 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8 }) % 11 % 10);
}

std::string kpp(Dice& dice, std::string_view inn)
{
    auto const office = digits(dice, 4, inn.substr(0, 2));
    auto const serial = std::to_string(1000 + dice.between(1, 60)).substr(1);
    return office + "01" + serial;
}

std::string ogrn(Dice& dice, std::string_view tax_region)
{
    auto const year = std::to_string(100 + dice.between(2, 24)).substr(1);
    return with_remainder(digits(dice, 12, "1" + year + std::string { tax_region }), 11);
}

std::string ogrnip(Dice& dice, std::string_view tax_region)
{
    auto const year = std::to_string(100 + dice.between(4, 24)).substr(1);
    return with_remainder(digits(dice, 14, "3" + year + std::string { tax_region }), 13);
}

std::string vat_number(Dice& dice, std::string_view country)
{
    if (country == "DE")
        return german(dice);
    if (country == "AT")
        return austrian(dice);
    if (country == "GB")
        return british(dice);
    if (country == "FR")
        return french(dice);
    if (country == "CH")
        return swiss(dice);
    if (country == "NL")
        return "NL" + with_check_digit(dice, 8, { 9, 8, 7, 6, 5, 4, 3, 2 }, false) + "B01";
    if (country == "FI")
        return "FI" + with_check_digit(dice, 7, { 7, 9, 10, 5, 8, 4, 2 }, true);
    return std::to_string(dice.between(10, 99)) + "-" + std::to_string(dice.between(1'000'000, 9'999'999));
}

}
