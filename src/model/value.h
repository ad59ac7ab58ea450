#pragma once

#include "base/decimal.h"
#include "base/id.h"
#include "base/time.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace kontor {

// A key that stands for a record of a keyed entity ("lost" for a stage) until the write path has looked it up.
struct Key {
    std::string text;
    auto operator<=>(Key const&) const = default;
};

// ISO 3166-1 alpha-2 in `country`; every part may be empty.
struct Address {
    std::optional<std::string> street, street2, city, region, postal_code, country;
    auto operator<=>(Address const&) const = default;
    [[nodiscard]] bool is_empty() const;
};

// Names of the parts in their order: on the wire, in columns (`legal_address__city`), in filters
// (`legal_address.city`).
inline constexpr std::string_view address_parts[] = { "street", "street2", "city", "region", "postal_code", "country" };
std::optional<std::string>& part_of(Address&, std::size_t index);
std::optional<std::string> const& part_of(Address const&, std::size_t index);

// A JSON value kept as its text.
struct JsonText {
    std::string text;
    auto operator<=>(JsonText const&) const = default;
};

// What a field can hold; monostate is empty (null). The field's type says which alternative is in use:
// bool flag · int64 whole, duration · Decimal number, percent, money · string text, choice and their kin · Day ·
// Instant · Id link, file · vector choices · Address · JsonText json · Key only on the way in.
using Value = std::variant<std::monostate, bool, std::int64_t, Decimal, std::string, Day, Instant, Id,
    std::vector<std::string>, Address, JsonText, Key>;

[[nodiscard]] inline bool is_empty(Value const& value) { return std::holds_alternative<std::monostate>(value); }

}
