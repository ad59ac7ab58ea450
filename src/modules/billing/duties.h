#pragma once

#include "jobs/duties.h"

namespace kontor::billing {

// Amounts in other currencies follow the newest rate while their records are open.
void add_duties(jobs::Duties&);

}
