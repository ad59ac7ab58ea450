#include "db/database.h"

#include "db/postgres/database.h"
#include "db/sqlite/database.h"

namespace kontor::db {

UniqueViolation::UniqueViolation(std::string message, std::string index_or_columns)
    : Error(std::move(message))
    , m_where(std::move(index_or_columns))
{
}

Value Rows::value(int column) const
{
    if (is_null(column))
        return {};
    if (is_whole(column))
        return whole(column);
    return std::string { text(column) };
}

std::unique_ptr<Database> open(std::string_view url, Options const& options)
{
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite) && url.size() > sqlite.size())
        return open_sqlite(std::string { url.substr(sqlite.size()) }, options);
    if (url.starts_with("postgresql://") || url.starts_with("postgres://"))
        return open_postgres(std::string { url }, options);
    // The address is not repeated: a mistyped one may hold a password.
    throw CannotOpen("The address of the database must be \"sqlite:PATH\" or \"postgresql://USER@HOST/DATABASE\".");
}

std::string quote(std::string_view identifier)
{
    std::string quoted;
    quoted.reserve(identifier.size() + 2);
    quoted += '"';
    for (char const character : identifier) {
        if (character == '"')
            quoted += '"';
        quoted += character;
    }
    quoted += '"';
    return quoted;
}

}
