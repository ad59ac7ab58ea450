#pragma once

#include "base/id.h"
#include "db/database.h"
#include "records/statement_shape.h"

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kontor {
class Schema;
}

namespace kontor::records {

// The database as one write sees it. On PostgreSQL, where every question costs a round trip, what was asked before is
// answered from memory until the write itself changes what it depends on, or locks a row so as to look again; writes
// whose answer nobody needs travel with the next question. On SQLite everything is done at once, and only a long write
// remembers, and only what is about one row or a list of the house.
class WriteConnection final : public db::Connection {
public:
    WriteConnection(db::Connection& inner, Schema const&);

    [[nodiscard]] db::Dialect dialect() const override { return m_inner.dialect(); }
    using db::Connection::execute;
    using db::Connection::execute_later;
    using db::Connection::query;
    std::unique_ptr<db::Rows> query(std::string_view sql, db::Parameters) override;
    std::int64_t execute(std::string_view sql, db::Parameters) override;
    void execute_later(std::string_view sql, db::Parameters) override;
    void script(std::string_view sql) override;

    // PostgreSQL: locks the row until the write is over, FOR NO KEY UPDATE (ENGINE.md 2). What was known of the rows
    // that others may have changed meanwhile is asked anew, but for the lists of the house.
    void lock_row(std::string_view table, Id);

    // A row that nobody asks for at once: together with others of its table, in one statement, and before anybody
    // reads the table or a savepoint begins. `columns` is "\"id\", \"name\"", the id first.
    void insert_later(std::string_view table, std::string_view columns, std::vector<db::Value> row);
    // Writes what still waits. At the end of the write.
    void settle();

    // How many statements of this write have changed the table.
    [[nodiscard]] std::uint64_t changes_of(std::string_view table) const;

private:
    struct Known;
    struct Answers {
        std::shared_ptr<StatementShape const> shape;
        struct Answer {
            std::int64_t row; // the id that it depends on, when it depends on one
            std::shared_ptr<Known const> known;
        };
        std::unordered_map<std::string, Answer> by_parameters;
    };
    struct Rows {
        std::string table;
        std::string columns;
        std::vector<std::vector<db::Value>> rows;
    };

    void before(StatementShape const&, db::Parameters);
    void forget_changed(std::size_t table, std::int64_t row); // 0: any row
    void forget_after_lock();
    void forget_all();
    void settle(Rows&);
    [[nodiscard]] bool is_steady(StatementShape const&);
    [[nodiscard]] bool remembers(StatementShape const&);

    db::Connection& m_inner;
    Schema const& m_schema;
    bool m_asks_afar; // PostgreSQL: a question is a round trip
    std::unordered_map<StatementShape const*, Answers> m_answers;
    std::size_t m_answer_count = 0, m_change_count = 0;
    std::vector<Rows> m_waiting;
    std::set<std::pair<std::size_t, std::int64_t>> m_locked;
    std::unordered_map<std::size_t, std::uint64_t> m_changes;
    std::vector<std::size_t> m_steady_tables; // lists of the house, sorted
};

}
