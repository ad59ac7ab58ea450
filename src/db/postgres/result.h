#pragma once

#include <libpq-fe.h>
#include <memory>

namespace kontor::db {

struct ClearResult {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, ClearResult>;

}
