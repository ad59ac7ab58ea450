#include "records/list_order.h"

#include "base/problem.h"
#include "base/utf8.h"
#include "records/access.h"
#include "records/tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

[[noreturn]] void wrong(std::string message) { throw Problem::bad_parameter("order_by", std::move(message)); }

struct Wanted {
    std::string name;
    bool is_descending = false;
    bool nulls_first = false;
};

std::string_view take_word(std::string_view& text)
{
    constexpr auto white = std::string_view { " \t\r\n" };
    text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
    auto const word = text.substr(0, text.find_first_of(white));
    text.remove_prefix(word.size());
    return word;
}

std::vector<Wanted> split(std::string_view text)
{
    auto wanted = std::vector<Wanted> {};
    while (!text.empty()) {
        auto part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(part.size() + 1, text.size()));
        auto item = Wanted { std::string { take_word(part) } };
        if (item.name.empty())
            wrong("order_by is a list like \"amount desc, name\".");
        for (auto word = take_word(part); !word.empty(); word = take_word(part)) {
            if (word == "desc")
                item.is_descending = true;
            else if (word == "nulls") {
                word = take_word(part);
                if (word != "first" && word != "last")
                    wrong("Write \"nulls first\" or \"nulls last\".");
                item.nulls_first = word == "first";
            } else if (word != "asc")
                wrong(fmt::format(
                    "\"{}\" does not belong in order_by: write desc, asc, nulls first or nulls last.", word));
        }
        wanted.push_back(std::move(item));
    }
    if (wanted.size() > 4)
        wrong("order_by takes at most 4 fields.");
    return wanted;
}

}

ListOrder::ListOrder(Reading& reading, EntityInfo const& entity, std::string_view order_by)
    : m_reading(reading)
    , m_entity(entity)
{
    // An index starts with its column, so it gives no order that begins with the empty ones.
    auto const starts_with_index = [&](Field const& field) {
        return m_terms.empty() && field.definition().required
            && (leads_an_index(entity, field) || field.name() == entity.title_field);
    };
    for (auto const& item : split(order_by)) {
        if (item.name == "id") {
            m_id_descending = item.is_descending;
            break; // nothing can come after a unique value
        }
        auto const dot = item.name.find('.');
        auto const head = item.name.substr(0, dot);
        auto const* field = entity.find(head);
        auto const visible = field && reading.actor.sees(reading.schema, entity, *field);
        if (item.name == "version") {
            m_terms.push_back({ "t.\"version\"", item.is_descending });
            continue;
        }
        if (!visible)
            wrong(fmt::format("{} have no field \"{}\".", entity.label_many.en, item.name));
        if (dot == std::string::npos) {
            auto const is_plain = field->is_text() || field->type() == FieldType::day
                || field->type() == FieldType::instant || field->type() == FieldType::whole;
            if (is_plain && starts_with_index(*field))
                m_index_column = field->is_text() ? fold_column(field->name()) : field->name();
            add_field(entity, *field, "t", item.is_descending, item.nulls_first, !field->definition().required);
            continue;
        }
        auto const* target = field->type() == FieldType::link ? reading.schema.target_of(*field) : nullptr;
        auto const rest = item.name.substr(dot + 1);
        auto const* far = target && reading.actor.level(reading.schema, *target, Right::read) != Level::none
            ? target->find(rest)
            : nullptr;
        if (!far || !reading.actor.sees(reading.schema, *target, *far))
            wrong(fmt::format("{} have no field \"{}\".", entity.label_many.en, item.name));
        add_field(*target, *far, join_to(*target, head), item.is_descending, item.nulls_first, true);
    }
    if (m_terms.empty())
        m_index_column = "id";
}

bool ListOrder::follows_title() const
{
    auto const& title = m_entity.title();
    return !m_index_column.empty() && m_index_column == (title.is_text() ? fold_column(title.name()) : title.name());
}

// A hidden target is absent: the right stands in the join, so that the order tells nothing of what lies behind it.
std::string ListOrder::join_to(EntityInfo const& target, std::string const& link_column)
{
    auto alias = "o" + std::to_string(m_joins.size() + 1);
    m_joins.push_back([this, &target, link_column, alias](Sql& sql) {
        sql.add(" left join ")
            .name(target.plural)
            .add(" ")
            .add(alias)
            .add(" on ")
            .column(alias, "id")
            .add(" = ")
            .column("t", link_column);
        auto const reach = Reach { m_reading.schema, m_reading.actor, target, Right::read };
        if (!reach.is_all()) {
            sql.add(" and ");
            reach.predicate(sql, alias);
        }
    });
    return alias;
}

