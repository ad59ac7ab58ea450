#include "base/ascii.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "records/body_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

struct DayParts {
    int year = 0, month = 0, day = 0;
};

// Reads up to `at_most` digits.
std::optional<int> take_number(std::string_view& text, std::size_t at_least, std::size_t at_most)
{
    auto count = std::size_t { 0 };
    auto number = 0;
    while (count < at_most && count < text.size() && is_digit(text[count]))
        number = number * 10 + (text[count++] - '0');
    if (count < at_least)
        return {};
    text.remove_prefix(count);
    return number;
}

// A format is runs of Y, M and D with signs between them. M and MM read alike: both "3" and "03".
std::optional<DayParts> parse_day(std::string_view text, std::string_view format)
{
    // A format without month or day means the first of it: "YYYY" for the year a company was founded.
    auto parts
        = DayParts { .month = format.find('M') == format.npos ? 1 : 0, .day = format.find('D') == format.npos ? 1 : 0 };
    while (!format.empty()) {
        auto const sign = format.front();
        auto const run = std::min(format.find_first_not_of(sign), format.size());
        if (sign != 'Y' && sign != 'M' && sign != 'D') {
            if (!text.starts_with(sign))
                return {};
            text.remove_prefix(1);
            format.remove_prefix(1);
            continue;
        }
        format.remove_prefix(run);
        auto const is_long_year = sign == 'Y' && run >= 4;
        auto const number = is_long_year ? take_number(text, 4, 4) : take_number(text, sign == 'Y' ? 2 : 1, 2);
        if (!number)
            return {};
        // POSIX: two digits from 69 are of the last century.
        if (sign == 'Y')
            parts.year = is_long_year ? *number : *number + (*number < 69 ? 2000 : 1900);
        else
            (sign == 'M' ? parts.month : parts.day) = *number;
    }
    return text.empty() ? std::optional { parts } : std::nullopt;
}

