#pragma once

#include "base/json.h"
#include "records/actor.h"

#include <string_view>

namespace kontor::api {

// The settings of a workspace with what an administrator, the set-up or the command line changes: name, currency
// (ISO 4217), language, time_zone (IANA), week_starts (1 Monday to 7). Unknown or unfit ones are faults at `path` +
// name.
records::Workspace changed_workspace(records::Workspace present, Json const& settings, std::string_view path = {});

}
