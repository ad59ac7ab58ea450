#pragma once

#include "records/store.h"

#include <string>
#include <string_view>

namespace kontor::records {

// One row of the trail as an entry of a timeline.
struct ChangeEntry {
    Id id, change, by, record;
    Instant at;
    std::string via, event, title, changes;
};

// created, change, stage, action, deleted, restored or imported (API.md 8.3).
std::string_view kind_of(EntityInfo const&, ChangeEntry const&);

// The entry as JSON with what the reader may see of it; empty when nothing is left.
std::string change_entry(Reading&, EntityInfo const&, ChangeEntry const&);

// "Stage: Lead to Offer" in the reader's language.
std::string summary_of(
    Reading&, EntityInfo const&, std::string_view kind, std::string_view event, std::string_view changes);

bool sees_even_binned(Reading&, EntityInfo const&, Id);

}
