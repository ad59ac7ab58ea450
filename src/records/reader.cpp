#include "records/reader.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/list_order.h"
#include "records/page_query.h"
#include "records/page_token.h"
#include "records/read_count.h"
#include "records/record_row.h"
#include "records/row_program.h"
#include "records/row_source.h"
#include "records/search.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace kontor::records {

namespace {

constexpr std::int64_t estimate_cap = 10'000;

std::string question_of(Reading const& reading, EntityInfo const& entity, ListQuery const& query)
{
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", reading.actor.user.value, entity.plural, query.filter, query.q,
        query.order_by, query.bin == Bin::only ? "bin" : "", reading.schema.version());
}

struct Page {
    std::vector<RenderedRow> rows;
    std::string next_token;
    std::int64_t offset = 0;
};

class ListRun {
public:
    ListRun(Reading& reading, EntityInfo const& entity, ListQuery const& query)
        : m_reading(reading)
        , m_entity(entity)
        , m_query(query)
        , m_source(reading, entity, query.filter, query.q, query.bin)
        , m_order(reading, entity, query.order_by)
        , m_question(question_of(reading, entity, query))
        , m_page_size(query.page_size == 0 ? 50 : query.page_size)
    {
        if (query.page_size < 0 || query.page_size > 500)
            throw Problem::bad_parameter("page_size", "page_size must be from 1 to 500.");
        if (query.offset && !query.page_token.empty())
            throw Problem::bad_parameter("offset", "Use page_token or offset, not both.");
        if (query.offset && (*query.offset < 0 || *query.offset > 10'000'000))
            throw Problem::bad_parameter("offset", "offset must be from 0 to 10,000,000.");
        if (!query.page_token.empty())
            m_token = open_page_token(query.page_token, reading.secret, m_question);
    }

    Page run()
    {
        if (m_source.is_empty())
            return { {}, {}, m_query.offset.value_or(0) };
        return m_source.found() && m_query.order_by.empty() ? run_best_first() : run_in_order();
    }

    RowSource const& source() const { return m_source; }

private:
    Page run_in_order()
    {
        auto page = Page {};
        page.offset = m_query.offset.value_or(0);
        auto program = RowProgram { m_reading, m_entity, select_fields(m_reading, m_entity, m_query) };
        auto const window = PageWindow { m_page_size + 1, page.offset, m_token ? &*m_token : nullptr };
        auto const page_query = PageQuery { m_source, m_order, m_entity, m_reading.connection.dialect(), window };
        auto sql = Sql { m_reading.connection.dialect() };
        page_query.append(
            sql, { [&](Sql& text) { program.append_columns(text); }, [&](Sql& text) { program.append_joins(text); } });
        auto last = PageToken {};
        {
            auto rows = sql.query(m_reading.connection);
            while (rows->next()) {
                if (page.rows.size() == static_cast<std::size_t>(m_page_size)) {
                    page.next_token = seal_page_token(last, m_reading.secret, m_question);
                    break;
                }
                page.rows.push_back(program.render(*rows));
                last.id = page.rows.back().id;
                last.keys.clear();
                auto const first_key = rows->column_count() - static_cast<int>(m_order.size());
                for (auto i = 0; i < static_cast<int>(m_order.size()); ++i)
                    last.keys.push_back(rows->value(first_key + i));
            }
        }
        program.fill(page.rows, false);
        return page;
    }

    // Words without an order: the best hit first; the ids are few (1,000 at most), so they are cut in memory.
    Page run_best_first()
    {
        auto page = Page {};
        auto visible = std::unordered_map<Id, bool> {};
        auto sql = Sql { m_reading.connection.dialect() };
        sql.add("select t.\"id\" from ");
        m_source.append_from_where(sql);
        {
            auto rows = sql.query(m_reading.connection);
            while (rows->next())
                visible[Id { rows->whole(0) }] = true;
        }
        auto ids = std::vector<Id> {};
        for (auto id : *m_source.found())
            if (visible.contains(id))
                ids.push_back(id);
        auto const begin
            = std::min(ids.size(), static_cast<std::size_t>(m_token ? m_token->offset : m_query.offset.value_or(0)));
        auto const end = std::min(ids.size(), begin + static_cast<std::size_t>(m_page_size));
        page.offset = static_cast<std::int64_t>(begin);
        auto const wanted = std::vector<Id>(
            ids.begin() + static_cast<std::ptrdiff_t>(begin), ids.begin() + static_cast<std::ptrdiff_t>(end));
        auto rendered = render_by_ids(m_reading, m_entity, wanted, m_query, false);
        for (auto id : wanted)
            if (auto found = std::ranges::find(rendered, id, &RenderedRow::id); found != rendered.end())
                page.rows.push_back(std::move(*found));
        if (end < ids.size())
            page.next_token = seal_page_token({ {}, {}, static_cast<std::int64_t>(end) }, m_reading.secret, m_question);
        return page;
    }

    Reading& m_reading;
    EntityInfo const& m_entity;
    ListQuery const& m_query;
    RowSource m_source;
    ListOrder m_order;
    std::string m_question;
    int m_page_size;
    std::optional<PageToken> m_token;
};

