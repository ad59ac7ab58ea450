#pragma once

#include "model/entity.h"
#include "model/registry.h"

#include <string_view>

namespace kontor::accounts {

// The check digits of a Russian INN: ten digits of a company, twelve of a person. Other lengths fail.
bool is_inn(std::string_view text);

// The text field holds the code of a country, two capital letters; small ones are mended.
void demand_country(Registry&, Entity const&, Text const& country);

}
