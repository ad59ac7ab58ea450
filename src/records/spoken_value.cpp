#include "records/spoken_value.h"

#include "base/decimal.h"
#include "base/spoken_time.h"

#include <fmt/format.h>

namespace kontor::records {

namespace {

// Digits in groups of three and the decimal sign, as the language writes them.
std::string spoken_number(std::string_view text, Language language)
{
    auto const is_russian = language == Language::ru;
    auto const point = std::min(text.find('.'), text.size());
    auto const first = text.starts_with('-') ? std::size_t { 1 } : 0;
    auto spoken = std::string { text.substr(0, first) };
    for (auto i = first; i < point; ++i) {
        if (i > first && (point - i) % 3 == 0)
            spoken += is_russian ? "\u00a0" : ",";
        spoken += text[i];
    }
    if (point < text.size())
        spoken += (is_russian ? "," : ".") + std::string { text.substr(point + 1) };
    return spoken;
}

std::string spoken_text(std::string const& text, Field const& field, Actor const& reader)
{
    if (auto const* choice = field.find_choice(text))
        return choice->label.in(reader.language);
    if (field.is_decimal() && Decimal::parse(text)) {
        auto spoken = spoken_number(text, reader.language);
        if (field.type() == FieldType::percent)
            spoken += reader.language == Language::ru ? "\u00a0%" : "%";
        return spoken;
    }
    if (field.type() == FieldType::day)
        if (auto const day = Day::parse(text))
            return spoken_day(*day, reader.today, reader.language);
    if (field.type() == FieldType::instant)
        if (auto const instant = Instant::parse(text))
            return spoken_moment(*instant, reader.today, reader.zone, reader.language);
    return text;
}

}

std::string spoken_value(Json const& value, Field const& field, Actor const& reader)
{
    auto const is_russian = reader.language == Language::ru;
    if (value.is_null())
        return is_russian ? "пусто" : "empty";
    if (auto const* text = value.as_string())
        return spoken_text(*text, field, reader);
    if (auto const* title = value.find("title"); title && title->as_string())
        return *title->as_string();
    if (auto const* flag = value.as_bool())
        return *flag ? (is_russian ? "да" : "yes") : (is_russian ? "нет" : "no");
    if (auto const* number = value.as_number())
        return spoken_number(number->text, reader.language);
    if (auto const* items = value.as_array()) {
        auto spoken = std::string {};
        for (auto const& item : *items)
            spoken += (spoken.empty() ? "" : ", ") + spoken_value(item, field, reader);
        return spoken.empty() ? spoken_value({}, field, reader) : spoken;
    }
    return "…";
}

}
