#pragma once

#include "base/language.h"

#include <span>
#include <string_view>

namespace kontor::demo {

struct Town {
    std::string_view country; // ISO 3166-1
    Label name;
    Label region;
    std::string_view postal_prefix; // the rest is made up
    int postal_digits;              // in all; 0: British, letters and digits
    std::string_view calling_code;  // "+7 812"
    std::string_view tax_region;    // the first two digits of an INN
    double latitude;
    double longitude;
};

// Towns of Russia, and towns of the rest of the world, the larger ones more than once.
std::span<Town const> towns_of(Language);
// "Nevsky prospekt", "Hauptstrasse": without the house.
std::span<std::string_view const> streets_of(std::string_view country);

}
