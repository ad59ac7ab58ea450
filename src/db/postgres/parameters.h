#pragma once

#include "db/database.h"

#include <array>
#include <cstdint>
#include <libpq-fe.h>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::db {

struct NumberedSql {
    std::string text;        // $1 for ?1
    int parameter_count = 0; // the highest number
};

// Leaves quoted text, quoted names, dollar quotes and comments as they are, and every question mark without a number.
NumberedSql number_parameters(std::string_view sql);

enum class ParameterKind : std::uint8_t { null, whole, text, blob };

// What PostgreSQL is told of a parameter's type. Text stays untyped, like a literal in quotes: it then takes the type
// of the column it meets, and the column's index is used. A number is said to be BIGINT: `?1 + 1` would otherwise be an
// INTEGER.
Oid type_of(ParameterKind);

// The parameters of one call as libpq takes them. Points into `parameters`.
class BoundParameters {
public:
    explicit BoundParameters(Parameters);

    [[nodiscard]] int count() const { return static_cast<int>(m_values.size()); }
    [[nodiscard]] std::vector<ParameterKind> const& kinds() const { return m_kinds; }
    [[nodiscard]] char const* const* values() const { return m_values.data(); }
    [[nodiscard]] int const* lengths() const { return m_lengths.data(); }
    [[nodiscard]] int const* formats() const { return m_formats.data(); }

private:
    std::vector<ParameterKind> m_kinds;
    std::vector<char const*> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
    std::vector<std::array<char, 24>> m_numbers;
};

}
