#include "base/json.h"
#include "records/input.h"

namespace kontor::records {

namespace {

void append_address(std::string& out, Address const& address)
{
    out += '{';
    for (std::size_t i = 0; i < std::size(address_parts); ++i) {
        out.append(i ? ",\"" : "\"").append(address_parts[i]).append("\":");
        if (auto const& part = part_of(address, i))
            append_json_string(out, *part);
        else
            out += "null";
    }
    out += '}';
}

int digits_of(Field const& field, int money_digits) { return field.type() == FieldType::money ? money_digits : 0; }

// One answer for each alternative of a Value.
struct JsonForm {
    std::string& out;
    Field const& field;
    int money_digits;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool flag) const { out += flag ? "true" : "false"; }
    void operator()(std::int64_t whole) const { out += std::to_string(whole); }
    void operator()(Decimal decimal) const { append_quoted(decimal.to_string(digits_of(field, money_digits))); }
    void operator()(std::string const& text) const { append_json_string(out, text); }
    void operator()(Day day) const { append_quoted(day.to_string()); }
    void operator()(Instant instant) const { append_quoted(instant.to_string()); }
    void operator()(Id id) const { out.append("{\"id\":\"").append(id.to_string()).append("\"}"); }
    void operator()(Address const& address) const { append_address(out, address); }
    void operator()(JsonText const& json) const { out += json.text; }
    void operator()(Key const& key) const { append_json_string(out, key.text); }
    void operator()(std::vector<std::string> const& chosen) const
    {
        out += '[';
        for (std::size_t i = 0; i < chosen.size(); ++i) {
            out += i ? "," : "";
            append_json_string(out, chosen[i]);
        }
        out += ']';
    }

private:
    void append_quoted(std::string const& text) const { out.append("\"").append(text).append("\""); }
};

struct CellForm {
    Field const& field;
    int money_digits;

    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
    std::string operator()(Decimal decimal) const { return decimal.to_string(digits_of(field, money_digits)); }
    std::string operator()(std::string const& text) const { return field.is_text() ? spreadsheet_safe(text) : text; }
    std::string operator()(Day day) const { return day.to_string(); }
    std::string operator()(Instant instant) const { return instant.to_string(); }
    std::string operator()(Id id) const { return id.to_string(); }
    std::string operator()(JsonText const& json) const { return json.text; }
    std::string operator()(Key const& key) const { return key.text; }
    std::string operator()(Address const& address) const
    {
        auto text = std::string {};
        append_address(text, address);
        return text;
    }
    std::string operator()(std::vector<std::string> const& chosen) const
    {
        auto text = std::string {};
        for (auto const& choice : chosen)
            text += (text.empty() ? "" : ";") + choice;
        return text;
    }
};

// Would a spreadsheet take the text for a formula? `^'*[=+\-@\t\r]`
bool looks_like_formula(std::string_view text)
{
    auto const first = text.find_first_not_of('\'');
    return first != std::string_view::npos
        && std::string_view { "=+-@\t\r" }.find(text[first]) != std::string_view::npos;
}

}

void append_json(std::string& out, Field const& field, Value const& value, int money_digits)
{
    std::visit(JsonForm { out, field, money_digits }, value);
}

std::string cell_text(Field const& field, Value const& value, int money_digits)
{
    return std::visit(CellForm { field, money_digits }, value);
}

std::string spreadsheet_safe(std::string_view text)
{
    return looks_like_formula(text) ? "'" + std::string { text } : std::string { text };
}

std::string_view without_spreadsheet_guard(std::string_view text)
{
    return text.starts_with('\'') && looks_like_formula(text) ? text.substr(1) : text;
}

}
