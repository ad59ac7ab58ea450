#pragma once

#include "jobs/worker.h"

namespace kontor::jobs {

// The table of contents of background work: import, export, bulk.
void add_kinds(Worker&);

}