void ListOrder::add_field(EntityInfo const& entity, Field const& field, std::string const& alias, bool is_descending,
    bool nulls_first, bool may_be_empty)
{
    auto const column = [&](std::string_view name) { return alias + "." + db::quote(name); };
    auto const add_emptiness = [&](std::string const& sql) {
        if (may_be_empty)
            m_terms.push_back({ "(case when " + sql + " is null then 1 else 0 end)", nulls_first });
    };
    if (field.type() == FieldType::link) {
        auto const& target = *m_reading.schema.target_of(field);
        auto const joined = alias == "t" ? join_to(target, field.name()) : std::string {};
        if (joined.empty())
            wrong("A link of a linked record cannot be sorted by.");
        add_field(target, target.title(), joined, is_descending, nulls_first, true);
        return;
    }
    if (field.is_text()) {
        add_emptiness(column(field.name()));
        m_terms.push_back({ column(fold_column(field.name())), is_descending });
        m_terms.push_back({ column(field.name()), is_descending });
        return;
    }
    switch (field.type()) {
    case FieldType::choice: {
        add_emptiness(column(field.name()));
        auto cases = std::string { "(case " + column(field.name()) };
        auto rank = 0;
        for (auto const& option : field.definition().choices)
            cases += fmt::format(
                " when '{}' then {}", option.value, rank++); // keys are slugs: letters, digits, underscores
        m_terms.push_back({ cases + fmt::format(" else {} end)", rank), is_descending });
        return;
    }
    case FieldType::links:
    case FieldType::json:
    case FieldType::choices:
    case FieldType::address:
    case FieldType::any_link:
    case FieldType::file: wrong(fmt::format("{} cannot be sorted by {}.", entity.label_many.en, field.name()));
    case FieldType::money:
        // Amounts in several currencies compare by their value in the company's.
        if (auto const* base = entity.find(field.name() + "_base")) {
            add_emptiness(column(base->name()));
            m_terms.push_back({ column(base->name()), is_descending });
            return;
        }
        [[fallthrough]];
    default: add_emptiness(column(field.name())); m_terms.push_back({ column(field.name()), is_descending });
    }
}

void ListOrder::append_joins(Sql& sql) const
{
    for (auto const& join : m_joins)
        join(sql);
}

void ListOrder::append_keys(Sql& sql) const
{
    for (std::size_t i = 0; i < m_terms.size(); ++i)
        sql.add(fmt::format(", {} as k{}", m_terms[i].sql, i));
}

std::string ListOrder::by_keys(std::string_view alias) const
{
    auto const of = alias.empty() ? std::string {} : std::string { alias } + ".";
    auto text = std::string {};
    for (std::size_t i = 0; i < m_terms.size(); ++i)
        text += fmt::format("{}k{}{}, ", of, i, m_terms[i].is_descending ? " desc" : "");
    return text + of + "\"id\"" + (m_id_descending ? " desc" : "");
}

std::string ListOrder::by_columns(db::Dialect dialect, By by) const
{
    // A plus before a column is a new value to SQLite, which no index holds; PostgreSQL counts for itself.
    auto const* sign = by == By::sorting && dialect == db::Dialect::sqlite ? "+" : "";
    auto text = std::string {};
    for (auto const& term : m_terms)
        text += sign + term.sql + (term.is_descending ? " desc, " : ", ");
    return text + sign + "t.\"id\"" + (m_id_descending ? " desc" : "");
}

void ListOrder::append_after(Sql& sql, std::vector<db::Value> const& keys, Id id) const
{
    auto is_null = [&](std::size_t i) { return std::holds_alternative<std::monostate>(keys[i]); };
    // The sargable part first: without it the OR below would keep an index from being entered at the right place.
    if (!m_terms.empty() && !is_null(0))
        sql.add(m_terms[0].sql).add(m_terms[0].is_descending ? " <= " : " >= ").bind(keys[0]).add(" and ");
    sql.add("(");
    for (std::size_t i = 0; i <= m_terms.size(); ++i) {
        if (i < m_terms.size() && is_null(i))
            continue; // within the group of the empty nothing comes after by this term
        sql.add(i ? " or (" : "(");
        for (std::size_t j = 0; j < i; ++j) {
            sql.add(m_terms[j].sql);
            if (is_null(j))
                sql.add(" is null and ");
            else
                sql.add(" = ").bind(keys[j]).add(" and ");
        }
        if (i < m_terms.size())
            sql.add(m_terms[i].sql).add(m_terms[i].is_descending ? " < " : " > ").bind(keys[i]);
        else
            sql.add("t.\"id\"").add(m_id_descending ? " < " : " > ").bind(id.value);
        sql.add(")");
    }
    sql.add(")");
}

}
