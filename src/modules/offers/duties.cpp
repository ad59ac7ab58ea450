#include "modules/offers/duties.h"

#include "modules/offers/offer.h"
#include "records/writer.h"

namespace kontor::offers {

namespace {

constexpr std::size_t slice_size = 50;

std::size_t expire(records::Transaction& transaction)
{
    auto const due = records::load_where(
        transaction, transaction.schema().of(offer), "status = \"sent\" AND valid_until < today()", slice_size);
    for (auto const& found : due)
        records::Writer::update(transaction, found, { { offer.lifecycle.status, "expired" } });
    return due.size();
}

}

void add_duties(jobs::Duties& duties) { duties.add("offers.expire", expire); }

}
