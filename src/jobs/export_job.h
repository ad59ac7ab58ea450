#pragma once

#include "jobs/worker.h"

namespace kontor::jobs {

// A large export: {"entity", "format", "filter", "fields", "order_by", "reason"}; the result is a file of the person's.
void run_export_job(JobRun&);

}