void replace_all(std::string& text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

// True for "1.250.000" and "1.250": one to three digits, then groups of three.
bool is_grouped(std::string_view whole_part, char separator)
{
    auto const first = whole_part.find(separator);
    if (first == 0 || first > 3)
        return false;
    for (auto rest = whole_part.substr(first); !rest.empty(); rest.remove_prefix(4))
        if (rest.size() < 4 || rest[0] != separator || !std::ranges::all_of(rest.substr(1, 3), is_digit))
            return false;
    return true;
}

// The decimal as a program writes it: "1 250 000,50" with the sign ',' is "1250000.50". The other sign is taken for a
// separator of thousands only where it can be nothing else: "1,250" is refused, because it may have been meant as 1.25.
std::string plain_decimal(std::string_view cell, char sign)
{
    auto text = std::string { trim(cell) };
    for (auto space : { " ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "'", "\xE2\x80\x99" })
        replace_all(text, space, "");
    replace_all(text, "\xE2\x88\x92", "-");
    auto const other = sign == ',' ? '.' : ',';
    auto const point = text.find(sign);
    auto const whole_part
        = std::string_view { text }.substr(text.starts_with('-') ? 1 : 0, point - (text.starts_with('-') ? 1 : 0));
    auto const separators = std::ranges::count(whole_part, other);
    if (separators > 0 && is_grouped(whole_part, other) && (separators > 1 || point != std::string::npos))
        std::erase(text, other);
    else
        std::ranges::replace(text, other, '?');
    std::ranges::replace(text, sign, '.');
    // Spreadsheets write noughts as they please.
    if (auto const at = text.find('.'); at != std::string::npos && text.size() > at + 5
        && std::ranges::all_of(text.substr(at + 5), [](char c) { return c == '0'; }))
        text.resize(at + 5);
    return text;
}

class CellReader {
public:
    CellReader(
        Field const& field, Schema const& schema, CellFormat const& format, std::string const& path, Faults& faults)
        : m_field(field)
        , m_schema(schema)
        , m_format(format)
        , m_path(path)
        , m_faults(faults)
    {
    }

    std::optional<Value> read(std::string_view cell) const
    {
        auto const text = trim(cell);
        switch (m_field.type()) {
        case FieldType::text:
        case FieldType::email:
        case FieldType::phone:
        case FieldType::url: return Value { on_one_line(cell) };
        case FieldType::long_text:
        case FieldType::rich_text: return Value { std::string { cell } };
        case FieldType::currency: return Value { std::string { text } };
        case FieldType::whole:
        case FieldType::duration: return read_whole(text);
        case FieldType::number:
        case FieldType::percent:
        case FieldType::money: return read_decimal(text);
        case FieldType::day: return read_day(text);
        case FieldType::instant: return read_instant(text);
        case FieldType::flag: return read_flag(text);
        case FieldType::choice: return read_choice(text);
        case FieldType::choices: return read_choices(text);
        case FieldType::address:
        case FieldType::json: return read_json(text);
        case FieldType::link:
        case FieldType::file: return read_json_value(Json { text });
        case FieldType::any_link:
        case FieldType::links: break;
        }
        return reject("bad_format", "This cannot be filled from one cell.");
    }

private:
    std::optional<Value> reject(std::string_view code, std::string message) const
    {
        reject_meaning(m_faults, m_path, code, std::move(message));
        return {};
    }

    // Line breaks in a field of one line become spaces (API.md 10).
    static std::string on_one_line(std::string_view cell)
    {
        auto text = std::string { cell };
        replace_all(text, "\r\n", " ");
        std::ranges::replace_if(
            text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
        return text;
    }

    std::optional<Value> read_decimal(std::string_view text) const
    {
        if (m_field.type() == FieldType::percent && text.ends_with('%'))
            text = trim(text.substr(0, text.size() - 1));
        return read_decimal_text(plain_decimal(text, m_format.decimal), m_path, m_faults);
    }

    std::optional<Value> read_whole(std::string_view text) const
    {
        auto plain = plain_decimal(text, m_format.decimal);
        if (auto const point = plain.find('.');
            point != std::string::npos && plain.find_first_not_of('0', point + 1) == std::string::npos && point > 0)
            plain.resize(point);
        auto const digits = std::string_view { plain }.substr(plain.starts_with('-') ? 1 : 0);
        if (digits.empty() || !std::ranges::all_of(digits, is_digit))
            return reject("bad_format", "A whole number is needed.");
        auto const without_noughts = std::min(digits.find_first_not_of('0'), digits.size() - 1);
        return read_json_value(Json {
            JsonNumber { (plain.starts_with('-') ? "-" : "") + std::string { digits.substr(without_noughts) } } });
    }

    // Databases write a day as its midnight: "1996-07-04 00:00:00.000".
    static std::string_view without_midnight(std::string_view text)
    {
        auto const time = text.find_first_of(" T");
        auto const is_midnight = time != std::string_view::npos && text.substr(time + 1).starts_with("00:00")
            && text.find_first_not_of("0:.Z", time + 1) == std::string_view::npos;
        return is_midnight ? text.substr(0, time) : text;
    }

    std::optional<Value> read_day(std::string_view written) const
    {
        auto const text = without_midnight(written);
        auto parts = parse_day(text, m_format.date);
        if (!parts)
            parts = parse_day(text, "YYYY-MM-DD");
        if (!parts)
            return reject("bad_format", fmt::format("\"{}\" is not a day as {}.", shown(text), m_format.date));
        if (auto const day = Day::from_parts(parts->year, parts->month, parts->day))
            return Value { *day };
        return reject("no_such_day", fmt::format("There is no day {}.", shown(text)));
    }

    // A time without a zone is UTC, as exports write it.
    std::optional<Value> read_instant(std::string_view text) const
    {
        if (auto const instant = Instant::parse(text))
            return Value { *instant };
        auto with_zone = std::string { text };
        if (with_zone.size() > 10 && with_zone[10] == ' ')
            with_zone[10] = 'T';
        if (auto const instant = Instant::parse(with_zone))
            return Value { *instant };
        if (auto const instant = Instant::parse(with_zone + "Z"))
            return Value { *instant };
        auto day = parse_day(text, m_format.date);
        if (!day)
            day = parse_day(text, "YYYY-MM-DD");
        if (!day)
            return reject("bad_format", fmt::format("\"{}\" is not a time as YYYY-MM-DDThh:mm:ssZ.", shown(text)));
        if (auto const found = Day::from_parts(day->year, day->month, day->day))
            return Value { TimeZone::utc().start_of(*found) };
        return reject("no_such_day", fmt::format("There is no day {}.", shown(text)));
    }

    std::optional<Value> read_flag(std::string_view text) const
    {
        auto const word = to_lower(text);
        if (word == "true" || word == "yes" || word == "1" || word == "да")
            return Value { true };
        if (word == "false" || word == "no" || word == "0" || word == "нет")
            return Value { false };
        return reject("bad_format", fmt::format("\"{}\" is neither yes nor no.", shown(text)));
    }

    // Keys, and, because people write the files, labels.
    std::string choice_of(std::string_view text) const
    {
        if (m_field.find_choice(text))
            return std::string { text };
        auto const folded = fold(text);
        for (auto const& choice : m_field.definition().choices)
            if (folded == fold(choice.value) || folded == fold(choice.label.en) || folded == fold(choice.label.ru))
                return choice.value;
        return std::string { text };
    }

    std::optional<Value> read_choice(std::string_view text) const { return Value { choice_of(text) }; }

    std::optional<Value> read_choices(std::string_view text) const
    {
        auto chosen = std::vector<std::string> {};
        while (!text.empty()) {
            auto const end = std::min(text.find(';'), text.size());
            if (auto const part = trim(text.substr(0, end)); !part.empty())
                chosen.push_back(choice_of(part));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return Value { std::move(chosen) };
    }

    std::optional<Value> read_json(std::string_view text) const
    {
        auto parsed = parse_json(text);
        if (auto const* json = std::get_if<Json>(&parsed))
            return read_json_value(*json);
        return reject("bad_format", "This is not valid JSON.");
    }

    // What is wrong with the shape of a cell is wrong with its meaning: a file has no shape of its own.
    std::optional<Value> read_json_value(Json const& json) const
    {
        auto faults = Faults {};
        auto value = Value {};
        auto const is_sound = kontor::records::read_value(json, m_field.definition(), m_schema, m_path, value, faults);
        for (auto& fault : faults.shape)
            fault.code = "bad_format";
        m_faults.meaning.insert(m_faults.meaning.end(), faults.shape.begin(), faults.shape.end());
        m_faults.meaning.insert(m_faults.meaning.end(), faults.meaning.begin(), faults.meaning.end());
        return is_sound ? std::optional { std::move(value) } : std::nullopt;
    }

    static std::string_view shown(std::string_view text)
    {
        return text.size() > 80 ? std::string_view { "This" } : text;
    }

    Field const& m_field;
    Schema const& m_schema;
    CellFormat const& m_format;
    std::string const& m_path;
    Faults& m_faults;
};

}

bool read_cell(std::string_view text, Field const& field, Schema const& schema, CellFormat const& format,
    std::string const& path, Value& out, Faults& faults)
{
    out = {};
    if (trim(text).empty())
        return true;
    auto value = CellReader { field, schema, format, path, faults }.read(text);
    if (!value)
        return false;
    auto const known_faults = faults.meaning.size();
    check_value(field.definition(), *value, path, faults);
    out = std::move(*value);
    return faults.meaning.size() == known_faults;
}

}
