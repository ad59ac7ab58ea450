#pragma once

#include "app/demo/dice.h"

#include <string>
#include <string_view>

namespace kontor::demo {

// Numbers that belong to nobody that we know of, and whose check digits hold.
std::string inn_of_company(Dice&, std::string_view tax_region); // 10 digits
std::string inn_of_person(Dice&, std::string_view tax_region);  // 12 digits
std::string kpp(Dice&, std::string_view inn);
std::string ogrn(Dice&, std::string_view tax_region);   // 13 digits, of a company
std::string ogrnip(Dice&, std::string_view tax_region); // 15 digits, of a sole proprietor

// The number for value-added tax as the country writes it; in the United States the employer's number.
std::string vat_number(Dice&, std::string_view country);

}
