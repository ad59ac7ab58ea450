#pragma once

#include "model/registry.h"

// One dialogue over all channels: calls, meetings, tasks, letters, visits.
namespace kontor::conversations {

void add_to(Registry&);

}
