#include "records/write_connection.h"

#include "model/schema.h"
#include "records/sql.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kontor::records {

namespace {

// A long answer is rarely asked for twice.
constexpr std::size_t rows_remembered = 32;
constexpr std::size_t answers_kept = 20'000;
constexpr std::size_t changes_of_a_long_write = 40;

std::string key_of(db::Parameters parameters)
{
    auto key = std::string {};
    for (auto const& parameter : parameters) {
        key += static_cast<char>('0' + parameter.index());
        if (auto const* whole = std::get_if<std::int64_t>(&parameter))
            key.append(reinterpret_cast<char const*>(whole), sizeof *whole);
        else if (auto const* text = std::get_if<std::string>(&parameter))
            key.append(std::to_string(text->size())).append(":").append(*text);
        else if (auto const* blob = std::get_if<db::Blob>(&parameter))
            key.append(std::to_string(blob->bytes.size())).append(":").append(blob->bytes);
    }
    return key;
}

std::int64_t id_in(StatementShape const& shape, db::Parameters parameters)
{
    auto const at = static_cast<std::size_t>(shape.id_parameter);
    auto const* id
        = shape.id_parameter >= 0 && at < parameters.size() ? std::get_if<std::int64_t>(&parameters[at]) : nullptr;
    return id ? *id : 0;
}

// Put together once per table, number of rows and thread.
std::string const& insert_of_rows(
    std::string const& table, std::string const& columns, std::size_t rows, std::size_t width)
{
    thread_local auto made = std::unordered_map<std::string, std::string> {};
    auto const key = table + ":" + std::to_string(rows) + columns;
    if (auto const found = made.find(key); found != made.end())
        return found->second;
    auto sql = "insert into " + db::quote(table) + " (" + columns + ") values ";
    for (std::size_t row = 0, place = 0; row < rows; ++row) {
        sql += row ? ", (" : "(";
        for (std::size_t column = 0; column < width; ++column)
            sql.append(column ? ", ?" : "?").append(std::to_string(++place));
        sql += ")";
    }
    return made[key] = std::move(sql);
}

}

struct WriteConnection::Known {
    int columns = 0;
    std::vector<db::Value> cells;
};

namespace {

// Rows from memory, and after them those that were too many to remember.
template<typename Known> class KnownRows final : public db::Rows {
public:
    KnownRows(std::shared_ptr<Known const> known, std::unique_ptr<db::Rows> rest)
        : m_known(std::move(known))
        , m_rest(std::move(rest))
        , m_texts(static_cast<std::size_t>(m_known->columns))
    {
    }

    bool next() override
    {
        if (!m_is_in_rest) {
            m_begin = m_is_started ? m_begin + static_cast<std::size_t>(m_known->columns) : 0;
            m_is_started = true;
            if (m_begin < m_known->cells.size())
                return true;
            m_is_in_rest = true;
        }
        return m_rest && m_rest->next();
    }
    [[nodiscard]] int column_count() const override { return m_known->columns; }
    [[nodiscard]] bool is_null(int column) const override
    {
        return m_is_in_rest ? m_rest->is_null(column) : std::holds_alternative<std::monostate>(cell(column));
    }
    [[nodiscard]] bool is_whole(int column) const override
    {
        return m_is_in_rest ? m_rest->is_whole(column) : std::holds_alternative<std::int64_t>(cell(column));
    }
    [[nodiscard]] std::int64_t whole(int column) const override
    {
        if (m_is_in_rest)
            return m_rest->whole(column);
        if (auto const* whole = std::get_if<std::int64_t>(&cell(column)))
            return *whole;
        auto number = std::int64_t { 0 };
        if (auto const* text = std::get_if<std::string>(&cell(column)))
            std::from_chars(text->data(), text->data() + text->size(), number);
        return number;
    }
    [[nodiscard]] std::string_view text(int column) const override
    {
        if (m_is_in_rest)
            return m_rest->text(column);
        if (auto const* text = std::get_if<std::string>(&cell(column)))
            return *text;
        auto const* whole = std::get_if<std::int64_t>(&cell(column));
        auto& written = m_texts[static_cast<std::size_t>(column)];
        written = whole ? std::to_string(*whole) : std::string {};
        return written;
    }
    [[nodiscard]] std::string blob(int column) const override
    {
        return m_is_in_rest ? m_rest->blob(column) : std::string { text(column) };
    }

private:
    [[nodiscard]] db::Value const& cell(int column) const
    {
        return m_known->cells[m_begin + static_cast<std::size_t>(column)];
    }

    std::shared_ptr<Known const> m_known;
    std::unique_ptr<db::Rows> m_rest;
    mutable std::vector<std::string> m_texts;
    std::size_t m_begin = 0;
    bool m_is_started = false;
    bool m_is_in_rest = false;
};

}