std::int64_t count_rows(
    Reading& reading, EntityInfo const& entity, RowSource const& source, std::optional<std::int64_t> cap)
{
    if (source.is_empty())
        return 0;
    auto sql = Sql { reading.connection.dialect() };
    (void)entity;
    sql.add("select count(*) from (select t.\"id\" from ");
    source.append_from_where(sql);
    if (cap)
        sql.add(" limit ").bind(*cap + 1);
    sql.add(") c");
    auto rows = sql.query(reading.connection);
    rows->next();
    return rows->whole(0);
}

void demand_right(Reading& reading, EntityInfo const& entity)
{
    if (reading.actor.level(reading.schema, entity, Right::read) == Level::none)
        throw Problem::not_found();
}

}

ListAnswer Reader::list(EntityInfo const& entity, ListQuery const& query)
{
    demand_right(m_reading, entity);
    auto run = ListRun { m_reading, entity, query };
    auto page = run.run();
    auto answer = ListAnswer {};
    answer.next_page_token = page.next_token;
    answer.row_count = page.rows.size();
    auto size = std::size_t { 128 };
    for (auto const& row : page.rows)
        size += row.text.size() + 1;
    answer.json.reserve(size);
    answer.json += "{\"items\":[";
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
        if (i)
            answer.json += ',';
        answer.json += page.rows[i].text;
    }
    answer.json += "],\"next_page_token\":";
    if (page.next_token.empty())
        answer.json += "null";
    else
        append_json_string(answer.json, page.next_token);
    if (query.offset)
        answer.json += fmt::format(",\"offset\":{}", page.offset);
    if (query.count == Count::exact)
        answer.json += fmt::format(",\"total\":{}", count_rows(m_reading, entity, run.source(), {}));
    if (query.count == Count::estimate) {
        auto const counted = count_rows(m_reading, entity, run.source(), estimate_cap);
        answer.json += fmt::format(",\"total\":{}", std::min(counted, estimate_cap));
        answer.json += counted > estimate_cap ? ",\"total_estimated\":true" : ",\"total_estimated\":false";
    }
    answer.json += '}';
    return answer;
}

std::optional<Reader::Single> Reader::one(EntityInfo const& entity, Id id, ListQuery const& query)
{
    if (m_reading.actor.level(m_reading.schema, entity, Right::read) == Level::none)
        return {};
    auto rows = render_by_ids(m_reading, entity, { id }, query, true);
    if (rows.empty())
        return {};
    return Single { std::move(rows.front().text), rows.front().version };
}

std::vector<Id> Reader::visible(EntityInfo const& entity, std::vector<Id> const& candidates)
{
    auto const reach = Reach { m_reading.schema, m_reading.actor, entity, Right::read };
    if (candidates.empty() || reach.is_none())
        return {};
    auto sql = Sql { m_reading.connection.dialect() };
    sql.add("select t.\"id\" from ")
        .name(entity.plural)
        .add(" t where t.\"id\"")
        .among(candidates)
        .add(" and t.\"deleted_at\" is null");
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    auto seen = std::unordered_map<Id, bool> {};
    auto rows = sql.query(m_reading.connection);
    while (rows->next())
        seen[Id { rows->whole(0) }] = true;
    auto ids = std::vector<Id> {};
    std::ranges::copy_if(candidates, std::back_inserter(ids), [&](Id id) { return seen.contains(id); });
    return ids;
}

std::int64_t Reader::count(EntityInfo const& entity, std::string_view filter)
{
    auto const source = RowSource { m_reading, entity, filter, {}, Bin::without };
    return count_rows(m_reading, entity, source, {});
}

std::string Reader::reference(EntityInfo const& entity, Id id)
{
    auto query = ListQuery {};
    auto text = std::string {};
    auto json = JsonWriter { text };
    auto sql = Sql { m_reading.connection.dialect() };
    sql.add("select ")
        .column("t", entity.title_field)
        .add(" from ")
        .name(entity.plural)
        .add(" t where t.\"id\" = ")
        .bind(id.value);
    if (visible(entity, { id }).empty())
        return "{\"hidden\":true}";
    auto rows = sql.query(m_reading.connection);
    rows->next();
    count_name(m_reading.actor, entity.plural, id);
    json.begin_object().member("id", id).member("title", rows->text(0)).end_object();
    return text;
}

std::vector<Record> Reader::records(
    EntityInfo const& entity, std::string_view filter, std::string_view order_by, std::size_t limit)
{
    auto const source = RowSource { m_reading, entity, filter, {}, Bin::without };
    auto records = std::vector<Record> {};
    if (source.is_empty())
        return records;
    auto const order = ListOrder { m_reading, entity, order_by };

    auto const page_query = PageQuery { source, order, entity, m_reading.connection.dialect(),
        { static_cast<std::int64_t>(limit), 0, nullptr } };
    auto sql = Sql { m_reading.connection.dialect() };
    page_query.append(sql, { [&](Sql& text) { append_record_columns(text, entity, "t"); }, [](Sql&) {} });
    auto rows = sql.query(m_reading.connection);
    while (rows->next()) {
        auto record = read_record(*rows, m_reading.shared_schema, entity);
        for (std::size_t slot = 0; slot < entity.slot_count(); ++slot)
            if (!m_reading.actor.sees(m_reading.schema, entity, entity.field_at(slot)))
                record.set_at(slot, {});
        records.push_back(std::move(record));
    }
    return records;
}

}
