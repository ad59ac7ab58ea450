#pragma once

#include "base/json.h"
#include "jobs/worker.h"
#include "records/import_row.h"

#include <cstdint>
#include <string>

namespace kontor::jobs {

struct ImportCounts {
    std::int64_t read = 0, created = 0, updated = 0, skipped = 0, rejected = 0;
};

// Runs an import: {"path" or "file_hash", "entity", "mapping", "dry_run", "strict"}. Rows go in slices of a few
// milliseconds, each durable with its place in the file; a bad row is written down with line, column and reason and
// does not stop the rest.
void run_import(JobRun&);

// The wizard's first look: columns with samples and suggestions, the first 50 rows with their faults.
std::string preview_import(
    records::Reading&, records::Store&, std::string const& path, EntityInfo const&, Json const* mapping);

}
