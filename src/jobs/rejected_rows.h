#pragma once

#include "base/id.h"
#include "db/database.h"

#include <string>
#include <vector>

namespace kontor::jobs {

// The rows that an import refused, as they were in the file and in its columns, each once, with its line and all its
// reasons behind it: mended by hand, the file can be imported again.
std::string rejected_rows_csv(db::Connection&, Id job, std::vector<std::string> const& headers);

}
