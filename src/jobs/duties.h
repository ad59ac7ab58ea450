#pragma once

#include "records/store.h"

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kontor::jobs {

// What happens by itself when its day has come: offers expire, contracts prolong themselves, orders repeat. A duty
// looks at the records and their days, so that running it again, later or on two nodes at once does no harm, and a day
// on which nothing ran is made up for.
class Duties {
public:
    // Does some of what is due, as Kontor and in one transaction; returns how much, and is called again until that is
    // nothing.
    using Slice = std::function<std::size_t(records::Transaction&)>;

    explicit Duties(records::Store& store) : m_store(store) { }
    ~Duties() { stop(); }
    Duties(Duties const&) = delete;
    Duties& operator=(Duties const&) = delete;

    void add(std::string name, Slice);
    // All that is due now, on this thread. A duty that fails is logged and does not keep the others from theirs.
    void run();
    // Now, every hour, and soon after the company's currency has changed, on a thread of its own.
    void start();
    void stop();

private:
    struct Duty {
        std::string name;
        Slice slice;
    };
    void run_one(Duty const&);

    records::Store& m_store;
    std::vector<Duty> m_duties;
    std::thread m_thread;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_is_stopping = false;
};

}
