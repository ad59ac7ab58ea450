#pragma once

#include "base/time.h"
#include "records/store.h"

#include <functional>

namespace kontor::demo {

// The workspace as it was on some day: what is written through it bears that day's date, as everything would that
// people had really done then. Whoever listens to the present store is told.
class History {
public:
    explicit History(records::Store& present);

    void travel_to(Instant then) { m_clock.set(then); }
    [[nodiscard]] records::Store& store() { return m_store; }
    [[nodiscard]] Instant present() const { return m_present; }
    [[nodiscard]] TimeZone const& zone() const { return m_zone; } // the company's
    [[nodiscard]] Day today() const { return m_zone.day_of(m_present); }

    // One slice: a commit of its own, after whatever people do meanwhile. It may run more than once.
    void write(records::Actor const&, std::function<void(records::Transaction&)> const& work);

private:
    Instant m_present;
    FixedClock m_clock;
    records::Store m_store;
    TimeZone m_zone;
};

}
