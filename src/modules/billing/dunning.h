#pragma once

#include "model/record.h"
#include "model/registry.h"
#include "records/store.h"

#include <optional>

namespace kontor::billing {

// The next step towards an invoice that is not paid; nothing when its day has not come, or there is none left.
std::optional<Record> due_step(records::Transaction&, Record const& charged);
// The step of a level.
std::optional<Record> step_of_level(records::Transaction&, std::int64_t level);

// Puts down which reminder is due for overdue invoices; a slice of a daily duty.
std::size_t mark_due_reminders(records::Transaction&);

// Drafts the invoices of billing schedules whose day has come; a slice of a daily duty.
std::size_t draft_scheduled_invoices(records::Transaction&);

void add_dunning(Registry&);

}
