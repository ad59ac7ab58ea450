#include "records/search.h"

#include "base/fold.h"
#include "base/problem.h"
#include "base/utf8.h"
#include "records/access.h"
#include "records/read_count.h"
#include "records/reader.h"
#include "records/search_index.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace kontor::records {

namespace {

// So many of each entity are looked at, so that somebody who may see only some of them still finds a few.
constexpr std::size_t hits_of_group = 200;

struct FoundGroup {
    EntityInfo const* entity;
    std::vector<SearchHit> hits;
    bool has_more = false;
};

std::string text_in(Record const& record, Field const& field)
{
    auto const* text = std::get_if<std::string>(&record.value(field));
    return text ? *text : std::string {};
}

// Plain and matched parts in turn, beginning with plain; no HTML.
void append_highlight(JsonWriter& json, Field const& field, std::string const& text, std::vector<TextRange> ranges)
{
    auto const window = std::size_t { 160 };
    auto begin = std::size_t { 0 };
    if (text.size() > window && ranges.front().begin > window / 2) {
        begin = ranges.front().begin - window / 2;
        while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80)
            --begin;
    }
    auto end = std::min(text.size(), begin + window);
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    json.begin_object().member("field", field.name()).key("parts").begin_array();
    auto from = begin;
    for (auto const& range : ranges) {
        if (range.begin < from || range.end > end)
            continue;
        json.string(std::string_view { text }.substr(from, range.begin - from));
        json.string(std::string_view { text }.substr(range.begin, range.end - range.begin));
        from = range.end;
    }
    json.string(std::string_view { text }.substr(from, end - from));
    json.end_array().end_object();
}

std::string subtitle_of(Reading& reading, Record const& record)
{
    auto const& entity = record.entity();
    auto text = std::string {};
    auto const names = entity.declaration ? entity.declaration->options.highlight : std::vector<std::string_view> {};
    for (auto name : names) {
        auto const* field = entity.find(name);
        if (!field || !reading.actor.sees(reading.schema, entity, *field) || field->name() == entity.title_field)
            continue;
        auto part = std::string {};
        if (field->type() == FieldType::choice) {
            if (auto const* option = field->find_choice(text_in(record, *field)))
                part = option->label.in(reading.actor.language);
        } else if (field->is_text() && field->type() != FieldType::long_text && field->type() != FieldType::rich_text) {
            part = text_in(record, *field);
        } else if (field->type() == FieldType::link) {
            auto const* id = std::get_if<Id>(&record.value(*field));
            auto const* target = reading.schema.target_of(*field);
            if (id && target && !Reader { reading }.visible(*target, { *id }).empty())
                if (auto const linked = load(reading.connection, reading.shared_schema, *target, *id))
                    part = text_in(*linked, target->title());
        }
        if (part.empty())
            continue;
        text += (text.empty() ? "" : ", ") + part;
        if (text.size() > 80)
            break;
    }
    return text;
}

}

