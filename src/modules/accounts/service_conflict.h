#pragma once

#include "records/change.h"

namespace kontor::accounts {

// One manager, one kind of client: who serves retail has no corporate accounts, and the other way round. Rejects
// `field` (the owner or the member of a team) when `member` may not serve clients of this kind.
void refuse_other_kind_of_client(records::Change&, Link const& field, std::string_view account_kind);

}
