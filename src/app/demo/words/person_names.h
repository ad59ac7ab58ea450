#pragma once

#include "app/demo/dice.h"
#include "base/language.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kontor::demo {

struct PersonWords {
    std::string first;
    std::string middle; // the patronymic; only in Russian
    std::string last;
    bool is_female = false;

    [[nodiscard]] std::string whole() const { return first + " " + last; }
};

PersonWords person_of(Dice&, Language);
// "Карпов Сергей Иванович": how a sole proprietor signs.
PersonWords proprietor_of(std::uint64_t seed, std::uint64_t number);

// Family names of men; firms are called after them.
std::span<std::string_view const> surnames_of(Language);

// The local part of an address: "d.orlov".
std::string mail_name(PersonWords const&);

}
