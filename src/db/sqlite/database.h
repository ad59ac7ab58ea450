#pragma once

#include "db/database.h"
#include "db/sqlite/checkpointer.h"

#include <memory>
#include <string>

namespace kontor::db {

std::unique_ptr<Database> open_sqlite(std::string path, Options const&, Checkpointer::Limits = {});

}
