#include "app/demo/history.h"

#include "base/check.h"
#include "base/problem.h"

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
    if (m_open)
        m_store.write_within(*m_open, actor, work);
    else
        m_store.write(actor, work, db::Lane::background);
}

bool History::try_to_write(records::Actor const& actor, std::function<void(records::Transaction&)> const& work)
{
    try {
        if (m_open)
            m_open->connection().execute("savepoint attempt");
        write(actor, work);
        if (m_open)
            m_open->connection().execute("release savepoint attempt");
        return true;
    } catch (Problem const&) {
        if (m_open) {
            m_open->connection().execute("rollback to savepoint attempt");
            m_open->connection().execute("release savepoint attempt");
        }
        return false;
    }
}

void History::together(std::function<void()> const& work)
{
    check(!m_open, "a part of the history was told within another");
    m_store.database().write(
        [&](db::Transaction& transaction) {
            struct Open {
                db::Transaction*& open;
                ~Open() { open = nullptr; }
            } const closes { m_open };
            m_open = &transaction;
            work();
        },
        db::Lane::background);
}

}
