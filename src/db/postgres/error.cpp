#include "db/postgres/error.h"

#include "db/database.h"

#include <string>

namespace kontor::db {

namespace {

std::string_view diagnostic(PGresult const* result, int field)
{
    auto const* text = result ? PQresultErrorField(result, field) : nullptr;
    return text ? text : "";
}

std::string without_line_end(std::string_view text)
{
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    return std::string { text };
}

template<typename Refusal> PostgresFailure failure(FailureKind kind, Refusal refusal)
{
    return { kind, std::make_exception_ptr(std::move(refusal)) };
}

}

PostgresFailure postgres_failure(PGconn* handle, PGresult const* result, std::string_view sql)
{
    auto const severity = diagnostic(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    auto const state = diagnostic(result, PG_DIAG_SQLSTATE);
    std::string message { diagnostic(result, PG_DIAG_MESSAGE_PRIMARY) };
    if (message.empty())
        message = without_line_end(PQerrorMessage(handle));

    if (PQstatus(handle) != CONNECTION_OK || severity == "FATAL" || severity == "PANIC")
        return failure(FailureKind::lost, Unavailable { "The connection to the database broke: " + message });
    if (state == "23505")
        return failure(FailureKind::refused,
            UniqueViolation { message, std::string { diagnostic(result, PG_DIAG_CONSTRAINT_NAME) } });
    if (state == "23503" || state == "23001")
        return failure(FailureKind::refused, ForeignKeyViolation { message });
    if (state == "57014")
        return failure(FailureKind::refused, DeadlineExceeded { "The statement took longer than it may: " + message });
    if (state == "53100")
        return failure(FailureKind::refused, DiskFull { "The disk of the database is full: " + message });
    if (state == "25006")
        return failure(FailureKind::read_only, ReadOnly { "The database can only be read: " + message });
    if (state == "40001" || state == "40P01")
        return failure(FailureKind::conflict, Unavailable { "Others kept changing the same rows: " + message });
    if (state == "55P03")
        return failure(FailureKind::locked, Unavailable { "Others keep the table busy: " + message });

    message.append(" (SQLSTATE ").append(state).append(")");
    if (!sql.empty())
        message.append(" in: ").append(sql.substr(0, 500));
    // The function's name is not translated, as the message may be.
    auto const is_stale = state == "26000"
        || (state == "0A000" && diagnostic(result, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery");
    return failure(is_stale ? FailureKind::stale_plan : FailureKind::refused, Error { message });
}

}
