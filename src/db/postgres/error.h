#pragma once

#include "db/postgres/result.h"

#include <exception>
#include <string_view>

namespace kontor::db {

// What an error means for the transaction it struck.
enum class FailureKind {
    none,
    refused,    // the statement was wrong, too late or not allowed: it would fail again
    conflict,   // a deadlock or a serialization failure: the closure runs again
    locked,     // a lock did not come within lock_timeout
    stale_plan, // the prepared statement is older than the table it reads: it is prepared again
    lost,       // the connection broke
    read_only,  // the server has become a standby: another connection may find the new primary
};

struct PostgresFailure {
    FailureKind kind = FailureKind::none;
    std::exception_ptr error;
};

// `result` may be null. `sql` is told only where a bug is likely; it never holds values, and neither does what the
// server says of them (only its primary message is taken).
PostgresFailure postgres_failure(PGconn*, PGresult const* result, std::string_view sql);

}
