#pragma once

#include "db/database.h"
#include "db/postgres/result.h"

#include <cstdint>
#include <vector>

namespace kontor::db {

// All rows at once, as text. Columns that SQLite would hand out as numbers are numbers here too: BIGINT, what count()
// and exists() give, and sum(), which PostgreSQL makes a NUMERIC.
class PostgresRows final : public Rows {
public:
    explicit PostgresRows(PostgresResult);

    bool next() override { return ++m_row < m_row_count; }
    [[nodiscard]] int column_count() const override { return static_cast<int>(m_kinds.size()); }
    [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(m_result.get(), m_row, column) != 0; }
    [[nodiscard]] std::int64_t whole(int column) const override;
    [[nodiscard]] std::string_view text(int column) const override;
    [[nodiscard]] std::string blob(int column) const override;
    [[nodiscard]] bool is_whole(int column) const override;

private:
    enum class Kind : std::uint8_t { text, whole, numeric, boolean, bytes };
    static Kind kind_of(Oid type);
    [[nodiscard]] std::string_view raw(int column) const;

    PostgresResult m_result;
    std::vector<Kind> m_kinds;
    int m_row = -1;
    int m_row_count;
};

}
