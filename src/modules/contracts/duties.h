#pragma once

#include "jobs/duties.h"

namespace kontor::contracts {

// Signed contracts begin; those at their end prolong themselves or end; obligations past their day are breached.
void add_duties(jobs::Duties&);

}
