#pragma once

#include "db/database.h"

#include <memory>
#include <string>

namespace kontor::db {

std::unique_ptr<Database> open_postgres(std::string url, Options const&);

}
