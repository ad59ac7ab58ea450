#pragma once

#include "model/record.h"
#include "records/store.h"

#include <cstdint>

namespace kontor::accounts {

// How many days may pass between contacts with this client: its own rhythm, else that of its tier.
std::int64_t contact_cadence_days(Record const& account);

// Sets `contact_due_on` from the last contact, or from the day the account was entered while there was none.
void set_contact_due(records::Transaction&, Record& account);

}
