#pragma once

#include <exception>
#include <string_view>

struct sqlite3;

namespace kontor::db {

// The connection's latest error as one of the Error classes. `sql` is told only where a bug is likely; it never holds
// values.
std::exception_ptr sqlite_error(sqlite3*, int code, std::string_view sql);

}
