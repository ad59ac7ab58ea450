#include "records/filter_sql.h"

#include "base/check.h"

#include <algorithm>

namespace kontor::records {

namespace {

using Kind = Condition::Kind;

class Compiler {
public:
    Compiler(Sql& sql, FilterScope const& scope) : m_sql(sql), m_scope(scope) { }

    void append(Condition const& condition, std::string_view alias, bool negated)
    {
        switch (condition.kind) {
        case Kind::always: m_sql.add(negated ? "1 = 0" : "1 = 1"); return;
        case Kind::never: m_sql.add(negated ? "1 = 1" : "1 = 0"); return;
        case Kind::conjunction:
            append_all(condition, alias, negated, negated ? " or " : " and ", negated ? "1 = 0" : "1 = 1");
            return;
        case Kind::disjunction:
            append_all(condition, alias, negated, negated ? " and " : " or ", negated ? "1 = 1" : "1 = 0");
            return;
        case Kind::negation: append(condition.children.front(), alias, !negated); return;
        case Kind::is_null: append_null(condition, alias, negated); return;
        case Kind::compare: append_compare(condition, alias, negated); return;
        case Kind::exists: append_exists(condition, alias, negated); return;
        }
    }

private:
    void append_all(Condition const& condition, std::string_view alias, bool negated, std::string_view joint,
        std::string_view nothing)
    {
        if (condition.children.empty()) {
            m_sql.add(nothing);
            return;
        }
        m_sql.add("(");
        for (std::size_t i = 0; i < condition.children.size(); ++i) {
            if (i)
                m_sql.add(joint);
            append(condition.children[i], alias, negated);
        }
        m_sql.add(")");
    }

    static std::string column_name(Condition const& condition)
    {
        if (!condition.field)
            return "id";
        if (condition.address_part >= 0)
            return condition.field->name() + "__" + std::string { address_parts[condition.address_part] };
        return condition.field->name();
    }

    void append_null(Condition const& condition, std::string_view alias, bool negated)
    {
        if (condition.field && condition.field->type() == FieldType::address && condition.address_part < 0) {
            m_sql.add(negated ? "not (" : "(");
            for (std::size_t part = 0; part < std::size(address_parts); ++part) {
                if (part)
                    m_sql.add(" and ");
                m_sql.column(alias, condition.field->name() + "__" + std::string { address_parts[part] })
                    .add(" is null");
            }
            m_sql.add(")");
            return;
        }
        m_sql.column(alias, column_name(condition)).add(negated ? " is not null" : " is null");
    }

    bool is_text(Condition const& condition) const
    {
        return condition.field && (condition.field->is_text() || condition.address_part >= 0);
    }

    void append_compare(Condition const& condition, std::string_view alias, bool negated)
    {
        auto column = column_name(condition);
        if (negated)
            m_sql.add("(").column(alias, column).add(" is null or not ");
        append_positive(condition, alias, column);
        if (negated)
            m_sql.add(")");
    }

    void append_positive(Condition const& condition, std::string_view alias, std::string const& column)
    {
        if (condition.field && condition.field->type() == FieldType::choices) {
            m_sql.add("(");
            for (std::size_t i = 0; i < condition.values.size(); ++i) {
                if (i)
                    m_sql.add(" or ");
                m_sql.contains(qualified(alias, column), "\"" + std::get<std::string>(condition.values[i]) + "\"");
            }
            m_sql.add(")");
            return;
        }
        auto type = condition.field ? condition.field->type() : FieldType::whole;
        if (condition.compare == Condition::Compare::contains) {
            m_sql.add("(")
                .contains(qualified(alias, fold_column(column)), std::get<std::string>(condition.values[0]))
                .add(")");
            return;
        }
        if (condition.compare == Condition::Compare::equal) {
            // An e-mail equals by its lower case and a phone by its digits; both are what their companions keep.
            auto by_companion = condition.address_part < 0 && (type == FieldType::email || type == FieldType::phone);
            m_sql.add("(").column(alias, by_companion ? fold_column(column) : column);
            auto bind = [&](Value const& value) {
                m_sql.bind(
                    by_companion ? db::Value { companion_of(type, std::get<std::string>(value)) } : to_column(value));
            };
            if (condition.values.size() == 1) {
                m_sql.add(" = ");
                bind(condition.values[0]);
            } else {
                m_sql.add(" in (");
                for (std::size_t i = 0; i < condition.values.size(); ++i) {
                    if (i)
                        m_sql.add(", ");
                    bind(condition.values[i]);
                }
                m_sql.add(")");
            }
            m_sql.add(")");
            return;
        }
        if (is_text(condition)) {
            append_text_order(condition, alias, column);
            return;
        }
        m_sql.add("(")
            .column(alias, column)
            .add(symbol(condition.compare))
            .bind(to_column(condition.values[0]))
            .add(")");
    }

    // Folded form by code point, then the text itself (API.md 4.5): written out, with the sargable part first.
    void append_text_order(Condition const& condition, std::string_view alias, std::string const& column)
    {
        auto text = std::get<std::string>(condition.values[0]);
        auto folded = companion_of(condition.address_part >= 0 ? FieldType::text : condition.field->type(), text);
        auto is_less
            = condition.compare == Condition::Compare::less || condition.compare == Condition::Compare::less_equal;
        m_sql.add("(").column(alias, fold_column(column)).add(is_less ? " <= " : " >= ").bind(folded);
        m_sql.add(" and (").column(alias, fold_column(column)).add(is_less ? " < " : " > ").bind(folded);
        m_sql.add(" or ").column(alias, column).add(symbol(condition.compare)).bind(text).add("))");
    }

