#include "records/search_index.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "records/sql.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

constexpr std::size_t candidate_cap = 2'000;
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
    std::string title;
};

std::vector<Candidate> run(db::Connection& connection, std::string_view sql, std::vector<db::Value> const& parameters)
{
    auto found = std::vector<Candidate> {};
    auto rows = connection.query(sql, parameters);
    while (rows->next())
        found.push_back({ Id { rows->whole(0) }, std::string { rows->text(1) } });
    return found;
}

std::vector<Candidate> by_beginnings(
    db::Connection& connection, EntityInfo const& entity, std::vector<std::string> const& words)
{
    auto match = std::string {};
    if (connection.dialect() == db::Dialect::sqlite) {
        for (auto const& word : words)
            match += fmt::format("{}\"{}\"*", match.empty() ? "" : " AND ", word);
        return run(connection,
            "select s.\"id\", s.\"title_fold\" from \"kontor_search_word\" w join \"kontor_search\" s on s.\"id\" = "
            "w.rowid where \"kontor_search_word\" match ?1 limit ?2",
            { fmt::format("entity : \"{}\" AND {{title_fold text_fold}} : ({})", entity.plural, match),
                static_cast<std::int64_t>(candidate_cap) });
    }
    for (auto const& word : words)
        match += fmt::format("{}'{}':*", match.empty() ? "" : " & ", word);
    return run(connection,
        "select \"id\", \"title_fold\" from \"kontor_search\" where \"words\" @@ cast(?1 as tsquery) and \"entity\" = "
        "?2 limit ?3",
        { match, entity.plural, static_cast<std::int64_t>(candidate_cap) });
}

std::vector<Candidate> by_parts(
    db::Connection& connection, EntityInfo const& entity, std::vector<std::string> const& words)
{
    auto long_words = words;
    std::erase_if(long_words, [](std::string const& word) { return count_code_points(word) < 3; });
    if (long_words.empty() || long_words.size() < words.size())
        return {};
    if (connection.dialect() == db::Dialect::sqlite) {
        auto match = std::string {};
        for (auto const& word : long_words)
            match += fmt::format("{}\"{}\"", match.empty() ? "" : " AND ", word);
        return run(connection,
            "select s.\"id\", s.\"title_fold\" from \"kontor_search_part\" p join \"kontor_search\" s on s.\"id\" = "
            "p.rowid where \"kontor_search_part\" match ?1 and s.\"entity\" = ?2 limit ?3",
            { match, entity.plural, static_cast<std::int64_t>(candidate_cap) });
    }
    auto sql = Sql { connection.dialect() };
    sql.add("select \"id\", \"title_fold\" from \"kontor_search\" where \"entity\" = ").bind(entity.plural);
    for (auto const& word : long_words)
        sql.add(" and \"all_fold\" like ").bind("%" + word + "%"); // words are letters and digits only
    sql.add(" limit ").bind(static_cast<std::int64_t>(candidate_cap));
    return run(connection, sql.text(), sql.parameters());
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

std::vector<Candidate> by_likeness(
    db::Connection& connection, EntityInfo const& entity, std::vector<std::string> const& words)
{
    auto longest = std::ranges::max_element(words, {}, [](std::string const& word) { return count_code_points(word); });
    auto const grams = trigrams(*longest);
    if (grams.size() < 2)
        return {};
    auto found = std::vector<Candidate> {};
    if (connection.dialect() == db::Dialect::sqlite) {
        auto match = std::string {};
        for (auto const& gram : grams)
            match += fmt::format("{}\"{}\"", match.empty() ? "" : " OR ", gram);
        found = run(connection,
            "select s.\"id\", s.\"title_fold\" from \"kontor_search_part\" p join \"kontor_search\" s on s.\"id\" = "
            "p.rowid where \"kontor_search_part\" match ?1 and s.\"entity\" = ?2 limit ?3",
            { fmt::format("title_fold : ({})", match), entity.plural, static_cast<std::int64_t>(candidate_cap) });
    } else {
        auto sql = Sql { connection.dialect() };
        sql.add("select \"id\", \"title_fold\" from \"kontor_search\" where \"entity\" = ")
            .bind(entity.plural)
            .add(" and (");
        for (std::size_t i = 0; i < grams.size(); ++i)
            sql.add(i ? " or " : "").add("\"all_fold\" like ").bind("%" + grams[i] + "%");
        sql.add(") limit ").bind(static_cast<std::int64_t>(candidate_cap));
        found = run(connection, sql.text(), sql.parameters());
    }
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

std::vector<SearchHit> find_hits(
    db::Connection& connection, EntityInfo const& entity, std::string_view q, std::size_t limit)
{
    auto const words = query_words(q);
    if (words.empty() || searched_fields(entity).empty())
        return {};
    auto const folded = fold(q);
    auto hits = std::vector<SearchHit> {};
    auto const take = [&](std::vector<Candidate> const& candidates, int at_least) {
        for (auto const& candidate : candidates)
            if (std::ranges::find(hits, candidate.id, &SearchHit::id) == hits.end())
                hits.push_back({ candidate.id, std::max(at_least, score_of(candidate.title, folded, words)),
                    candidate.title.size() });
    };
    take(by_beginnings(connection, entity, words), 0);
    if (hits.size() < limit)
        take(by_parts(connection, entity, words), 3);
    if (hits.empty())
        take(by_likeness(connection, entity, words), 4);
    std::ranges::sort(hits, [](SearchHit const& first, SearchHit const& second) {
        if (first.score != second.score)
            return first.score < second.score;
        if (first.title_length != second.title_length)
            return first.title_length < second.title_length;
        return first.id < second.id;
    });
    if (hits.size() > limit)
        hits.resize(limit);
    return hits;
}

std::vector<Id> search_ids(db::Connection& connection, EntityInfo const& entity, std::string_view q, std::size_t limit)
{
    auto ids = std::vector<Id> {};
    for (auto const& hit : find_hits(connection, entity, q, limit))
        ids.push_back(hit.id);
    return ids;
}

}
