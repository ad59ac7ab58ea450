#pragma once

#include "jobs/worker.h"

namespace kontor::jobs {

// One change over many records: {"entity", "ids", "update" | "delete" | "action" with "input"}. Each record with the
// owner's rights and rules, on its own; what is refused is told with its reason and does not stop the rest.
void run_bulk(JobRun&);

}
