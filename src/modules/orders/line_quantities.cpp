#include "modules/orders/line_quantities.h"

#include "base/json.h"
#include "base/problem.h"

#include <fmt/format.h>

namespace kontor::orders {

std::optional<std::vector<LineQuantity>> line_quantities(
    records::ActionCall const& call, JsonField const& lines, std::string_view name)
{
    auto const given = call.get(lines);
    if (!given)
        return {};
    auto const parsed = parse_json(given->text);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* list = json ? json->as_array() : nullptr;
    if (!list || list->empty())
        throw Problem::invalid(
            lines.name(), "wrong_type", fmt::format("Send a list of {{\"{}\", \"quantity\"}}.", name));
    auto quantities = std::vector<LineQuantity> {};
    for (std::size_t i = 0; i < list->size(); ++i) {
        auto const path = fmt::format("{}[{}]", lines.name(), i);
        auto const* line = (*list)[i].find(name);
        auto const* quantity = (*list)[i].find("quantity");
        auto const id = line && line->as_string() ? Id::parse(*line->as_string()) : std::nullopt;
        if (!id)
            throw Problem::invalid(path + "." + std::string { name }, "required", "Say which line is meant.");
        auto number = std::optional<Decimal> {};
        if (quantity && quantity->as_string())
            number = Decimal::parse(*quantity->as_string());
        if (quantity && quantity->as_number())
            number = Decimal::parse(quantity->as_number()->text);
        if (!number)
            throw Problem::invalid(path + ".quantity", "bad_decimal", "Say how much, as a number.");
        if (*number <= Decimal {})
            throw Problem::invalid(path + ".quantity", *number < Decimal {} ? "negative" : "zero_quantity",
                "The quantity is a number above zero.");
        quantities.push_back({ *id, *number });
    }
    return quantities;
}

}
