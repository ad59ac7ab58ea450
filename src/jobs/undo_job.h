#pragma once

#include "jobs/worker.h"

#include <cstddef>
#include <string>

namespace kontor::jobs {

// What a job did is taken back record by record, newest first; records that have changed since are left and named
// (API.md 8.4, 13).

// How many records the job touched. Throws Problem not_found for somebody else's job, and not_in_this_state for one
// that is still at work, was taken back already, or is being taken back.
std::size_t demand_undoable(records::Transaction&, Id job);
// All of it in this transaction: for what a person can wait for. The answer is {id, state, taken_back, left}.
std::string undo_at_once(records::Transaction&, Id job);
// The job of kind "undo", over {"job": "71"}: a transaction for each change.
void run_undo(JobRun&);

}