    static std::string_view symbol(Condition::Compare compare)
    {
        switch (compare) {
        case Condition::Compare::less: return " < ";
        case Condition::Compare::less_equal: return " <= ";
        case Condition::Compare::greater: return " > ";
        case Condition::Compare::greater_equal: return " >= ";
        default: return " = ";
        }
    }

    static std::string qualified(std::string_view alias, std::string_view column)
    {
        return std::string { alias } + "." + db::quote(column);
    }

    void append_file(Condition const& condition, std::string_view alias, bool negated)
    {
        auto const* files = m_scope.schema.find("files");
        check(files != nullptr, "a field for files needs the files");
        auto target = m_sql.alias();
        m_sql.add(negated ? "not exists (select 1 from " : "exists (select 1 from ").name(files->plural);
        m_sql.add(" ")
            .add(target)
            .add(" where ")
            .column(target, "id")
            .add(" = ")
            .column(alias, condition.field->name());
        m_sql.add(" and ").column(target, "deleted_at").add(" is null and ");
        append(condition.children.front(), target, false);
        m_sql.add(")");
    }

    void append_exists(Condition const& condition, std::string_view alias, bool negated)
    {
        if (!condition.relation) {
            append_file(condition, alias, negated);
            return;
        }
        auto const& relation = *condition.relation;
        auto reach = Reach { m_scope.schema, m_scope.actor, *relation.target, Right::read };
        auto sees_all = m_scope.ignores_rights || reach.is_all();
        auto const& inner = condition.children.front();
        if (relation.kind == Relation::Kind::to_one && sees_all && inner.kind == Kind::compare && !inner.field
            && inner.compare == Condition::Compare::equal) {
            append_link(relation, inner, alias, negated);
            return;
        }
        if (negated)
            m_sql.add("not ");
        auto target = m_sql.alias();
        m_sql.add("exists (select 1 from ");
        switch (relation.kind) {
        case Relation::Kind::to_one:
            m_sql.name(relation.target->plural).add(" ").add(target).add(" where ");
            m_sql.column(target, "id").add(" = ").column(alias, relation.via->name());
            break;
        case Relation::Kind::to_many:
            m_sql.name(relation.target->plural).add(" ").add(target).add(" where ");
            m_sql.column(target, relation.via->name()).add(" = ").column(alias, "id");
            break;
        case Relation::Kind::many_to_many: {
            auto table = m_sql.alias();
            m_sql.name(link_table_of(relation))
                .add(" ")
                .add(table)
                .add(" join ")
                .name(relation.target->plural)
                .add(" ")
                .add(target);
            m_sql.add(" on ").column(target, "id").add(" = ").column(table, relation.backwards ? "source" : "target");
            m_sql.add(" where ").column(table, relation.backwards ? "target" : "source").add(" = ").column(alias, "id");
            break;
        }
        }
        m_sql.add(" and ").column(target, "deleted_at").add(" is null");
        if (!sees_all) {
            m_sql.add(" and ");
            reach.predicate(m_sql, target);
        }
        m_sql.add(" and ");
        append(inner, target, false);
        m_sql.add(")");
    }

    // When the reader sees all targets the link's own column answers, by its index; what is in the bin is asked of the
    // few rows that it finds, and of one named target only once.
    void append_link(Relation const& relation, Condition const& ids, std::string_view alias, bool negated)
    {
        auto const& column = relation.via->name();
        if (negated)
            m_sql.add("(").column(alias, column).add(" is null or not ");
        auto direct = ids;
        direct.field = relation.via;
        m_sql.add("(");
        append_positive(direct, alias, column);
        auto const target = m_sql.alias();
        m_sql.add(" and exists (select 1 from ").name(relation.target->plural).add(" ").add(target);
        m_sql.add(" where ").column(target, "id").add(" = ");
        if (ids.values.size() == 1)
            m_sql.bind(to_column(ids.values[0]));
        else
            m_sql.column(alias, column);
        m_sql.add(" and ").column(target, "deleted_at").add(" is null))");
        if (negated)
            m_sql.add(")");
    }

    std::string link_table_of(Relation const& relation) const
    {
        for (auto const& entity : m_scope.schema.entities())
            if (entity->slot_of(*relation.via) >= 0)
                return link_table(*entity, *relation.via);
        check(false, "a many-to-many relation has an entity that keeps it");
        return {};
    }

    Sql& m_sql;
    FilterScope const& m_scope;
};

}

db::Value to_column(Value const& value)
{
    return std::visit(
        [](auto const& held) -> db::Value {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, std::monostate>)
                return std::monostate {};
            else if constexpr (std::is_same_v<T, bool>)
                return std::int64_t { held ? 1 : 0 };
            else if constexpr (std::is_same_v<T, std::int64_t>)
                return held;
            else if constexpr (std::is_same_v<T, Decimal>)
                return held.ten_thousandths;
            else if constexpr (std::is_same_v<T, std::string>)
                return held;
            else if constexpr (std::is_same_v<T, Day>)
                return held.to_string();
            else if constexpr (std::is_same_v<T, Instant>)
                return held.milliseconds;
            else if constexpr (std::is_same_v<T, Id>)
                return held.value;
            else if constexpr (std::is_same_v<T, JsonText>)
                return held.text;
            else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
                auto text = std::string { "[" };
                for (auto const& item : held)
                    text += (text.size() > 1 ? ",\"" : "\"") + item + "\"";
                return text + "]";
            } else {
                check(false, "an address and a key have no single column");
                return {};
            }
        },
        value);
}

void append_condition(Sql& sql, Condition const& condition, std::string_view alias, FilterScope const& scope)
{
    Compiler { sql, scope }.append(condition, alias, false);
}

std::string link_table(EntityInfo const& source, Field const& links) { return source.plural + "__" + links.name(); }

}
