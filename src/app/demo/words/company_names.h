#pragma once

#include "app/demo/words/towns.h"
#include "base/language.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kontor::demo {

// What is told of a firm by its name alone.
struct CompanyWords {
    std::string stem;          // "Граниттелеком": daughters and domains are called after it
    std::string name;          // "Граниттелеком ООО"
    std::string legal_name;    // "ООО «Граниттелеком»"
    std::string_view form;     // "ooo", as the field legal_form has it
    std::string_view industry; // "telecommunications"
    std::string domain;        // "granittelekom.example"
};

enum class CompanyKind { firm, proprietor, institution };

// The firm with this number. Two numbers never give the same name of a firm, up to a million in each language. The form
// is one of the town's country, whatever the language: some firms are at home in both worlds.
struct CompanyQuestion {
    std::uint64_t seed = 1;
    std::uint64_t number = 0;
    Language language = Language::en;
    CompanyKind kind = CompanyKind::firm;
    Town const* town = nullptr;
};
CompanyWords company_of(CompanyQuestion const&);

// A daughter of that firm in another town: "Граниттелеком Казань ООО".
CompanyWords daughter_of(CompanyWords const& head, CompanyQuestion const&);

// "severnyi-vektor.example"
std::string domain_of(std::string_view name);

}
