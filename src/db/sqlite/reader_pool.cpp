#include "db/sqlite/reader_pool.h"

#include "base/check.h"

#include <algorithm>

namespace kontor::db {

SqliteReaderPool::SqliteReaderPool(std::string path, Options const& options)
    : m_path(std::move(path))
    , m_options(options)
{
}

void SqliteReaderPool::read(std::function<void(Connection&)> const& work, Deadline deadline)
{
    auto& slot = take(deadline);
    struct Return {
        SqliteReaderPool& pool;
        Slot& slot;
        ~Return() { pool.give_back(slot); }
    } const on_exit { *this, slot };

    if (!slot.connection)
        connect(slot);
    auto& connection = *slot.connection;
    connection.start_reading(deadline);
    connection.control("BEGIN");
    work(connection);
    connection.rethrow_failure(); // the closure caught it and went on
    check(connection.close_rows(), "Rows were kept longer than the connection they came from.");
}

void SqliteReaderPool::connect(Slot& slot)
{
    try {
        auto connection = std::make_unique<SqliteConnection>(m_path, SqliteConnection::Role::reader, m_options);
        std::lock_guard const lock { m_mutex }; // end_oldest() looks at it
        slot.connection = std::move(connection);
    } catch (CannotOpen const& error) {
        throw Unavailable { error.what() };
    }
}

void SqliteReaderPool::end_oldest()
{
    std::lock_guard const lock { m_mutex };
    Slot* oldest = nullptr;
    for (auto const& slot : m_slots) {
        auto const is_free = std::ranges::find(m_free, slot.get()) != m_free.end();
        if (!is_free && slot->connection && (!oldest || slot->since < oldest->since))
            oldest = slot.get();
    }
    if (oldest)
        oldest->connection->end_reading();
}

SqliteReaderPool::Slot& SqliteReaderPool::take(Deadline deadline)
{
    std::unique_lock lock { m_mutex };
    auto const may_open
        = [&] { return m_slots.size() < static_cast<std::size_t>(std::max(m_options.reader_count, 1)); };
    if (!m_freed.wait_until(lock, deadline, [&] { return !m_free.empty() || may_open(); }))
        throw DeadlineExceeded { "All connections for reading were busy until the deadline." };
    if (m_free.empty()) {
        m_slots.push_back(std::make_unique<Slot>());
        m_free.push_back(m_slots.back().get());
    }
    auto& slot = *m_free.back();
    m_free.pop_back();
    slot.since = std::chrono::steady_clock::now();
    return slot;
}

void SqliteReaderPool::give_back(Slot& slot)
{
    bool is_broken = false;
    if (slot.connection) {
        slot.connection->close_rows();
        try {
            // Nothing was written: whether the read went well makes no difference.
            if (slot.connection->is_in_transaction())
                slot.connection->control("COMMIT");
        } catch (Error const&) {
            is_broken = true;
        }
    }
    {
        std::lock_guard const lock { m_mutex };
        if (is_broken)
            slot.connection.reset();
        m_free.push_back(&slot);
    }
    m_freed.notify_one();
}

}
