#pragma once

#include "records/store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

struct IntegrityReport {
    std::int64_t records = 0;
    std::vector<std::string> faults; // one sentence each
};

// The database against the declarations: the engine's own check, tables and columns, links that lead nowhere, roll-ups
// and companions against their definitions, the search index, stored files, audit seals. Changes nothing.
IntegrityReport check_integrity(Store&, std::function<std::string(std::string_view hash)> const& path_of_file);

}
