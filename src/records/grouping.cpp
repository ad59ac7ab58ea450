#include "records/grouping.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/access.h"
#include "records/filter_sql.h"
#include "records/read_count.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

[[noreturn]] void wrong(std::string message) { throw Problem::bad_parameter("group_by", std::move(message)); }

constexpr std::int64_t quarter_hour_ms = 900'000;
// What SQL answers for a value behind a link that the reader may not follow, as a number and as a text.
constexpr std::int64_t hidden_number = -1;
constexpr std::string_view hidden_text = "\x01";

}

std::string bucket_of(std::string_view function, Day day)
{
    if (function == "week") {
        auto const week = iso_week(day);
        return fmt::format("{:04}-W{:02}", week.year, week.week);
    }
    if (function == "month")
        return fmt::format("{:04}-{:02}", day.year(), day.month());
    if (function == "quarter")
        return fmt::format("{:04}-Q{}", day.year(), (day.month() + 2) / 3);
    if (function == "year")
        return fmt::format("{:04}", day.year());
    return day.to_string();
}

std::pair<Day, Day> days_of_bucket(std::string_view bucket)
{
    auto const year = std::atoi(std::string { bucket.substr(0, 4) }.c_str());
    auto const months = [&](int first, int count) {
        auto const begin = Day::from_parts(year, first, 1);
        check(begin.has_value(), "a bucket begins on a day that exists");
        return std::pair { *begin, begin->plus_months(count).plus_days(-1) };
    };
    if (bucket.size() == 4)
        return months(1, 12);
    if (bucket[5] == 'Q')
        return months((bucket[6] - '1') * 3 + 1, 3);
    if (bucket[5] == 'W') {
        auto const monday = monday_of({ year, std::atoi(std::string { bucket.substr(6) }.c_str()) });
        return { monday, monday.plus_days(6) };
    }
    if (bucket.size() == 7)
        return months(std::atoi(std::string { bucket.substr(5) }.c_str()), 1);
    auto const day = Day::parse(bucket);
    check(day.has_value(), "a bucket of a day is a day");
    return { *day, *day };
}

GroupKey::GroupKey(Reading& reading, EntityInfo const& entity, std::string text, std::size_t position)
    : m_text(std::move(text))
    , m_reading(reading)
{
    std::erase(m_text, ' ');
    m_path = m_text;
    for (std::string_view function : { "day", "week", "month", "quarter", "year" })
        if (m_text.starts_with(std::string { function } + "(") && m_text.ends_with(")")) {
            m_function = function;
            m_path = m_text.substr(function.size() + 1, m_text.size() - function.size() - 2);
        }
    auto const dot = m_path.find('.');
    auto const* holder = &entity;
    auto name = m_path;
    auto const sees = [&](EntityInfo const& where, Field const* field) {
        return field && reading.actor.sees(reading.schema, where, *field);
    };
    if (dot != std::string::npos) {
        auto const head = m_path.substr(0, dot);
        m_via = entity.find(head);
        if (!sees(entity, m_via) || m_via->type() != FieldType::link)
            wrong(fmt::format("{} have no field \"{}\".", entity.label_many.en, m_path));
        m_via_target = reading.schema.target_of(*m_via);
        holder = m_via_target;
        name = m_path.substr(dot + 1);
        m_alias = fmt::format("g_{}", position);
    }
    m_holder = holder;
    m_field = holder->find(name);
    if (!sees(*holder, m_field))
        wrong(fmt::format("{} have no field \"{}\".", entity.label_many.en, m_path));
    switch (m_field->type()) {
    case FieldType::choice: m_kind = Kind::choice; break;
    case FieldType::flag: m_kind = Kind::flag; break;
    case FieldType::link:
        m_kind = Kind::link;
        m_target = reading.schema.target_of(*m_field);
        break;
    case FieldType::links:
    case FieldType::choices:
        if (m_via)
            wrong(fmt::format("Rows cannot be grouped by {}.", m_path));
        m_kind = m_field->type() == FieldType::links ? Kind::link : Kind::choice;
        m_many = m_field->type() == FieldType::links ? Many::links : Many::choices;
        m_target = m_kind == Kind::link ? reading.schema.target_of(*m_field) : nullptr;
        m_alias = fmt::format("g_{}", position);
        break;
    case FieldType::day: m_kind = Kind::day; break;
    case FieldType::instant:
        m_kind = Kind::instant;
        if (m_function.empty())
            m_function = "day";
        break;
    case FieldType::currency:
    case FieldType::text: m_kind = Kind::plain; break;
    default: wrong(fmt::format("Rows cannot be grouped by {}.", m_path));
    }
    if (!m_function.empty() && m_kind != Kind::day && m_kind != Kind::instant)
        wrong(fmt::format("{}() goes with a day or an instant.", m_function));
}

