#pragma once

#include "model/record.h"
#include "records/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Who is asked, in which order, and what has been answered.
namespace kontor::approvals {

// The rules that ask for an approval of this record as it is now, by step.
std::vector<Record> asking_rules(records::Transaction&, Record const&);

// Who decides by this rule: never the one who asks, and the deputy of somebody who is away; nobody when there is none.
std::optional<Id> approver_of(records::Transaction&, Record const& rule, Record const& about, Id asked_by);
std::string name_of(records::Transaction&, Id user);
// Who stands above somebody: his superior, or the head of his department or of one above it.
std::optional<Id> superior_of(records::Transaction&, Id user, Id asked_by);

struct Question {
    std::vector<Record> rules; // all that ask; those of the first step after `after_step` are put
    std::int64_t after_step = 0;
    Id asked_by;
    std::string reason;
    std::string state; // the judged values
};
// Makes the approvals of the next step and tells those who decide; empty when no step is left. Throws Problem when
// nobody is there to decide.
std::vector<Record> ask(records::Transaction&, Record const& about, Question const&);
// Somebody else decides instead.
Record delegate_to(records::Transaction&, Record const& approval, Id approver);
// The question went unanswered: the same one to somebody above.
Record pass_on(records::Transaction&, Record const& approval, Id approver);

// What is still waiting for this record is no longer asked.
void withdraw_waiting(records::Transaction&, Id about);
std::vector<Record> approvals_of(records::Transaction&, Id about);
// The judged values of the newest approval that was given; empty without one.
std::string approved_state(records::Transaction&, Id about);
// The record that an approval is about, whoever asks; nothing when it is gone.
std::optional<Record> subject_of(records::Transaction&, Record const& approval);

}
