#include "base/fold.h"
#include "records/search_index.h"
#include "records/sql.h"

#include <algorithm>
#include <span>
#include <unordered_set>

namespace kontor::records {

namespace {

constexpr std::size_t text_bytes_max = 20'000;

struct FoundText {
    Id id;
    std::string title;
    std::string text;
};

template<typename Element> std::span<Element> take_some(std::span<Element>& rest)
{
    auto const count = *std::ranges::find_if(rows_in_statement, [&](std::size_t size) { return size <= rest.size(); });
    auto const some = rest.first(count);
    rest = rest.subspan(count);
    return some;
}

void append_ids(Sql& sql, std::span<Id const> ids)
{
    sql.add(" in (");
    for (std::size_t i = 0; i < ids.size(); ++i)
        sql.add(i ? ", " : "").bind(ids[i].value);
    sql.add(")");
}

void forget_on_sqlite(db::Connection& connection, Id id)
{
    auto entity = std::string {}, title = std::string {}, text = std::string {};
    {
        auto rows = connection.query(
            "select \"entity\", \"title_fold\", \"text_fold\" from \"kontor_search\" where \"id\" = ?1", { id.value });
        if (!rows->next())
            return;
        entity = rows->text(0), title = rows->text(1), text = rows->text(2);
    }
    // An external-content FTS table must be told the old words to forget.
    connection.execute("insert into \"kontor_search_word\" (\"kontor_search_word\", rowid, entity, title_fold, "
                       "text_fold) values ('delete', ?1, ?2, ?3, ?4)",
        { id.value, entity, title, text });
    connection.execute("insert into \"kontor_search_part\" (\"kontor_search_part\", rowid, title_fold, text_fold) "
                       "values ('delete', ?1, ?2, ?3)",
        { id.value, title, text });
    connection.execute("delete from \"kontor_search\" where \"id\" = ?1", { id.value });
}

void forget(db::Connection& connection, std::span<Id const> ids)
{
    if (connection.dialect() == db::Dialect::sqlite) {
        for (auto id : ids)
            forget_on_sqlite(connection, id);
        return;
    }
    while (!ids.empty()) {
        auto sql = Sql { connection.dialect() };
        sql.add("delete from \"kontor_search\" where \"id\"");
        append_ids(sql, take_some(ids));
        sql.execute_later(connection);
    }
}

std::vector<FoundText> read_texts(db::Connection& connection, EntityInfo const& entity,
    std::vector<Field const*> const& fields, std::span<Id const> ids)
{
    auto found = std::vector<FoundText> {};
    auto const has_title = fields.front()->name() == entity.title_field;
    while (!ids.empty()) {
        auto sql = Sql { connection.dialect() };
        sql.add("select t.\"id\"");
        for (auto const* field : fields)
            sql.add(", ").column("t", fold_column(field->name()));
        sql.add(" from ").name(entity.plural).add(" t where t.\"id\"");
        append_ids(sql, take_some(ids));
        sql.add(" and t.\"deleted_at\" is null");
        auto rows = sql.query(connection);
        while (rows->next()) {
            auto& one = found.emplace_back(FoundText { Id { rows->whole(0) }, {}, {} });
            for (std::size_t i = 0; i < fields.size(); ++i) {
                auto const value = rows->text(static_cast<int>(i) + 1);
                if (i == 0 && has_title)
                    one.title = value;
                else if (!value.empty())
                    one.text.append(one.text.empty() ? "" : " ").append(value);
            }
            one.text.resize(beginning_of(one.text, text_bytes_max));
        }
    }
    return found;
}

void remember_on_sqlite(db::Connection& connection, EntityInfo const& entity, FoundText const& found)
{
    connection.execute(
        "insert into \"kontor_search\" (\"id\", \"entity\", \"title_fold\", \"text_fold\") values (?1, ?2, ?3, ?4)",
        { found.id.value, entity.plural, found.title, found.text });
    connection.execute(
        "insert into \"kontor_search_word\" (rowid, entity, title_fold, text_fold) values (?1, ?2, ?3, ?4)",
        { found.id.value, entity.plural, found.title, found.text });
    connection.execute("insert into \"kontor_search_part\" (rowid, title_fold, text_fold) values (?1, ?2, ?3)",
        { found.id.value, found.title, found.text });
}

// Each word once, in the order that a tsvector wants.
std::string vector_words(std::string const& all)
{
    auto words = words_of(all);
    for (auto& word : words)
        word.resize(beginning_of(word, searched_word_bytes_max));
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
    auto joined = std::string {};
    for (auto const& word : words)
        joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

void remember(db::Connection& connection, EntityInfo const& entity, std::span<FoundText const> found)
{
    if (connection.dialect() == db::Dialect::sqlite) {
        for (auto const& one : found)
            remember_on_sqlite(connection, entity, one);
        return;
    }
    while (!found.empty()) {
        auto sql = Sql { connection.dialect() };
        sql.add("insert into \"kontor_search\" (\"id\", \"entity\", \"title_fold\", \"all_fold\", \"words\") values ");
        auto is_first = true;
        for (auto const& one : take_some(found)) {
            auto all = one.title + " " + one.text;
            auto words = vector_words(all);
            sql.add(is_first ? "(" : ", (").bind(one.id.value).add(", ").bind(entity.plural).add(", ").bind(one.title);
            sql.add(", ").bind(std::move(all)).add(", array_to_tsvector(array_remove(string_to_array(");
            sql.bind(std::move(words)).add(", ' '), '')))");
            is_first = false;
        }
        sql.execute_later(connection);
    }
}

}

std::size_t beginning_of(std::string_view text, std::size_t bytes_max)
{
    auto end = std::min(text.size(), bytes_max);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return end;
}

void update_search(db::Connection& connection, Schema const&, std::span<Transaction::SearchRow const> rows)
{
    struct Group {
        EntityInfo const* entity;
        std::vector<Field const*> fields;
        std::vector<Id> all, known; // the known ones may stand in the index already
    };
    auto groups = std::vector<Group> {};
    auto seen = std::unordered_set<Id> {};
    for (auto const& row : rows) {
        auto group = std::ranges::find(groups, row.entity, &Group::entity);
        if (group == groups.end())
            group = groups.insert(group, { row.entity, searched_fields(*row.entity), {}, {} });
        if (group->fields.empty() || !seen.insert(row.record).second)
            continue;
        group->all.push_back(row.record);
        if (row.search == Transaction::Search::as_it_is)
            group->known.push_back(row.record);
    }
    for (auto const& group : groups) {
        if (group.all.empty())
            continue;
        forget(connection, group.known);
        remember(connection, *group.entity, read_texts(connection, *group.entity, group.fields, group.all));
    }
}

}
