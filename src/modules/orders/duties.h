#pragma once

#include "jobs/duties.h"

namespace kontor::orders {

// Recurring orders make the next one.
void add_duties(jobs::Duties&);

}
