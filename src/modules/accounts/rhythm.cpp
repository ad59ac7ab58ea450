#include "modules/accounts/rhythm.h"

#include "modules/accounts/account.h"

namespace kontor::accounts {

std::int64_t contact_cadence_days(Record const& client)
{
    if (auto const own = client.get(account.contact_cadence_days))
        return *own;
    auto const tier = client.get(account.tier).value_or("standard");
    if (tier == "strategic")
        return 14;
    if (tier == "key")
        return 21;
    return tier == "growth" ? 30 : 60;
}

void set_contact_due(records::Transaction& transaction, Record& client)
{
    auto since = client.get(account.last_contact_at);
    if (!since)
        if (auto const* created = std::get_if<Instant>(&client.value(*client.entity().find("created_at"))))
            since = *created;
    auto const zone = TimeZone::find(transaction.store().workspace().time_zone).value_or(TimeZone::utc());
    client.set(
        account.contact_due_on, zone.day_of(since.value_or(transaction.now())).plus_days(contact_cadence_days(client)));
}

}
