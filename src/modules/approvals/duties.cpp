#include "modules/approvals/duties.h"

#include "modules/approvals/approval.h"
#include "modules/approvals/questions.h"
#include "records/writer.h"

namespace kontor::approvals {

namespace {

constexpr std::size_t slice_size = 50;

// What nobody answered in time goes to the next superior; where there is none it stays, and is no longer counted.
std::size_t escalate(records::Transaction& transaction)
{
    auto const late = records::load_where(
        transaction, transaction.schema().of(approval), "status = \"waiting\" AND due_at < now()", slice_size);
    for (auto const& found : late) {
        auto const above = superior_of(
            transaction, found.get(approval.approver).value_or(Id {}), found.get(approval.asked_by).value_or(Id {}));
        if (above && above != found.get(approval.approver)) {
            pass_on(transaction, found, *above);
            continue;
        }
        auto values = Values {};
        values.assignments.emplace_back(approval.due_at, Value {}, 0);
        records::Writer::update(transaction, found, values);
    }
    return late.size();
}

}

void add_duties(jobs::Duties& duties) { duties.add("approvals.escalate", escalate); }

}
