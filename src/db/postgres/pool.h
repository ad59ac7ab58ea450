#pragma once

#include "db/postgres/connection.h"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace kontor::db {

// The sessions. They are opened when needed; the one given back last is lent first, and a broken one is not lent again.
// Thread-safe.
class PostgresPool {
public:
    // Gives its connection back at the end.
    class Loan {
    public:
        Loan(PostgresPool& pool, std::unique_ptr<PostgresConnection> connection)
            : m_pool(pool)
            , m_connection(std::move(connection))
        {
        }
        ~Loan() { m_pool.give_back(std::move(m_connection)); }
        Loan(Loan const&) = delete;
        Loan& operator=(Loan const&) = delete;
        PostgresConnection& operator*() const { return *m_connection; }
        PostgresConnection* operator->() const { return m_connection.get(); }

    private:
        PostgresPool& m_pool;
        std::unique_ptr<PostgresConnection> m_connection;
    };

    PostgresPool(PostgresConnection::Settings, int connections_max);

    // Throws DeadlineExceeded when none comes free in time, Unavailable when the server cannot be reached.
    Loan lend(PostgresConnection::Deadline);

private:
    void give_back(std::unique_ptr<PostgresConnection>);

    PostgresConnection::Settings m_settings;
    std::size_t m_connections_max;
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::size_t m_connections = 0; // lent ones included
    std::vector<std::unique_ptr<PostgresConnection>> m_free;
};

}
