#pragma once

#include "base/id.h"
#include "db/database.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor::records {

// So many rows go into one statement: few sizes, so that few statements are prepared.
inline constexpr std::array<std::size_t, 4> rows_in_statement = { 64, 16, 4, 1 };

// A statement under construction: text and bound values together. Values never become text.
class Sql {
public:
    explicit Sql(db::Dialect dialect) : m_dialect(dialect) { }

    Sql& add(std::string_view text)
    {
        m_text += text;
        return *this;
    }
    // "name" quoted, or alias."name".
    Sql& name(std::string_view identifier)
    {
        append_quoted(identifier);
        return *this;
    }
    Sql& column(std::string_view alias, std::string_view identifier)
    {
        m_text.append(alias).append(".");
        append_quoted(identifier);
        return *this;
    }
    Sql& bind(db::Value value)
    {
        m_parameters.push_back(std::move(value));
        m_text.append("?").append(std::to_string(m_parameters.size()));
        return *this;
    }
    // `haystack` contains the bound needle, byte by byte: neither LIKE nor a collation of the database is used.
    Sql& contains(std::string_view haystack_sql, std::string needle)
    {
        m_text.append(m_dialect == db::Dialect::sqlite ? "instr(" : "strpos(").append(haystack_sql).append(", ");
        bind(std::move(needle));
        m_text += ") > 0";
        return *this;
    }
    // The expression before is one of these ids. They are bound as one value: the text is the same however many there
    // are, so that it is prepared once.
    Sql& among(std::vector<Id> const& ids)
    {
        auto const is_sqlite = m_dialect == db::Dialect::sqlite;
        auto list = std::string { is_sqlite ? "[" : "{" };
        for (auto const id : ids)
            list.append(list.size() > 1 ? "," : "").append(std::to_string(id.value));
        list += is_sqlite ? ']' : '}';
        m_text += is_sqlite ? " in (select \"value\" from json_each(" : " = any(cast(";
        bind(std::move(list));
        m_text += is_sqlite ? "))" : " as bigint[]))";
        return *this;
    }
    // A fresh alias: "a1", "a2", ...
    std::string alias() { return "a" + std::to_string(++m_aliases); }

    [[nodiscard]] db::Dialect dialect() const { return m_dialect; }
    [[nodiscard]] std::string const& text() const { return m_text; }
    [[nodiscard]] std::vector<db::Value> const& parameters() const { return m_parameters; }

    std::unique_ptr<db::Rows> query(db::Connection& connection) const { return connection.query(m_text, m_parameters); }
    std::int64_t execute(db::Connection& connection) const { return connection.execute(m_text, m_parameters); }
    void execute_later(db::Connection& connection) const { connection.execute_later(m_text, m_parameters); }

private:
    void append_quoted(std::string_view identifier)
    {
        if (identifier.find('"') != std::string_view::npos)
            m_text += db::quote(identifier);
        else
            m_text.append("\"").append(identifier).append("\"");
    }

    db::Dialect m_dialect;
    std::string m_text;
    std::vector<db::Value> m_parameters;
    int m_aliases = 0;
};

}
