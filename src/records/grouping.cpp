#include "records/grouping.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/access.h"
#include "records/read_count.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

[[noreturn]] void wrong(std::string message) { throw Problem::bad_parameter("group_by", std::move(message)); }

constexpr std::int64_t quarter_hour_ms = 900'000;

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

GroupKey::GroupKey(Reading& reading, EntityInfo const& entity, std::string text)
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
        m_alias = "g_" + head;
    }
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

void GroupKey::append_join(Sql& sql) const
{
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
    if (m_kind == Kind::instant) {
        sql.add("(").column(m_alias, m_field->name()).add(fmt::format(" / {})", quarter_hour_ms));
        return;
    }
    if (m_kind == Kind::day && (m_function == "month" || m_function == "year")) {
        sql.add("substr(").column(m_alias, m_field->name()).add(m_function == "month" ? ", 1, 7)" : ", 1, 4)");
        return;
    }
    if (m_kind == Kind::link) {
        auto const reach = Reach { m_reading.schema, m_reading.actor, *m_target, Right::read };
        if (!reach.is_all()) {
            auto const target = sql.alias();
            sql.add("(case when ")
                .column(m_alias, m_field->name())
                .add(" is null then null when exists (select 1 from ")
                .name(m_target->plural)
                .add(" ")
                .add(target);
            sql.add(" where ").column(target, "id").add(" = ").column(m_alias, m_field->name()).add(" and ");
            reach.predicate(sql, target);
            sql.add(") then ").column(m_alias, m_field->name()).add(" else -1 end)");
            return;
        }
    }
    sql.column(m_alias, m_field->name());
}

std::string GroupKey::bucket(db::Value const& value) const
{
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        if (m_kind == Kind::instant)
            return bucket_of(m_function, m_reading.actor.zone.day_of({ *number * quarter_hour_ms }));
        if (m_kind == Kind::link && *number == -1)
            return std::string { hidden_group };
        return std::to_string(*number);
    }
    auto const* text = std::get_if<std::string>(&value);
    if (!text)
        return {};
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
        .add(m_target->is_keyed ? ", t.\"key\"" : ", null");
    sql.add(" from ").name(m_target->plural).add(" t where t.\"id\" in (null");
    for (auto const& group : groups)
        if (auto const id = Id::parse(group))
            sql.add(", ").bind(id->value);
    sql.add(")");
    auto rows = sql.query(m_reading.connection);
    while (rows->next()) {
        auto title = Title { {}, rows->whole(2), std::string { rows->text(1) } };
        count_name(m_reading.actor, m_target->plural, Id { rows->whole(0) });
        auto json = JsonWriter { title.json };
        json.begin_object().member("id", Id { rows->whole(0) }).member("title", rows->text(1));
        if (!rows->is_null(3))
            json.member("key", rows->text(3));
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
    if (group == hidden_group && m_kind == Kind::link)
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
