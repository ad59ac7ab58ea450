#pragma once

#include "db/sqlite/connection.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace kontor::db {

// The connections for reads. They are opened when needed and never closed; the one given back last is lent first, so
// that a quiet server uses few of them and their caches stay warm. Thread-safe.
class SqliteReaderPool {
public:
    SqliteReaderPool(std::string path, Options const&);

    // One snapshot: BEGIN, `work`, COMMIT. Throws DeadlineExceeded when no connection comes free in time.
    void read(std::function<void(Connection&)> const& work, Deadline);

    // The read with the oldest snapshot gets Unavailable from its next step on. Nothing happens when nobody reads.
    void end_oldest();

private:
    struct Slot {
        std::unique_ptr<SqliteConnection> connection;
        Deadline since; // when the present read began
    };

    Slot& take(Deadline);
    void connect(Slot&);
    void give_back(Slot&);

    std::string m_path;
    Options m_options;
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::vector<Slot*> m_free;
};

}
