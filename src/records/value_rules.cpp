#include "base/utf8.h"
#include "records/body_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

constexpr std::size_t choices_max = 100;
constexpr std::size_t address_part_max = 255;
constexpr std::size_t json_bytes_max = 64 * 1024;

class Rules {
public:
    Rules(FieldDefinition const& field, std::string const& path, Faults& faults)
        : m_field(field)
        , m_path(path)
        , m_faults(faults)
    {
    }

    void check(Value& value) const
    {
        if (auto* text = std::get_if<std::string>(&value)) {
            if (trim(*text).empty())
                value = {};
            else if (m_field.type == FieldType::choice)
                check_choice(*text);
            else
                check_text(*text);
        } else if (auto const* whole = std::get_if<std::int64_t>(&value)) {
            check_whole(*whole);
        } else if (auto const* decimal = std::get_if<Decimal>(&value)) {
            check_range(*decimal);
        } else if (auto const* chosen = std::get_if<std::vector<std::string>>(&value)) {
            if (chosen->empty())
                value = {};
            else
                check_choices(*chosen);
        } else if (auto* address = std::get_if<Address>(&value)) {
            check_address(*address);
            if (address->is_empty())
                value = {};
        } else if (auto const* json = std::get_if<JsonText>(&value)) {
            if (json->text.size() > json_bytes_max)
                reject_long(m_path, json_bytes_max, "bytes");
        }
    }

private:
    void reject(
        std::string_view code, std::string message, std::vector<std::pair<std::string, std::string>> params = {}) const
    {
        reject_meaning(m_faults, m_path, code, std::move(message), std::move(params));
    }

    void reject_long(std::string const& path, std::size_t max, std::string_view unit = "characters") const
    {
        reject_meaning(m_faults, path, "too_long", fmt::format("At most {} {} fit.", max, unit),
            { { "max", std::to_string(max) } });
    }

    void check_text(std::string const& text) const
    {
        auto const may_break = m_field.type == FieldType::long_text || m_field.type == FieldType::rich_text;
        if (has_control_characters(text, may_break ? LineBreaks::allowed : LineBreaks::refused))
            return reject("bad_characters",
                may_break ? "Control characters are not allowed."
                          : "Line breaks, tabs and other control characters are not allowed.");
        if (text.size() > m_field.max && count_code_points(text) > m_field.max)
            return reject_long(m_path, m_field.max);
        switch (m_field.type) {
        case FieldType::email:
            if (!is_email_address(text))
                reject("bad_format", "This is not an e-mail address.");
            break;
        case FieldType::phone:
            if (!is_phone_number(text))
                reject("bad_format", "This is not a phone number.");
            break;
        case FieldType::url:
            if (!is_web_address(text))
                reject("bad_format", "This is not a web address.");
            break;
        case FieldType::currency:
            if (!currency_digits(text))
                reject("bad_format", fmt::format("\"{}\" is not the code of a currency (ISO 4217).", text));
            break;
        default: break;
        }
    }

    void check_whole(std::int64_t whole) const
    {
        // Beyond what a bound can say, a number is beyond every bound.
        static constexpr auto bound_max = INT64_MAX / Decimal::one;
        check_range(Decimal::from_whole(std::clamp(whole, -bound_max, bound_max)));
    }

    void check_range(Decimal number) const
    {
        if (m_field.min_value && number < *m_field.min_value)
            reject("too_small", fmt::format("Must be at least {}.", m_field.min_value->to_string()),
                { { "min", m_field.min_value->to_string() } });
        if (m_field.max_value && number > *m_field.max_value)
            reject("too_large", fmt::format("Must be at most {}.", m_field.max_value->to_string()),
                { { "max", m_field.max_value->to_string() } });
    }

    void check_choice(std::string const& text) const
    {
        if (!find_choice(m_field, text))
            reject("no_such_choice", choice_sentence(m_field, text));
    }

    void check_choices(std::vector<std::string> const& chosen) const
    {
        if (chosen.size() > choices_max)
            return reject_long(m_path, choices_max, "choices");
        for (auto text = chosen.begin(); text != chosen.end(); ++text) {
            check_choice(*text);
            if (std::find(chosen.begin(), text, *text) != text)
                reject("not_unique", fmt::format("\"{}\" is named twice.", *text));
        }
    }

    void check_address(Address& address) const
    {
        for (std::size_t i = 0; i < std::size(address_parts); ++i) {
            auto& part = part_of(address, i);
            auto const path = m_path + "." + std::string { address_parts[i] };
            if (part && trim(*part).empty())
                part.reset();
            if (!part)
                continue;
            if (has_control_characters(*part, LineBreaks::refused))
                reject_meaning(m_faults, path, "bad_characters",
                    "Line breaks, tabs and other control characters are not allowed.");
            else if (count_code_points(*part) > address_part_max)
                reject_long(path, address_part_max);
            else if (address_parts[i] == "country" && !is_country(*part))
                reject_meaning(m_faults, path, "bad_format",
                    fmt::format("\"{}\" is not the code of a country (ISO 3166-1, two letters).", *part));
        }
    }

    FieldDefinition const& m_field;
    std::string const& m_path;
    Faults& m_faults;
};

}

void check_value(FieldDefinition const& field, Value& value, std::string const& path, Faults& faults)
{
    Rules { field, path, faults }.check(value);
}

ChoiceOption const* find_choice(FieldDefinition const& field, std::string_view value)
{
    auto found = std::ranges::find(field.choices, value, &ChoiceOption::value);
    return found == field.choices.end() ? nullptr : &*found;
}

std::string choice_sentence(FieldDefinition const& field, std::string_view wrong)
{
    static constexpr std::size_t named_max = 20;
    auto names = std::string {};
    auto named = std::size_t { 0 };
    for (auto const& choice : field.choices) {
        if (choice.is_retired)
            continue;
        if (named++ == named_max) {
            names += ", ...";
            break;
        }
        names += (names.empty() ? "" : ", ") + choice.value;
    }
    auto const shown = wrong.size() > 80 ? std::string { "This" } : fmt::format("\"{}\"", wrong);
    return fmt::format("{} is not one of {}.", shown, names);
}

}