void GroupKey::append_links_join(Sql& sql) const
{
    sql.add(" left join (select l.\"source\", l.\"target\" from ")
        .name(link_table(*m_holder, *m_field))
        .add(" l join ");
    sql.name(m_target->plural).add(" x on x.\"id\" = l.\"target\" where x.\"deleted_at\" is null) ");
    sql.add(m_alias).add(" on ").column(m_alias, "source").add(" = ").column("t", "id");
}

void GroupKey::append_choices_join(Sql& sql) const
{
    sql.add(" left join (");
    auto is_first = true;
    for (auto const& option : m_field->definition().choices) {
        sql.add(is_first ? "select " : " union all select ").bind(option.value).add(" as \"target\"");
        is_first = false;
    }
    sql.add(is_first ? "select null as \"target\") " : ") ").add(m_alias).add(" on ");
    auto const quoted = fmt::format("'\"' || {}.\"target\" || '\"'", m_alias);
    sql.add(sql.dialect() == db::Dialect::sqlite ? "instr(" : "strpos(").column("t", m_field->name());
    sql.add(", ").add(quoted).add(") > 0");
}

std::string GroupKey::value_column() const
{
    return fmt::format("{}.{}", m_alias, db::quote(m_many == Many::no ? m_field->name() : std::string { "target" }));
}

bool GroupKey::hides_its_way() const
{
    return m_via && !Reach { m_reading.schema, m_reading.actor, *m_via_target, Right::read }.is_all();
}

void GroupKey::append_join(Sql& sql) const
{
    if (m_many == Many::links)
        return append_links_join(sql);
    if (m_many == Many::choices)
        return append_choices_join(sql);
    if (!m_via)
        return;
    sql.add(" left join ")
        .name(m_via_target->plural)
        .add(" ")
        .add(m_alias)
        .add(" on ")
        .column(m_alias, "id")
        .add(" = ")
        .column("t", m_via->name());
    auto const reach = Reach { m_reading.schema, m_reading.actor, *m_via_target, Right::read };
    if (!reach.is_all()) {
        sql.add(" and ");
        reach.predicate(sql, m_alias);
    }
}

void GroupKey::append_expression(Sql& sql) const
{
    auto const is_number = m_kind == Kind::instant || m_kind == Kind::link || m_kind == Kind::flag;
    auto const way_is_hidden = hides_its_way();
    if (way_is_hidden) {
        sql.add("(case when ").column("t", m_via->name()).add(" is not null and ").column(m_alias, "id");
        sql.add(" is null then ");
        if (is_number)
            sql.bind(hidden_number);
        else
            sql.bind(std::string { hidden_text });
        sql.add(" else ");
    }
    append_value(sql);
    if (way_is_hidden)
        sql.add(" end)");
}

void GroupKey::append_value(Sql& sql) const
{
    auto const column = value_column();
    if (m_kind == Kind::instant) {
        sql.add(fmt::format("({} / {})", column, quarter_hour_ms));
        return;
    }
    if (m_kind == Kind::day && (m_function == "month" || m_function == "year")) {
        sql.add(fmt::format("substr({}, 1, {})", column, m_function == "month" ? 7 : 4));
        return;
    }
    auto const reach = m_kind == Kind::link
        ? std::optional { Reach { m_reading.schema, m_reading.actor, *m_target, Right::read } }
        : std::nullopt;
    if (!reach || reach->is_all()) {
        sql.add(column);
        return;
    }
    auto const target = sql.alias();
    sql.add(fmt::format("(case when {} is null then null when exists (select 1 from ", column));
    sql.name(m_target->plural).add(" ").add(target).add(" where ").column(target, "id").add(" = ").add(column);
    sql.add(" and ");
    reach->predicate(sql, target);
    sql.add(") then ").add(column).add(" else ").bind(hidden_number).add(" end)");
}

