#include "http/accept_encoding.h"

#include "http/ascii.h"

#include <algorithm>
#include <array>

namespace kontor::http {

namespace {

constexpr std::string_view blanks = " \t";

std::string_view without_blanks(std::string_view text)
{
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// Takes the part up to the separator away from the text.
std::string_view take(std::string_view& text, char separator)
{
    auto const end = std::min(text.find(separator), text.size());
    auto const part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return without_blanks(part);
}

// "q=0", "q=0.000" and the like: not at any price.
bool is_refusal(std::string_view parameter)
{
    return (parameter.starts_with("q=") || parameter.starts_with("Q="))
        && parameter.find_first_not_of("0.", 2) == std::string_view::npos;
}

}

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding)
{
    bool accepts_any = false;
    while (!accept_encoding.empty()) {
        auto entry = take(accept_encoding, ',');
        auto const name = take(entry, ';');
        bool is_refused = false;
        while (!entry.empty())
            is_refused = is_refusal(take(entry, ';')) || is_refused;
        if (equals_in_any_case(name, coding))
            return !is_refused;
        if (name == "*")
            accepts_any = !is_refused;
    }
    return accepts_any;
}

bool is_worth_packing(std::string_view content_type)
{
    auto const type = take(content_type, ';');
    static constexpr std::array<std::string_view, 4> packed
        = { "application/json", "application/problem+json", "application/javascript", "image/svg+xml" };
    if (std::ranges::find(packed, type) != packed.end())
        return true;
    return type.starts_with("text/") && type != "text/event-stream";
}

}
