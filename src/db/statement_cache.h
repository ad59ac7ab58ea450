#pragma once

#include <cstddef>
#include <iterator>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace kontor::db {

// The prepared statements of one connection by their text; the one unused for longest goes first. `Statement` tells
// is_in_use(): such a one stays, however old it is. References stay valid until the statement is taken out.
template<typename Statement> class StatementCache {
public:
    explicit StatementCache(std::size_t limit) : m_limit(limit) { }

    Statement* find(std::string_view sql)
    {
        auto const found = m_by_text.find(sql);
        if (found == m_by_text.end())
            return nullptr;
        m_entries.splice(m_entries.begin(), m_entries, found->second);
        return &found->second->statement;
    }

    Statement& add(std::string_view sql, Statement statement)
    {
        m_entries.emplace_front(std::string { sql }, std::move(statement));
        m_by_text.emplace(m_entries.front().sql, m_entries.begin());
        return m_entries.front().statement;
    }

    std::optional<Statement> take(std::string_view sql)
    {
        auto const found = m_by_text.find(sql);
        if (found == m_by_text.end())
            return {};
        return take(found->second);
    }

    // What must go so that the cache keeps its bound; to be asked again until there is none.
    std::optional<Statement> take_surplus()
    {
        if (m_entries.size() <= m_limit)
            return {};
        for (auto entry = std::prev(m_entries.end()); entry != m_entries.begin(); --entry) {
            if (!entry->statement.is_in_use())
                return take(entry);
        }
        return {};
    }

    void clear()
    {
        m_by_text.clear();
        m_entries.clear();
    }

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    struct Entry {
        Entry(std::string text, Statement prepared) : sql(std::move(text)), statement(std::move(prepared)) { }
        std::string sql;
        Statement statement;
    };
    using Place = typename std::list<Entry>::iterator;

    Statement take(Place place)
    {
        m_by_text.erase(place->sql);
        auto statement = std::move(place->statement);
        m_entries.erase(place);
        return statement;
    }

    std::size_t m_limit;
    std::list<Entry> m_entries;                            // the last used one first
    std::unordered_map<std::string_view, Place> m_by_text; // views into m_entries
};

}
