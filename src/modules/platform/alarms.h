#pragma once

#include "base/time.h"
#include "model/registry.h"
#include "records/read_judgement.h"
#include "records/store.h"

#include <string>

// What becomes of an alarm: it is written down, the head is told, and he decides.
namespace kontor::platform {

struct Alarm {
    Id person;
    Day day;
    std::string door;
    records::ReadVerdict verdict;
    records::ReadTotals totals;
};

// Once for each person, day and consequence, whichever node comes first.
void raise_alarm(records::Transaction&, Alarm const&);
// The head has explained an alarm of that day: the person may read on.
bool is_explained(db::Connection&, Id person, Day);

void add_alarm_actions(Registry&);

}
