#pragma once

#include "jobs/duties.h"

namespace kontor::offers {

// Offers that nobody answered expire after their last day.
void add_duties(jobs::Duties&);

}
