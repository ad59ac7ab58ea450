#pragma once

#include "jobs/duties.h"

namespace kontor {

// What the modules do by themselves, in the order in which a day does it.
void register_duties(jobs::Duties&);

}
