#include "db/sqlite/error.h"

#include "db/database.h"

#include <cerrno>
#include <sqlite3.h>

namespace kontor::db {

namespace {

// "UNIQUE constraint failed: deal.number" or "UNIQUE constraint failed: index 'deal_number'" to what stands behind the
// colon.
std::string unique_place(std::string_view message)
{
    auto const colon = message.find(": ");
    auto place = colon == std::string_view::npos ? message : message.substr(colon + 2);
    constexpr std::string_view index = "index '";
    if (place.starts_with(index) && place.ends_with('\''))
        place = place.substr(index.size(), place.size() - index.size() - 1);
    return std::string { place };
}

bool is_full(int system_error) { return system_error == ENOSPC || system_error == EDQUOT; }

}

std::exception_ptr sqlite_error(sqlite3* handle, int code, std::string_view sql)
{
    std::string message = handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code);
    auto const system_error = handle ? sqlite3_system_errno(handle) : 0;

    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID: return std::make_exception_ptr(UniqueViolation { message, unique_place(message) });
    case SQLITE_CONSTRAINT_FOREIGNKEY: return std::make_exception_ptr(ForeignKeyViolation { message });
    case SQLITE_CONSTRAINT_TRIGGER: // how ON DELETE RESTRICT is reported
        if (message == "FOREIGN KEY constraint failed")
            return std::make_exception_ptr(ForeignKeyViolation { message });
        break;
    default: break;
    }

    switch (code & 0xff) {
    case SQLITE_INTERRUPT:
        return std::make_exception_ptr(DeadlineExceeded { "The statement took longer than it may." });
    case SQLITE_FULL: return std::make_exception_ptr(DiskFull { "The disk is full: " + message });
    case SQLITE_READONLY: return std::make_exception_ptr(ReadOnly { "The database can only be read: " + message });
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return std::make_exception_ptr(Unavailable { "Another program keeps the database to itself: " + message });
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        // Growing the WAL's index or a journal on a full disk is told this way.
        if (is_full(system_error))
            return std::make_exception_ptr(DiskFull { "The disk is full: " + message });
        if (system_error == EROFS || system_error == EACCES)
            return std::make_exception_ptr(ReadOnly { "The database can only be read: " + message });
        break;
    default: break;
    }
    message.append(" (SQLite ").append(std::to_string(code)).append(")");
    if (!sql.empty())
        message.append(" in: ").append(sql.substr(0, 500));
    return std::make_exception_ptr(Error { message });
}

}
