#include "db/postgres/pool.h"

#include <algorithm>

namespace kontor::db {

PostgresPool::PostgresPool(PostgresConnection::Settings settings, int connections_max)
    : m_settings(std::move(settings))
    , m_connections_max(static_cast<std::size_t>(std::max(connections_max, 1)))
{
}

PostgresPool::Loan PostgresPool::lend(PostgresConnection::Deadline deadline)
{
    {
        std::unique_lock lock { m_mutex };
        if (!m_freed.wait_until(lock, deadline, [&] { return !m_free.empty() || m_connections < m_connections_max; }))
            throw DeadlineExceeded { "All connections to the database were busy until the deadline." };
        if (!m_free.empty()) {
            auto connection = std::move(m_free.back());
            m_free.pop_back();
            return { *this, std::move(connection) };
        }
        ++m_connections;
    }
    try {
        return { *this, std::make_unique<PostgresConnection>(m_settings) };
    } catch (...) {
        give_back(nullptr);
        throw;
    }
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection)
{
    {
        std::lock_guard const lock { m_mutex };
        if (connection && !connection->is_broken())
            m_free.push_back(std::move(connection));
        else
            --m_connections;
    }
    m_freed.notify_one();
}

}
