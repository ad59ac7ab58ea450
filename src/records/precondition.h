#pragma once

#include "records/store.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kontor::records {

// The versions that If-Match names; nothing means any.
using WantedVersions = std::optional<std::vector<std::int64_t>>;

// Throws Problem version_conflict with who changed what since, as far as the actor may see it.
void demand_version(Transaction&, Record const&, WantedVersions const&);

}
