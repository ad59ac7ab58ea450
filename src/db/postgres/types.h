#pragma once

#include <libpq-fe.h>

// Numbers of PostgreSQL's own types (pg_type.dat), the same in every database.
namespace kontor::db {

constexpr Oid bytea_type = 17;
constexpr Oid int8_type = 20;

}
