#pragma once

#include "app/demo/dossier.h"
#include "app/demo/history.h"

namespace kontor::demo {

// Drafts of today with a discount beyond a limit wait for the head.
void ask_for_approvals(History&, World const&);

}
