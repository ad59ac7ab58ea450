#pragma once

#include "jobs/duties.h"

namespace kontor::approvals {

void add_duties(jobs::Duties&);

}
