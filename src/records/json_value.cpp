#include "base/problem.h"
#include "records/body_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

constexpr std::int64_t whole_limit = 9'007'199'254'740'991; // what a double still holds exactly (API.md 1)
constexpr std::size_t json_depth_max = 16;

bool has_day_shape(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return false;
    return std::ranges::all_of(std::array { 0, 1, 2, 3, 5, 6, 8, 9 },
        [&](int i) { return text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9'; });
}

// Inside a json value the last of several equal keys counts (API.md 1).
Json without_repeats(Json const& json)
{
    if (auto const* elements = json.as_array()) {
        auto kept = JsonArray {};
        for (auto const& element : *elements)
            kept.push_back(without_repeats(element));
        return Json { std::move(kept) };
    }
    if (auto const* members = json.as_object()) {
        auto kept = JsonObject {};
        for (auto member = members->begin(); member != members->end(); ++member) {
            auto const is_repeated = std::any_of(std::next(member), members->end(),
                [&](JsonMember const& later) { return later.first == member->first; });
            if (!is_repeated)
                kept.emplace_back(member->first, without_repeats(member->second));
        }
        return Json { std::move(kept) };
    }
    return json;
}

std::size_t depth_of(Json const& json)
{
    auto deepest = std::size_t { 0 };
    if (auto const* elements = json.as_array()) {
        for (auto const& element : *elements)
            deepest = std::max(deepest, depth_of(element));
        return deepest + 1;
    }
    if (auto const* members = json.as_object()) {
        for (auto const& [name, value] : *members)
            deepest = std::max(deepest, depth_of(value));
        return deepest + 1;
    }
    return 0;
}

// Reads one value; what it finds wrong goes to the faults.
class ValueReader {
public:
    ValueReader(FieldDefinition const& field, Schema const& schema, std::string const& path, Faults& faults)
        : m_field(field)
        , m_schema(schema)
        , m_path(path)
        , m_faults(faults)
    {
    }

    std::optional<Value> read(Json const& json) const
    {
        switch (m_field.type) {
        case FieldType::text:
        case FieldType::long_text:
        case FieldType::rich_text:
        case FieldType::email:
        case FieldType::phone:
        case FieldType::url: return read_string(json, "Send text.");
        case FieldType::currency: return read_string(json, "Send the code of a currency, such as \"EUR\".");
        case FieldType::whole:
        case FieldType::duration: return read_whole(json);
        case FieldType::number:
        case FieldType::percent:
        case FieldType::money: return read_decimal(json);
        case FieldType::day: return read_day(json);
        case FieldType::instant: return read_instant(json);
        case FieldType::flag: return read_flag(json);
        case FieldType::choice: return read_choice(json);
        case FieldType::choices: return read_choices(json);
        case FieldType::link: return read_link(json);
        case FieldType::file: return read_file(json);
        case FieldType::address: return read_address(json);
        case FieldType::json: return read_json(json);
        case FieldType::any_link: return read_any(json);
        case FieldType::links: break;
        }
        return reject_type("This is not set as one value.");
    }

private:
    std::optional<Value> reject_type(std::string message) const
    {
        kontor::records::reject_type(m_faults, m_path, std::move(message));
        return {};
    }

    std::optional<Value> reject(
        std::string_view code, std::string message, std::vector<std::pair<std::string, std::string>> params = {}) const
    {
        reject_meaning(m_faults, m_path, code, std::move(message), std::move(params));
        return {};
    }

    std::optional<Value> read_string(Json const& json, char const* wish) const
    {
        if (auto const* text = json.as_string())
            return Value { *text };
        return reject_type(wish);
    }

    std::optional<Value> read_whole(Json const& json) const
    {
        auto const* number = json.as_number();
        if (!number)
            return reject_type("Send a whole number.");
        auto const is_integral = number->text.find_first_of(".eE") == std::string::npos;
        if (!is_integral)
            return reject("bad_format", "Send a whole number, without a point or an exponent.");
        auto const whole = json.as_whole();
        if (number->text.starts_with('-') && (!whole || *whole < -whole_limit))
            return reject("too_small", fmt::format("Must be at least {}.", -whole_limit),
                { { "min", std::to_string(-whole_limit) } });
        if (!whole || *whole > whole_limit)
            return reject("too_large", fmt::format("Must be at most {}.", whole_limit),
                { { "max", std::to_string(whole_limit) } });
        return Value { *whole };
    }

    std::optional<Value> read_decimal(Json const& json) const
    {
        auto const* text = json.as_string();
        if (auto const* number = json.as_number())
            text = &number->text;
        if (!text)
            return reject_type("Send a decimal as a string, such as \"12.5\".");
        return read_decimal_text(*text, m_path, m_faults);
    }

    std::optional<Value> read_day(Json const& json) const
    {
        auto const* text = json.as_string();
        if (!text)
            return reject_type("Send a day as \"YYYY-MM-DD\".");
        if (auto const day = Day::parse(*text))
            return Value { *day };
        if (has_day_shape(*text))
            return reject("no_such_day", fmt::format("There is no day {}.", *text));
        return reject("bad_format", "A day is written YYYY-MM-DD.");
    }

    std::optional<Value> read_instant(Json const& json) const
    {
        auto const* text = json.as_string();
        if (!text)
            return reject_type("Send an instant as \"YYYY-MM-DDThh:mm:ssZ\".");
        if (auto const instant = Instant::parse(*text))
            return Value { *instant };
        return reject("bad_format", "An instant is written YYYY-MM-DDThh:mm:ss with Z or an offset.");
    }

    std::optional<Value> read_flag(Json const& json) const
    {
        if (auto const* flag = json.as_bool())
            return Value { *flag };
        return reject_type("Send true or false.");
    }

    std::optional<Value> read_choice(Json const& json) const
    {
        auto const* text = json.as_string();
        if (!text)
            return reject_type("Send one of the choices as a string.");
        if (auto const* choice = find_choice(m_field, *text); choice && choice->is_retired)
            return reject("no_such_choice", fmt::format("\"{}\" is no longer in use.", choice->label.en));
        return Value { *text };
    }

    std::optional<Value> read_choices(Json const& json) const
    {
        auto const* elements = json.as_array();
        if (!elements)
            return reject_type("Send a list of choices.");
        auto chosen = std::vector<std::string> {};
        for (auto const& element : *elements) {
            auto const* text = element.as_string();
            if (!text)
                return reject_type("Send a list of choices.");
            if (auto const* choice = find_choice(m_field, *text); choice && choice->is_retired)
                return reject("no_such_choice", fmt::format("\"{}\" is no longer in use.", choice->label.en));
            chosen.push_back(*text);
        }
        return Value { std::move(chosen) };
    }

    // Keys begin with a letter and ids are digits, so the two never clash (API.md 3.4).
    std::optional<Value> read_link(Json const& json) const
    {
        auto const* text = json.as_string();
        auto const* target = m_schema.find_singular(m_field.target);
        auto const begins_with_letter = text && !text->empty()
            && ((text->front() >= 'a' && text->front() <= 'z') || (text->front() >= 'A' && text->front() <= 'Z'));
        if (begins_with_letter && target && target->is_keyed)
            return Value { Key { *text } };
        if (auto const id = read_id(json, m_path, m_faults))
            return Value { *id };
        return {};
    }

    std::optional<Value> read_file(Json const& json) const
    {
        if (auto const id = read_id(json, m_path, m_faults))
            return Value { *id };
        return {};
    }

    std::optional<Value> read_any(Json const& json) const
    {
        if (auto const target = read_any_record(json, m_schema, nullptr, m_path, m_faults))
            return Value { target->id };
        return {};
    }

    std::optional<Value> read_address(Json const& json) const
    {
        auto const* members = json.as_object();
        if (!members)
            return reject_type("Send an address as an object: street, street2, city, region, postal_code, country.");
        auto address = Address {};
        auto is_sound = true;
        auto seen = std::array<bool, std::size(address_parts)> {};
        for (auto const& [name, value] : *members) {
            auto const where = m_path + "." + name;
            auto const* found = std::ranges::find(address_parts, std::string_view { name });
            auto const index = static_cast<std::size_t>(found - std::begin(address_parts));
            if (found == std::end(address_parts)) {
                reject_shape(m_faults, where, "unknown_field",
                    fmt::format("An address has no \"{}\". Its parts are street, street2, city, region, postal_code "
                                "and country.",
                        name));
                is_sound = false;
            } else if (std::exchange(seen[index], true)) {
                reject_shape(m_faults, where, "duplicate_field", fmt::format("\"{}\" is named twice.", name));
                is_sound = false;
            } else if (auto const* text = value.as_string()) {
                part_of(address, index) = *text;
            } else if (!value.is_null()) {
                kontor::records::reject_type(m_faults, where, "Send text.");
                is_sound = false;
            }
        }
        return is_sound ? std::optional { Value { std::move(address) } } : std::nullopt;
    }

    std::optional<Value> read_json(Json const& json) const
    {
        if (depth_of(json) > json_depth_max)
            return reject("too_deep", fmt::format("At most {} levels of lists and objects fit.", json_depth_max),
                { { "max", std::to_string(json_depth_max) } });
        return Value { JsonText { without_repeats(json).to_text() } };
    }

    FieldDefinition const& m_field;
    Schema const& m_schema;
    std::string const& m_path;
    Faults& m_faults;
};

}

std::optional<Decimal> read_decimal_text(std::string_view text, std::string const& path, Faults& faults)
{
    if (auto const decimal = Decimal::parse(text))
        return decimal;
    auto const is_negative = text.starts_with('-');
    auto const digits = text.substr(is_negative ? 1 : 0);
    auto const point = digits.find('.');
    auto const whole_part = digits.substr(0, point);
    auto const fraction = point == std::string_view::npos ? std::string_view {} : digits.substr(point + 1);
    auto is_digits
        = [](std::string_view part) { return std::ranges::all_of(part, [](char c) { return c >= '0' && c <= '9'; }); };
    auto const is_well_formed = !whole_part.empty() && whole_part.size() <= 15 && is_digits(whole_part)
        && fraction.size() <= 4 && is_digits(fraction) && (point == std::string_view::npos || !fraction.empty());
    if (is_well_formed) {
        // Fifteen digits, and still more than ten-thousandths in 64 bits hold.
        auto const limit = Decimal { is_negative ? INT64_MIN : INT64_MAX }.to_string();
        reject_meaning(faults, path, is_negative ? "too_small" : "too_large",
            fmt::format("Must be at {} {}.", is_negative ? "least" : "most", limit),
            { { is_negative ? "min" : "max", limit } });
    } else {
        reject_meaning(faults, path, "bad_decimal",
            "Write a decimal with up to 15 digits before and 4 after the point, such as 1250.5, without an exponent.");
    }
    return {};
}

bool read_value(Json const& json, FieldDefinition const& field, Schema const& schema, std::string const& path,
    Value& out, Faults& faults)
{
    out = {};
    if (json.is_null())
        return true;
    auto value = ValueReader { field, schema, path, faults }.read(json);
    if (!value)
        return false;
    auto const known_faults = faults.meaning.size();
    check_value(field, *value, path, faults);
    out = std::move(*value);
    return faults.meaning.size() == known_faults;
}

}
