#include "records/search_index.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "records/row_source.h"
#include "records/sizes.h"
#include "records/sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

namespace kontor::records {

namespace {

std::vector<std::string> query_words(std::string_view q)
{
    auto words = words_of(fold(q));
    for (auto& word : words)
        word.resize(beginning_of(word, searched_word_bytes_max));
    if (words.size() > 8)
        words.resize(8);
    return words;
}

struct Candidate {
    Id id;
    std::string entity;
    std::string title;
};

using Words = std::vector<std::string>;
using Entities = std::span<EntityInfo const* const>;

std::vector<Candidate> run(db::Connection& connection, Sql const& sql)
{
    auto found = std::vector<Candidate> {};
    auto rows = sql.query(connection);
    while (rows->next())
        found.push_back({ Id { rows->whole(0) }, std::string { rows->text(1) }, std::string { rows->text(2) } });
    return found;
}

// An expression of FTS5: these words, each written as one of its strings with `ending`, joined by `joint`.
std::string match_of(Words const& words, std::string_view ending, std::string_view joint)
{
    auto match = std::string {};
    for (auto const& word : words)
        match += fmt::format("{}\"{}\"{}", match.empty() ? "" : joint, word, ending);
    return match;
}

// Up to so many entities are named to the database; of more, the candidates of others are dropped afterwards.
constexpr std::size_t entities_named = 3;

void append_entities(Sql& sql, Entities entities)
{
    if (entities.size() > entities_named)
        return;
    sql.add(" and s.\"entity\" in (");
    for (std::size_t i = 0; i < entities.size(); ++i)
        sql.add(i ? ", " : "").bind(entities[i]->plural);
    sql.add(")");
}

bool has_letters(Words const& words, std::size_t least)
{
    return std::ranges::all_of(words, [&](std::string const& word) { return count_code_points(word) >= least; });
}

// FTS5 gathers everything that begins with four letters before it gives the first row: 110 ms for a beginning that
// 100,000 titles share. Of two or three letters it keeps a list, and reads that only as far as it must; the rest of the
// word is looked for in what comes. Neither looks at more than `cap` rows of the index.
constexpr std::size_t letters_listed = 3;

std::vector<Candidate> by_short_beginnings(
    db::Connection& connection, Entities entities, Words const& words, std::size_t cap)
{
    auto listed = words;
    for (auto& word : listed) {
        auto offset = std::size_t { 0 };
        for (std::size_t letter = 0; letter < letters_listed && offset < word.size(); ++letter)
            next_code_point(word, offset);
        word.resize(offset);
    }
    auto match = fmt::format("{{title_fold text_fold}} : ({})", match_of(listed, "*", " AND "));
    if (entities.size() <= entities_named) {
        auto names = Words {};
        for (auto const* entity : entities)
            names.push_back(entity->plural);
        match = fmt::format("entity : ({}) AND {}", match_of(names, "", " OR "), match);
    }
    auto sql = Sql { connection.dialect() };
    sql.add("select s.\"id\", s.\"entity\", s.\"title_fold\" from (select rowid as \"id\" from "
            "\"kontor_search_word\" where \"kontor_search_word\" match ");
    sql.bind(std::move(match)).add(" limit ").bind(static_cast<std::int64_t>(cap));
    sql.add(") w join \"kontor_search\" s on s.\"id\" = w.\"id\" where 1 = 1");
    for (std::size_t i = 0; i < words.size(); ++i)
        if (listed[i] != words[i])
            sql.add(" and ").contains("s.\"title_fold\" || ' ' || coalesce(s.\"text_fold\", '')", words[i]);
    return run(connection, sql);
}

// Words and parts of words of three letters and more.
std::vector<Candidate> by_parts(db::Connection& connection, Entities entities, Words const& words, std::size_t cap)
{
    if (!has_letters(words, 3))
        return {};
    auto sql = Sql { connection.dialect() };
    sql.add("select s.\"id\", s.\"entity\", s.\"title_fold\" from ");
    if (connection.dialect() == db::Dialect::sqlite) {
        // So many rows of the index, not so many of these entities: it would look through everything for a small one.
        sql.add("(select rowid as \"id\" from \"kontor_search_part\" where \"kontor_search_part\" match ");
        sql.bind(match_of(words, "", " AND ")).add(" limit ").bind(static_cast<std::int64_t>(cap));
        sql.add(") p join \"kontor_search\" s on s.\"id\" = p.\"id\"");
        return run(connection, sql);
    }
    sql.add("\"kontor_search\" s where 1 = 1");
    for (auto const& word : words)
        sql.add(" and s.\"all_fold\" like ").bind("%" + word + "%"); // words are letters and digits only
    append_entities(sql, entities);
    sql.add(" limit ").bind(static_cast<std::int64_t>(cap));
    return run(connection, sql);
}

std::vector<Candidate> by_beginnings(db::Connection& connection, Entities entities, Words const& words, std::size_t cap)
{
    if (connection.dialect() == db::Dialect::sqlite)
        return by_short_beginnings(connection, entities, words, cap);
    auto match = std::string {};
    for (auto const& word : words)
        match += fmt::format("{}'{}':*", match.empty() ? "" : " & ", word);
    auto sql = Sql { connection.dialect() };
    sql.add("select s.\"id\", s.\"entity\", s.\"title_fold\" from \"kontor_search\" s where s.\"words\" @@ cast(");
    sql.bind(std::move(match)).add(" as tsquery)");
    append_entities(sql, entities);
    sql.add(" limit ").bind(static_cast<std::int64_t>(cap));
    return run(connection, sql);
}

// What matches at all, at most `cap` candidates. On SQLite the index of parts finds beginnings as well.
std::vector<Candidate> by_words(db::Connection& connection, Entities entities, Words const& words, std::size_t cap)
{
    if (connection.dialect() == db::Dialect::sqlite && has_letters(words, 3))
        return by_parts(connection, entities, words, cap);
    auto found = by_beginnings(connection, entities, words, cap);
    if (connection.dialect() == db::Dialect::postgresql && found.size() < cap)
        std::ranges::move(by_parts(connection, entities, words, cap - found.size()), std::back_inserter(found));
    return found;
}

// The records whose title starts with the question, in the order of the title: the best ones, whatever else matches.
std::vector<Candidate> by_title(db::Connection& connection, EntityInfo const& entity, std::string const& folded)
{
    if (!entity.title().is_text())
        return {};
    auto const title = fold_column(entity.title_field);
    auto sql = Sql { connection.dialect() };
    sql.add("select t.\"id\", ").bind(entity.plural).add(", ").column("t", title).add(" from ").name(entity.plural);
    sql.add(" t where ").column("t", title).add(" >= ").bind(folded).add(" and ").column("t", title).add(" < ");
    sql.bind(folded + "\xf4\x8f\xbf\xbf"); // behind every letter
    sql.add(" and t.\"deleted_at\" is null order by ").column("t", title).add(" limit 50");
    return run(connection, sql);
}

// Somebody who reaches few records finds his own among many: they are looked through. Up to so many are few.
constexpr std::int64_t few_records = 5'000;

std::vector<Candidate> by_reach(Reading& reading, EntityInfo const& entity, Words const& words, std::size_t cap)
{
    auto const source = RowSource { reading, entity, {}, {}, Bin::without };
    if (!entity.title().is_text() || source.arms().empty() || source.reach_size() > few_records)
        return {};
    auto const title = fold_column(entity.title_field);
    auto sql = Sql { reading.connection.dialect() };
    sql.add("select t.\"id\", ").bind(entity.plural).add(", ").column("t", title).add(" from ");
    source.append_from_where(sql);
    for (auto const& word : words)
        sql.add(" and ").contains("t." + db::quote(title), word);
    sql.add(" limit ").bind(static_cast<std::int64_t>(cap));
    return run(reading.connection, sql);
}

std::vector<std::string> trigrams(std::string const& word)
{
    auto starts = std::vector<std::size_t> {};
    for (auto offset = std::size_t { 0 }; offset < word.size(); next_code_point(word, offset))
        starts.push_back(offset);
    starts.push_back(word.size());
    auto grams = std::vector<std::string> {};
    for (std::size_t i = 0; i + 3 < starts.size(); ++i)
        grams.push_back(word.substr(starts[i], starts[i + 3] - starts[i]));
    return grams;
}

// How many letters may be wrong in a word of this length.
int typos_allowed(std::size_t letters) { return letters >= 8 ? 2 : letters >= 4 ? 1 : 0; }

bool is_near(std::string const& title, std::vector<std::string> const& words)
{
    auto const title_words = words_of(title);
    return std::ranges::all_of(words, [&](std::string const& word) {
        auto const allowed = typos_allowed(count_code_points(word));
        return std::ranges::any_of(title_words, [&](std::string const& other) {
            return other.starts_with(word) || edit_distance(word, other, allowed) <= allowed;
        });
    });
}

// Titles that share some letters with the longest word, and then differ in no more of them than may be wrong.
std::vector<Candidate> by_likeness(db::Connection& connection, Entities entities, Words const& words, std::size_t cap)
{
    auto longest = std::ranges::max_element(words, {}, [](std::string const& word) { return count_code_points(word); });
    auto const grams = trigrams(*longest);
    if (grams.size() < 2)
        return {};
    auto sql = Sql { connection.dialect() };
    sql.add("select s.\"id\", s.\"entity\", s.\"title_fold\" from ");
    if (connection.dialect() == db::Dialect::sqlite) {
        sql.add("(select rowid as \"id\" from \"kontor_search_part\" where \"kontor_search_part\" match ");
        sql.bind(fmt::format("title_fold : ({})", match_of(grams, "", " OR ")));
        sql.add(" limit ").bind(static_cast<std::int64_t>(cap));
        sql.add(") p join \"kontor_search\" s on s.\"id\" = p.\"id\" where 1 = 1");
    } else {
        sql.add("\"kontor_search\" s where (");
        for (std::size_t i = 0; i < grams.size(); ++i)
            sql.add(i ? " or " : "").add("s.\"all_fold\" like ").bind("%" + grams[i] + "%");
        sql.add(")");
    }
    append_entities(sql, entities);
    sql.add(" limit ").bind(static_cast<std::int64_t>(cap));
    auto found = run(connection, sql);
    std::erase_if(found, [&](Candidate const& candidate) { return !is_near(candidate.title, words); });
    return found;
}

int score_of(std::string const& title, std::string const& folded, std::vector<std::string> const& words)
{
    if (title == folded)
        return 0;
    if (title.starts_with(folded))
        return 1;
    auto const title_words = words_of(title);
    auto const all_begin = std::ranges::all_of(words, [&](std::string const& word) {
        return std::ranges::any_of(title_words, [&](std::string const& other) { return other.starts_with(word); });
    });
    return all_begin ? 2 : 3;
}

}

std::vector<std::string> search_table_sql(db::Dialect dialect)
{
    if (dialect == db::Dialect::sqlite)
        return {
            "create table \"kontor_search\" (\"id\" INTEGER PRIMARY KEY, \"entity\" TEXT, \"title_fold\" TEXT, "
            "\"text_fold\" TEXT)",
            "create virtual table \"kontor_search_word\" using fts5(entity, title_fold, text_fold, "
            "content='kontor_search', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3')",
            "create virtual table \"kontor_search_part\" using fts5(title_fold, text_fold, content='kontor_search', "
            "content_rowid='id', tokenize='trigram')",
        };
    return {
        "create extension if not exists pg_trgm with schema public",
        "create table \"kontor_search\" (\"id\" BIGINT PRIMARY KEY, \"entity\" TEXT COLLATE \"C\", \"title_fold\" TEXT "
        "COLLATE \"C\", \"all_fold\" TEXT COLLATE \"C\", \"words\" tsvector)",
        "create index \"kontor_search_words\" on \"kontor_search\" using gin (\"words\")",
        "create index \"kontor_search_parts\" on \"kontor_search\" using gin (\"all_fold\" public.gin_trgm_ops)",
    };
}

std::vector<Field const*> searched_fields(EntityInfo const& entity)
{
    auto fields = std::vector<Field const*> {};
    for (auto const* field : entity.fields)
        if (field->is_text() && field->definition().searchable)
            fields.push_back(field);
    std::ranges::stable_partition(fields, [&](Field const* field) { return field->name() == entity.title_field; });
    return fields;
}

namespace {

// Gathers candidates of several entities, each record once.
class Hits {
public:
    Hits(Entities entities, std::string folded, Words words) : m_folded(std::move(folded)), m_words(std::move(words))
    {
        for (auto const* entity : entities)
            m_entities.emplace(entity->plural, entity);
    }

