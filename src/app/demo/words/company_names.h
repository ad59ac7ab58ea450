#pragma once

#include "base/language.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kontor::demo {

// What is told of a firm by its name alone.
struct CompanyWords {
    std::string stem;           // "Граниттелеком": daughters and domains are called after it
    std::string name;           // "Граниттелеком ООО"
    std::string legal_name;     // "ООО «Граниттелеком»"
    std::string_view form;      // "ooo", as the field legal_form has it
    std::string_view country;   // "RU"
    std::string_view industry;  // "telecommunications"
    std::string domain;         // "granittelekom.example"
};

enum class CompanyKind { firm, proprietor, institution };

// The firm with this number. Two numbers never give the same name of a firm, up to a million in each language; `mixed`
// lets a firm now and then carry a name of one alphabet and a form of the other, as those do that work in both worlds.
struct CompanyQuestion {
    std::uint64_t seed = 1;
    std::uint64_t number = 0;
    Language language = Language::en;
    CompanyKind kind = CompanyKind::firm;
    bool mixed = false;
};
CompanyWords company_of(CompanyQuestion const&);

// "severnyi-vektor.example"
std::string domain_of(std::string_view name);

}
