#include "app/demo/history.h"

namespace kontor::demo {

namespace {

// A node of its own, so that its ids never meet those that the present store hands out meanwhile.
records::StoreOptions options_of(records::Store const& present)
{
    auto options = present.options();
    options.node = 255;
    return options;
}

}

History::History(records::Store& present)
    : m_present(present.clock().now())
    , m_clock(m_present)
    , m_store(present.database(), present.registry(), m_clock, options_of(present))
    , m_zone(TimeZone::find(present.workspace().time_zone).value_or(TimeZone::utc()))
{
    m_store.load();
    m_store.on_commit([&present](std::vector<records::Event> const& events) { present.tell(events); });
}

void History::write(records::Actor const& actor, std::function<void(records::Transaction&)> const& work)
{
    m_store.write(actor, work, db::Lane::background);
}

}