    void take(std::vector<Candidate> const& candidates, int at_least)
    {
        for (auto const& candidate : candidates) {
            auto const entity = m_entities.find(candidate.entity);
            if (entity == m_entities.end() || !m_taken.insert(candidate.id.value).second)
                continue;
            auto const score = std::max(at_least, score_of(candidate.title, m_folded, m_words));
            m_hits.push_back({ entity->second, candidate.id, score, candidate.title.size() });
        }
    }

    [[nodiscard]] bool is_empty() const { return m_hits.empty(); }

    // The best ones of each entity, so many of each.
    std::vector<SearchHit> best(std::size_t limit)
    {
        std::ranges::sort(m_hits, [](SearchHit const& first, SearchHit const& second) {
            if (first.score != second.score)
                return first.score < second.score;
            if (first.title_length != second.title_length)
                return first.title_length < second.title_length;
            return first.id < second.id;
        });
        auto counts = std::unordered_map<EntityInfo const*, std::size_t> {};
        std::erase_if(m_hits, [&](SearchHit const& hit) { return ++counts[hit.entity] > limit; });
        return std::move(m_hits);
    }

private:
    std::unordered_map<std::string_view, EntityInfo const*> m_entities;
    std::string m_folded;
    Words m_words;
    std::vector<SearchHit> m_hits;
    std::unordered_set<std::int64_t> m_taken;
};

// Whether search knows any record of the entity: most collections of a workspace are small or empty.
bool has_entries(Reading& reading, EntityInfo const& entity)
{
    return SizeMemory::of(reading).size_of("search " + entity.plural, [&] {
        auto sql = Sql { reading.connection.dialect() };
        if (sql.dialect() == db::Dialect::sqlite)
            sql.add("select 1 from \"kontor_search_word\" where \"kontor_search_word\" match ")
                .bind(fmt::format("entity : \"{}\"", entity.plural));
        else
            sql.add("select 1 from ").name(entity.plural);
        sql.add(" limit 1");
        return sql.query(reading.connection)->next() ? 1 : 0;
    }) > 0;
}

}

std::vector<SearchHit> find_hits(Reading& reading, Entities entities, std::string_view q, std::size_t limit)
{
    auto const words = query_words(q);
    auto asked = std::vector<EntityInfo const*> {};
    for (auto const* entity : entities)
        if (!searched_fields(*entity).empty())
            asked.push_back(entity);
    if (words.empty() || asked.empty())
        return {};
    auto const cap = std::clamp<std::size_t>(limit * 4, 100, 2'000);
    auto const folded = fold(q);
    auto hits = Hits { asked, folded, words };
    auto const found = by_words(reading.connection, asked, words, cap);
    hits.take(found, 0);
    // When more match than are looked at, each entity shows the best of its own.
    if (found.size() >= cap)
        for (auto const* entity : asked) {
            if (!has_entries(reading, *entity))
                continue;
            hits.take(by_title(reading.connection, *entity, folded), 0);
            hits.take(by_reach(reading, *entity, words, cap), 0);
            hits.take(by_beginnings(reading.connection, std::span { &entity, 1 }, words, cap), 0);
        }
    if (hits.is_empty())
        hits.take(by_likeness(reading.connection, asked, words, cap), 4);
    return hits.best(limit);
}

std::vector<Id> search_ids(Reading& reading, EntityInfo const& entity, std::string_view q, std::size_t limit)
{
    auto ids = std::vector<Id> {};
    auto const* const asked = &entity;
    for (auto const& hit : find_hits(reading, std::span { &asked, 1 }, q, limit))
        ids.push_back(hit.id);
    return ids;
}

}