std::string search(Reading& reading, SearchQuery const& query)
{
    auto const started = std::chrono::steady_clock::now();
    if (trim(query.q).empty() || count_code_points(query.q) > 200)
        throw Problem::bad_parameter("q", "q must have from 1 to 200 characters.");
    if (query.limit < 1 || query.limit > 50)
        throw Problem::bad_parameter("limit", "limit must be from 1 to 50.");
    for (auto const& name : query.entities)
        if (auto const* entity = reading.schema.find(name);
            !entity || reading.actor.level(reading.schema, *entity, Right::read) == Level::none)
            throw Problem::bad_parameter("entities", fmt::format("There is no collection \"{}\".", name));
    auto asked = std::vector<EntityInfo const*> {};
    for (auto const& entity : reading.schema.entities()) {
        auto const is_wanted = query.entities.empty()
            ? !entity->is_hidden
            : std::ranges::find(query.entities, entity->plural) != query.entities.end();
        if (is_wanted && reading.actor.level(reading.schema, *entity, Right::read) != Level::none)
            asked.push_back(entity.get());
    }
    auto groups = std::vector<FoundGroup> {};
    auto const limit = static_cast<std::size_t>(query.limit);
    auto const sees_all = std::ranges::all_of(asked, [&](EntityInfo const* entity) {
        return Reach { reading.schema, reading.actor, *entity, Right::read }.is_all();
    });
    for (auto const& hit : find_hits(reading, asked, query.q, sees_all ? limit + 1 : hits_of_group)) {
        auto group = std::ranges::find(groups, hit.entity, &FoundGroup::entity);
        if (group == groups.end())
            group = groups.insert(groups.end(), { hit.entity, {}, false });
        group->hits.push_back(hit);
    }
    auto reader = Reader { reading };
    for (auto& group : groups) {
        auto ids = std::vector<Id> {};
        for (auto const& hit : group.hits)
            ids.push_back(hit.id);
        ids = reader.visible(*group.entity, ids);
        group.has_more = ids.size() > limit;
        ids.resize(std::min(ids.size(), limit));
        std::erase_if(group.hits, [&](SearchHit const& hit) { return std::ranges::find(ids, hit.id) == ids.end(); });
    }
    std::erase_if(groups, [](FoundGroup const& group) { return group.hits.empty(); });
    std::ranges::stable_sort(groups, {}, [](FoundGroup const& group) { return group.hits.front().score; });
    auto const words = words_of(fold(query.q));
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object().key("groups").begin_array();
    for (auto const& group : groups) {
        json.begin_object()
            .member("entity", group.entity->plural)
            .member("label", group.entity->label_many.in(reading.actor.language))
            .key("items")
            .begin_array();
        for (auto const& hit : group.hits) {
            auto const record = load(reading.connection, reading.shared_schema, *group.entity, hit.id);
            if (!record)
                continue;
            count_row(reading.actor, group.entity->plural, hit.id);
            json.begin_object()
                .member("id", hit.id)
                .member("title", text_in(*record, group.entity->title()))
                .member("subtitle", subtitle_of(reading, *record));
            json.key("highlights").begin_array();
            for (auto const* field : searched_fields(*group.entity)) {
                if (!reading.actor.sees(reading.schema, *group.entity, *field))
                    continue;
                auto const text = text_in(*record, *field);
                auto ranges = std::vector<TextRange> {};
                for (auto const& word : words)
                    for (auto const& range : find_folded(text, word))
                        ranges.push_back(range);
                std::ranges::sort(ranges, {}, &TextRange::begin);
                if (!ranges.empty())
                    append_highlight(json, *field, text, std::move(ranges));
            }
            json.end_array().end_object();
        }
        json.end_array().member("more", group.has_more).end_object();
    }
    auto const took
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
    json.end_array().member("took_ms", static_cast<std::int64_t>(took)).end_object();
    return out;
}

std::size_t rebuild_search(Store& store, std::string_view plural)
{
    auto count = std::size_t { 0 };
    auto const schema = store.schema();
    auto const& entity = *schema->find(plural);
    for (auto last = std::int64_t { 0 };;) {
        auto slice = std::vector<Transaction::SearchRow> {};
        store.write(
            Actor::system(),
            [&](Transaction& transaction) {
                slice.clear();
                auto rows = transaction.connection().query("select \"id\" from " + db::quote(entity.plural)
                        + " where \"id\" > ?1 and \"deleted_at\" is null order by \"id\" limit 1000",
                    { last });
                while (rows->next())
                    slice.push_back({ &entity, Id { rows->whole(0) } });
                rows.reset();
                update_search(transaction.connection(), *schema, slice);
            },
            db::Lane::background);
        if (slice.empty())
            return count;
        last = slice.back().record.value;
        count += slice.size();
    }
}

std::size_t rebuild_search(Store& store)
{
    auto count = std::size_t { 0 };
    for (auto const& entity : store.schema()->entities())
        if (!searched_fields(*entity).empty())
            count += rebuild_search(store, entity->plural);
    return count;
}

}
