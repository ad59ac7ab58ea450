#include "modules/accounts/names.h"

#include "base/fold.h"

#include <algorithm>
#include <array>
#include <vector>

namespace kontor::accounts {

namespace {

std::vector<std::string> words_by_spaces(std::string_view text)
{
    auto words = std::vector<std::string> {};
    auto word = std::string {};
    for (auto const c : text) {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

bool is_patronymic(std::string_view word)
{
    static constexpr std::array<std::string_view, 8> endings
        = { "вич", "вна", "чна", "ична", "оглы", "кызы", "vich", "vna" };
    auto const folded = fold(word);
    return std::ranges::any_of(endings, [&](std::string_view ending) { return folded.ends_with(ending); });
}

}

PersonName split_name(std::string_view full)
{
    auto words = words_by_spaces(full);
    if (words.empty())
        return {};
    if (words.size() == 1)
        return { .first = words[0] };
    if (words.size() == 3 && is_patronymic(words[2]))
        return { .first = words[1], .middle = words[2], .last = words[0] };
    auto name = PersonName { .first = words.front(), .last = words.back() };
    for (std::size_t i = 1; i + 1 < words.size(); ++i)
        name.middle = name.middle ? *name.middle + " " + words[i] : words[i];
    return name;
}

std::string join_name(PersonName const& name, Language language)
{
    auto full = std::string {};
    auto add = [&](std::optional<std::string> const& part) {
        if (part)
            full += (full.empty() ? "" : " ") + *part;
    };
    if (language == Language::ru)
        add(name.last);
    add(name.first);
    add(name.middle);
    if (language != Language::ru)
        add(name.last);
    return full;
}

}
