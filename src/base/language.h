#pragma once

#include <optional>
#include <string_view>

namespace kontor {

enum class Language { en, ru };

constexpr std::string_view code_of(Language language) { return language == Language::ru ? "ru" : "en"; }

constexpr std::optional<Language> language_by_code(std::string_view code)
{
    if (code == "en")
        return Language::en;
    if (code == "ru")
        return Language::ru;
    return {};
}

// A label in the languages of the product. Declarations give both; an empty Russian one falls back to English.
struct Label {
    std::string_view en {};
    std::string_view ru {};

    [[nodiscard]] constexpr std::string_view in(Language language) const
    {
        return language == Language::ru && !ru.empty() ? ru : en;
    }
};

}