WriteConnection::WriteConnection(db::Connection& inner, Schema const& schema)
    : m_inner(inner)
    , m_schema(schema)
    , m_asks_afar(inner.dialect() == db::Dialect::postgresql)
{
}

std::unique_ptr<db::Rows> WriteConnection::query(std::string_view sql, db::Parameters parameters)
{
    auto const shape = shape_of(sql);
    before(*shape, parameters);
    if (shape->kind != StatementShape::Kind::select || !remembers(*shape))
        return m_inner.query(sql, parameters);
    auto& answers = m_answers[shape.get()];
    answers.shape = shape; // the text may be forgotten by its thread, and its place be another's
    auto key = key_of(parameters);
    if (auto const found = answers.by_parameters.find(key); found != answers.by_parameters.end())
        return std::make_unique<KnownRows<Known>>(found->second.known, nullptr);
    auto rows = m_inner.query(sql, parameters);
    auto known = std::make_shared<Known>();
    known->columns = rows->column_count();
    auto count = std::size_t { 0 };
    auto is_complete = true;
    while (rows->next()) {
        for (auto column = 0; column < known->columns; ++column)
            known->cells.push_back(rows->value(column));
        if (++count == rows_remembered) {
            is_complete = false;
            break;
        }
    }
    if (!is_complete)
        return std::make_unique<KnownRows<Known>>(std::move(known), std::move(rows));
    if (++m_answer_count > answers_kept) {
        forget_all();
        return std::make_unique<KnownRows<Known>>(std::move(known), nullptr);
    }
    answers.by_parameters[std::move(key)] = { id_in(*shape, parameters), known };
    return std::make_unique<KnownRows<Known>>(std::move(known), nullptr);
}

std::int64_t WriteConnection::execute(std::string_view sql, db::Parameters parameters)
{
    auto const shape = shape_of(sql);
    before(*shape, parameters);
    if (shape->kind != StatementShape::Kind::savepoint && shape->kind != StatementShape::Kind::rollback)
        return m_inner.execute(sql, parameters);
    m_inner.execute_later(sql, parameters); // they have no answer
    return 0;
}

void WriteConnection::execute_later(std::string_view sql, db::Parameters parameters)
{
    before(*shape_of(sql), parameters);
    m_inner.execute_later(sql, parameters);
}

void WriteConnection::script(std::string_view sql)
{
    settle();
    forget_all();
    m_inner.script(sql);
}

void WriteConnection::lock_row(std::string_view table, Id id)
{
    if (!m_asks_afar || m_locked.contains({ table_key(table), id.value }))
        return;
    query("select \"id\" from " + db::quote(table) + " where \"id\" = ?1 for no key update",
        std::array { db::Value { id.value } })
        ->next();
}

void WriteConnection::insert_later(std::string_view table, std::string_view columns, std::vector<db::Value> row)
{
    auto const key = table_key(table);
    auto const* id = row.empty() ? nullptr : std::get_if<std::int64_t>(&row.front());
    ++m_change_count;
    ++m_changes[key];
    forget_changed(key, id ? *id : 0);
    auto found = std::ranges::find_if(
        m_waiting, [&](Rows const& rows) { return rows.table == table && rows.columns == columns; });
    if (found == m_waiting.end())
        found = m_waiting.insert(found, { std::string { table }, std::string { columns }, {} });
    found->rows.push_back(std::move(row));
    if (!m_asks_afar || found->rows.size() >= rows_in_statement.front())
        settle(*found);
}