std::string GroupKey::bucket(db::Value const& value) const
{
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        if (*number == hidden_number)
            return std::string { hidden_group };
        if (m_kind == Kind::instant)
            return bucket_of(m_function, m_reading.actor.zone.day_of({ *number * quarter_hour_ms }));
        return std::to_string(*number);
    }
    auto const* text = std::get_if<std::string>(&value);
    if (!text)
        return {};
    if (*text == hidden_text)
        return std::string { hidden_group };
    if (m_kind == Kind::day && (m_function == "week" || m_function == "quarter")) {
        auto const day = Day::parse(*text);
        return day ? bucket_of(m_function, *day) : std::string {};
    }
    return *text;
}

void GroupKey::look_up(std::vector<std::string> const& groups)
{
    if (m_kind != Kind::link)
        return;
    auto const has_rank = m_target->find("rank") != nullptr;
    auto sql = Sql { m_reading.connection.dialect() };
    sql.add("select t.\"id\", ")
        .column("t", m_target->title_field)
        .add(has_rank ? ", t.\"rank\"" : ", 0")
        .add(m_target->is_keyed ? ", t.\"key\"" : ", null")
        .add(", t.\"deleted_at\"");
    sql.add(" from ").name(m_target->plural).add(" t where t.\"id\" in (null");
    for (auto const& group : groups)
        if (auto const id = Id::parse(group))
            sql.add(", ").bind(id->value);
    sql.add(")");
    auto rows = sql.query(m_reading.connection);
    while (rows->next()) {
        auto title = Title { !rows->is_null(4), {}, rows->whole(2), std::string { rows->text(1) } };
        count_name(m_reading.actor, m_target->plural, Id { rows->whole(0) });
        auto json = JsonWriter { title.json };
        json.begin_object().member("id", Id { rows->whole(0) }).member("title", rows->text(1));
        if (!rows->is_null(3))
            json.member("key", rows->text(3));
        if (title.is_binned)
            json.member("deleted", true);
        json.end_object();
        m_titles.emplace_back(std::to_string(rows->whole(0)), std::move(title));
    }
}

GroupKey::Title const* GroupKey::title_of(std::string const& group) const
{
    auto found = std::ranges::find(m_titles, group, &std::pair<std::string, Title>::first);
    return found == m_titles.end() ? nullptr : &found->second;
}

void GroupKey::append_json(std::string& out, std::string const& group) const
{
    if (group.empty())
        out += "null";
    else if (group == hidden_group)
        out += "{\"hidden\":true}";
    else if (m_kind == Kind::flag)
        out += group == "1" ? "true" : "false";
    else if (m_kind == Kind::link) {
        auto const* title = title_of(group);
        out += title ? title->json : "{\"hidden\":true}";
    } else
        append_json_string(out, group);
}

std::optional<std::string> GroupKey::filter(std::string const& group) const
{
    // No filter tells apart what is hidden, or leads to what is in the bin.
    auto const* title = m_kind == Kind::link ? title_of(group) : nullptr;
    if (group == hidden_group || (title && title->is_binned))
        return {};
    if (group.empty())
        return m_path + " = null";
    if (m_kind == Kind::flag)
        return m_path + (group == "1" ? " = true" : " = false");
    if (m_kind == Kind::day || m_kind == Kind::instant) {
        auto const [first, last] = days_of_bucket(group);
        if (first == last)
            return fmt::format("{} = {}", m_path, first.to_string());
        return fmt::format("{} >= {} AND {} <= {}", m_path, first.to_string(), m_path, last.to_string());
    }
    return m_path + " = " + filter_string(group);
}

bool GroupKey::comes_before(std::string const& first, std::string const& second) const
{
    if (first.empty() || second.empty())
        return !first.empty() && second.empty();
    if (m_kind == Kind::choice) {
        auto const rank = [&](std::string const& group) {
            return std::ranges::find(m_field->definition().choices, group, &ChoiceOption::value)
                - m_field->definition().choices.begin();
        };
        return rank(first) < rank(second);
    }
    if (m_kind == Kind::link) {
        auto const* one = title_of(first);
        auto const* other = title_of(second);
        if (!one || !other)
            return one != nullptr;
        return one->rank != other->rank ? one->rank < other->rank : one->title < other->title;
    }
    return first < second;
}

}
