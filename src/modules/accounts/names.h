#pragma once

#include "base/language.h"

#include <optional>
#include <string>
#include <string_view>

namespace kontor::accounts {

struct PersonName {
    std::optional<std::string> first {};
    std::optional<std::string> middle {};
    std::optional<std::string> last {};
};

// "Ivan Petrov", "Анна-Мария Смит", "Петров Иван Сергеевич": a patronymic tells that the last name comes first.
PersonName split_name(std::string_view full);

// Russian names are written last, first, middle; others first, middle, last.
std::string join_name(PersonName const&, Language);

}
