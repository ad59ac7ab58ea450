#pragma once

#include "app/demo/teller.h"

namespace kontor::demo {

// What lies on the manager's desk this morning: the day's meetings and tasks, what colleagues ask of her, the lists
// that she keeps, the papers of her first client.
void lay_desk(History&, World const&, Teller const&);

}
