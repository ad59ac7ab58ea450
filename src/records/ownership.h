#pragma once

#include "records/store.h"

namespace kontor::records {

// A person has moved: whatever he owns follows him, in the same transaction, so that his new department sees it at once
// and his old one no longer does. The stamp is derived from the owner: versions and audit are left alone.
void restamp_department(Transaction&, Id owner, Id department);

}
