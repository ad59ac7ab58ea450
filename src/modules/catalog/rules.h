#pragma once

#include "model/registry.h"

#include <string_view>

// The parts of the module that catalog.cpp puts together.
namespace kontor::catalog {

void add_rules(Registry&);
void add_price_rules(Registry&);
void add_actions(Registry&);
void add_price_report(Registry&);
void add_today(Registry&);
void add_seeds(Registry&);

// The check digit of a GTIN (EAN-8, UPC, EAN-13, GTIN-14).
bool is_gtin(std::string_view text);

}
