#include "records/input.h"

#include <unicode/ucurr.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>

#include <map>
#include <set>

namespace kontor::records {

namespace {

// ICU is asked once: its answers come from resource bundles and are slow.
std::map<std::string, int, std::less<>> read_currencies()
{
    auto currencies = std::map<std::string, int, std::less<>> {};
    auto status = U_ZERO_ERROR;
    auto* codes = ucurr_openISOCurrencies(UCURR_ALL, &status);
    auto length = int32_t { 0 };
    while (auto const* code = uenum_next(codes, &length, &status)) {
        auto const wide = std::u16string { code, code + length };
        auto digits_status = U_ZERO_ERROR;
        auto const digits = ucurr_getDefaultFractionDigits(wide.c_str(), &digits_status);
        if (U_SUCCESS(digits_status))
            currencies.emplace(std::string { code, static_cast<std::size_t>(length) }, digits);
    }
    uenum_close(codes);
    return currencies;
}

std::set<std::string, std::less<>> read_countries()
{
    auto countries = std::set<std::string, std::less<>> {};
    for (auto const* const* code = uloc_getISOCountries(); *code != nullptr; ++code)
        countries.emplace(*code);
    return countries;
}

}

std::optional<int> currency_digits(std::string_view code)
{
    static auto const currencies = read_currencies();
    auto const found = currencies.find(code);
    if (found == currencies.end())
        return {};
    return found->second;
}

bool is_country(std::string_view code)
{
    static auto const countries = read_countries();
    return countries.contains(code);
}

}
