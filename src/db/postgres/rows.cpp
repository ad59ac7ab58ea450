#include "db/postgres/rows.h"

#include "db/postgres/types.h"

#include <algorithm>
#include <charconv>

namespace kontor::db {

namespace {

constexpr Oid boolean_type = 16;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid numeric_type = 1700;

int nibble(char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; }

}

PostgresRows::PostgresRows(PostgresResult result) : m_result(std::move(result)), m_row_count(PQntuples(m_result.get()))
{
    auto const count = PQnfields(m_result.get());
    m_kinds.reserve(static_cast<std::size_t>(count));
    for (int column = 0; column < count; ++column)
        m_kinds.push_back(kind_of(PQftype(m_result.get(), column)));
}

PostgresRows::Kind PostgresRows::kind_of(Oid type)
{
    switch (type) {
    case int8_type:
    case int4_type:
    case int2_type: return Kind::whole;
    case numeric_type: return Kind::numeric;
    case boolean_type: return Kind::boolean;
    case bytea_type: return Kind::bytes;
    default: return Kind::text;
    }
}

std::string_view PostgresRows::raw(int column) const
{
    return { PQgetvalue(m_result.get(), m_row, column),
        static_cast<std::size_t>(PQgetlength(m_result.get(), m_row, column)) };
}

std::int64_t PostgresRows::whole(int column) const
{
    auto const value = text(column);
    std::int64_t number = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc::result_out_of_range)
        throw Error { "A number of the database is larger than 64 bits." };
    return number;
}

std::string_view PostgresRows::text(int column) const
{
    auto const value = raw(column);
    if (m_kinds[static_cast<std::size_t>(column)] == Kind::boolean && !value.empty())
        return value == "t" ? "1" : "0";
    return value;
}

std::string PostgresRows::blob(int column) const
{
    auto const value = raw(column);
    if (m_kinds[static_cast<std::size_t>(column)] != Kind::bytes)
        return std::string { value };
    std::string bytes;
    bytes.reserve(value.size() / 2);
    for (std::size_t at = 2; at + 1 < value.size(); at += 2) // behind the "\x"
        bytes += static_cast<char>(nibble(value[at]) << 4 | nibble(value[at + 1]));
    return bytes;
}

bool PostgresRows::is_whole(int column) const
{
    if (is_null(column))
        return false;
    switch (m_kinds[static_cast<std::size_t>(column)]) {
    case Kind::whole:
    case Kind::boolean: return true;
    case Kind::numeric:
        return std::ranges::all_of(
            raw(column), [](char character) { return character == '-' || (character >= '0' && character <= '9'); });
    case Kind::text:
    case Kind::bytes: break;
    }
    return false;
}

}