void WriteConnection::settle()
{
    for (auto& rows : m_waiting)
        settle(rows);
}

std::uint64_t WriteConnection::changes_of(std::string_view table) const
{
    auto const found = m_changes.find(table_key(table));
    return found == m_changes.end() ? 0 : found->second;
}

void WriteConnection::settle(Rows& rows)
{
    for (auto from = std::size_t { 0 }; from < rows.rows.size();) {
        auto const left = rows.rows.size() - from;
        auto const count = *std::ranges::find_if(rows_in_statement, [&](std::size_t size) { return size <= left; });
        auto values = std::vector<db::Value> {};
        for (auto i = from; i < from + count; ++i)
            for (auto& value : rows.rows[i]) {
                // Sent as text a number takes the type of its column, as an empty value does: one statement serves all.
                auto const* whole = m_asks_afar ? std::get_if<std::int64_t>(&value) : nullptr;
                values.push_back(whole ? db::Value { std::to_string(*whole) } : std::move(value));
            }
        m_inner.execute_later(insert_of_rows(rows.table, rows.columns, count, rows.rows[from].size()), values);
        from += count;
    }
    rows.rows.clear();
}

// What must be done, and what is no longer known, before the statement runs.
void WriteConnection::before(StatementShape const& shape, db::Parameters parameters)
{
    using Kind = StatementShape::Kind;
    switch (shape.kind) {
    case Kind::savepoint: settle(); return;
    case Kind::rollback:
        // What waits was written after the savepoint, before which everything was settled.
        for (auto& rows : m_waiting)
            rows.rows.clear();
        forget_all();
        m_locked.clear();
        return;
    default: break;
    }
    for (auto& rows : m_waiting)
        if (!rows.rows.empty() && shape.mentions(table_key(rows.table)))
            settle(rows);
    if (shape.kind == Kind::lock) {
        // A row that is locked already is as it was: nobody else could change it, or what hangs on it.
        auto const row = id_in(shape, parameters);
        if (row == 0 || m_locked.emplace(shape.changed_table, row).second)
            forget_after_lock();
    } else if (shape.kind == Kind::change) {
        ++m_change_count;
        ++m_changes[shape.changed_table];
        forget_changed(shape.changed_table, id_in(shape, parameters));
    } else if (shape.kind == Kind::other)
        forget_all();
}

void WriteConnection::forget_changed(std::size_t table, std::int64_t row)
{
    for (auto& [shape, answers] : m_answers) {
        if (!shape->mentions(table))
            continue;
        if (row != 0 && shape->id_parameter >= 0)
            std::erase_if(answers.by_parameters, [&](auto const& answer) { return answer.second.row == row; });
        else
            answers.by_parameters.clear();
    }
}

// Whoever locks a row looks at what others have made of it and of what hangs on it.
void WriteConnection::forget_after_lock()
{
    for (auto& [shape, answers] : m_answers)
        if (!is_steady(*shape))
            answers.by_parameters.clear();
}

void WriteConnection::forget_all()
{
    m_answers.clear();
    m_answer_count = 0;
}

bool WriteConnection::remembers(StatementShape const& shape)
{
    return m_asks_afar || (m_change_count >= changes_of_a_long_write && (shape.id_parameter >= 0 || is_steady(shape)));
}

bool WriteConnection::is_steady(StatementShape const& shape)
{
    if (m_steady_tables.empty()) {
        m_steady_tables.push_back(table_key("kontor_setting"));
        for (auto const& entity : m_schema.entities())
            if (entity->is_keyed || entity->singular == "user" || entity->singular == "department")
                m_steady_tables.push_back(table_key(entity->plural));
        std::ranges::sort(m_steady_tables);
    }
    return std::ranges::all_of(
        shape.tables, [&](std::size_t table) { return std::ranges::binary_search(m_steady_tables, table); });
}

}
