#include "modules/contracts/duties.h"

#include "modules/contracts/contract.h"
#include "modules/contracts/obligation.h"
#include "modules/contracts/rules.h"
#include "records/writer.h"

namespace kontor::contracts {

using records::Transaction;
using records::Writer;

namespace {

constexpr std::size_t slice_size = 50;

std::size_t begin_signed(Transaction& transaction)
{
    auto const due = records::load_where(
        transaction, transaction.schema().of(contract), "status = \"signed\" AND starts_on <= today()", slice_size);
    for (auto const& found : due)
        Writer::update(transaction, found, { { contract.lifecycle.status, "active" } });
    return due.size();
}

std::size_t end_or_prolong(Transaction& transaction)
{
    auto const due = records::load_where(
        transaction, transaction.schema().of(contract), "status = \"active\" AND ends_on < today()", slice_size);
    for (auto const& found : due) {
        if (auto const end = prolonged_end(found))
            Writer::update(transaction, found,
                { { contract.ends_on, *end },
                    { contract.prolonged_count, found.get(contract.prolonged_count).value_or(0) + 1 } });
        else
            Writer::update(transaction, found, { { contract.lifecycle.status, "ended" } });
    }
    return due.size();
}

std::size_t breach_overdue(Transaction& transaction)
{
    auto const due = records::load_where(
        transaction, transaction.schema().of(obligation), "status = \"open\" AND due_on < today()", slice_size);
    for (auto const& found : due)
        Writer::update(transaction, found, { { obligation.lifecycle.status, "breached" } });
    return due.size();
}

}

void add_duties(jobs::Duties& duties)
{
    duties.add("contracts.begin", begin_signed);
    duties.add("contracts.end", end_or_prolong);
    duties.add("obligations.breach", breach_overdue);
}

}
