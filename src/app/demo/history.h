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

    // What one person did at one time. A commit of its own, after whatever people do meanwhile, unless it is part of
    // together(). It may run more than once.
    void write(records::Actor const&, std::function<void(records::Transaction&)> const& work);
    // The same where it may be refused (a Problem): then nothing of it is left, and it says no.
    bool try_to_write(records::Actor const&, std::function<void(records::Transaction&)> const& work);
    // All that `work` writes, by whomever and whenever, is one commit: a commit waits for the disk, and a history has
    // many days. It may run more than once, and leaves effects of its own to itself.
    void together(std::function<void()> const& work);

private:
    Instant m_present;
    FixedClock m_clock;
    records::Store m_store;
    TimeZone m_zone;
    db::Transaction* m_open = nullptr; // of together()
};

}
