#include "records/access.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace kontor::records {

namespace {

// The entity with the trait "team": who else works for an account (`account`, `member`).
EntityInfo const* team_entity(Schema const& schema)
{
    for (auto const& entity : schema.entities())
        if (entity->has_trait("team"))
            return entity.get();
    return nullptr;
}

bool is_the_account(Schema const& schema, EntityInfo const& entity)
{
    auto const* team = team_entity(schema);
    auto const* link = team ? team->find("account") : nullptr;
    return link && schema.target_of(*link) == &entity;
}

// SQLite unites at most 500 selects in one statement; who reaches more departments than this reaches nearly all.
constexpr std::size_t departments_with_arms = 200;

void bind_departments(Sql& sql, std::vector<Id> const& departments)
{
    sql.add("(");
    for (std::size_t i = 0; i < departments.size(); ++i) {
        if (i)
            sql.add(", ");
        sql.bind(departments[i].value);
    }
    sql.add(")");
}

}

Reach::Reach(Schema const& schema, Actor const& actor, EntityInfo const& entity, Right right)
    : Reach(schema, actor, entity, actor.level(schema, entity, right), right != Right::read)
{
    // Lists kept for the house have no owner: whoever may read at all reads them, and lower levels change what they
    // made.
    if (entity.access == AccessKind::everyone && right == Right::read && m_level != Level::none)
        m_is_all = true;
    m_shows_shared = right == Right::read && entity.has_trait("shared");
    m_follows_about = right == Right::read && !m_is_none && entity.has_trait("seen_with_about");
    if (m_follows_about && !actor.is_administrator())
        m_is_all = false;
}

Reach::Reach(Schema const& schema, Actor const& actor, EntityInfo const& entity, Level level)
    : Reach(schema, actor, entity, level, true)
{
}

Reach::Reach(Schema const& schema, Actor const& actor, EntityInfo const& entity, Level level, bool writes)
    : m_schema(schema)
    , m_actor(actor)
    , m_entity(entity)
    , m_level(level)
    , m_writes(writes)
{
    m_is_all = level == Level::all;
    m_is_none = level == Level::none;
}

// The departments whose records are reached beside one's own.
std::vector<Id> Reach::departments() const
{
    if (m_level == Level::team && !m_actor.department.is_empty())
        return { m_actor.department };
    if (m_level == Level::subtree)
        return m_actor.subtree;
    return {};
}

// One's own, and what is about a record that one sees; the level says nothing more.
void Reach::about_condition(Sql& sql, std::string_view alias) const
{
    sql.add("(").column(alias, "owner").add(" = ").bind(m_actor.user.value);
    for (auto const& target : m_schema.entities()) {
        if (target->has_trait("seen_with_about"))
            continue;
        auto const reach = Reach { m_schema, m_actor, *target, Right::read };
        if (reach.is_none())
            continue;
        sql.add(" or (").column(alias, "about_entity").add(" = ").bind(target->plural);
        if (!reach.is_all()) {
            auto const seen = sql.alias();
            sql.add(" and exists (select 1 from ").name(target->plural).add(" ").add(seen).add(" where ");
            sql.column(seen, "id").add(" = ").column(alias, "about").add(" and ");
            reach.predicate(sql, seen);
            sql.add(")");
        }
        sql.add(")");
    }
    sql.add(")");
}

// Own, or the department's, as far as the level goes.
void Reach::owner_condition(Sql& sql, std::string_view alias) const
{
    sql.column(alias, "owner").add(" = ").bind(m_actor.user.value);
    for (auto const& person : m_entity.also_of)
        sql.add(" or ").column(alias, person).add(" = ").bind(m_actor.user.value);
    if (auto const reached = departments(); !reached.empty()) {
        sql.add(" or ").column(alias, "department").add(" in ");
        bind_departments(sql, reached);
    }
}

// A member now: not gone, his time has come and is not over, and he may change things where it is about that.
void Reach::member_condition(Sql& sql, EntityInfo const& team, std::string_view alias) const
{
    sql.column(alias, "member").add(" = ").bind(m_actor.user.value);
    sql.add(" and ").column(alias, "deleted_at").add(" is null");
    auto const today = m_actor.today.to_string();
    if (team.find("starts_on"))
        sql.add(" and (")
            .column(alias, "starts_on")
            .add(" is null or ")
            .column(alias, "starts_on")
            .add(" <= ")
            .bind(today)
            .add(")");
    if (team.find("ends_on"))
        sql.add(" and (")
            .column(alias, "ends_on")
            .add(" is null or ")
            .column(alias, "ends_on")
            .add(" >= ")
            .bind(today)
            .add(")");
    if (m_writes && team.find("may_edit"))
        sql.add(" and ").column(alias, "may_edit").add(" = 1");
}

void Reach::predicate(Sql& sql, std::string_view alias, Team how) const
{
    check(!m_is_all, "a reach of everything needs no predicate");
    if (m_is_none) {
        sql.add("1 = 0");
        return;
    }
    if (m_follows_about)
        return about_condition(sql, alias);
    auto const* team = team_entity(m_schema);
    auto through_team = [&](std::string_view account_column) {
        if (!team)
            return;
        auto member = sql.alias();
        if (how == Team::as_list) {
            sql.add(" or ").column(alias, account_column).add(" in (select ").column(member, "account").add(" from ");
            sql.name(team->plural).add(" ").add(member).add(" where ");
        } else {
            sql.add(" or exists (select 1 from ").name(team->plural).add(" ").add(member).add(" where ");
            sql.column(member, "account").add(" = ").column(alias, account_column).add(" and ");
        }
        member_condition(sql, *team, member);
        sql.add(")");
    };
    switch (m_entity.access) {
    case AccessKind::everyone: sql.column(alias, "created_by").add(" = ").bind(m_actor.user.value); return;
    case AccessKind::owned:
        sql.add("(");
        owner_condition(sql, alias);
        if (is_the_account(m_schema, m_entity))
            through_team("id");
        else if (!m_entity.account_field.empty())
            through_team(m_entity.account_field);
        if (m_shows_shared)
            sql.add(" or ").column(alias, "visibility").add(" = 'shared'");
        sql.add(")");
        return;
    case AccessKind::of_account: {
        auto const* account = m_schema.target_of(*m_entity.find(m_entity.account_field));
        auto parent = sql.alias();
        sql.add("exists (select 1 from ").name(account->plural).add(" ").add(parent).add(" where ");
        sql.column(parent, "id").add(" = ").column(alias, m_entity.account_field).add(" and ");
        Reach { m_schema, m_actor, *account, m_level, m_writes }.predicate(sql, parent);
        sql.add(")");
        return;
    }
    case AccessKind::lines: {
        auto const* owner = m_schema.target_of(*m_entity.find(m_entity.parent_field));
        auto parent = sql.alias();
        sql.add("exists (select 1 from ").name(owner->plural).add(" ").add(parent).add(" where ");
        sql.column(parent, "id").add(" = ").column(alias, m_entity.parent_field).add(" and ");
        auto reach = Reach { m_schema, m_actor, *owner, m_level, m_writes };
        if (owner->access == AccessKind::everyone)
            sql.add("1 = 1");
        else
            reach.predicate(sql, parent);
        sql.add(")");
        return;
    }
    }
}

std::vector<Reach::Arm> Reach::arms() const
{
    if (m_is_all || m_is_none || m_shows_shared || m_follows_about || !m_entity.also_of.empty())
        return {};
    if (m_entity.access == AccessKind::owned)
        return owned_arms();
    if (m_entity.access != AccessKind::of_account)
        return {};
    auto const* account = m_schema.target_of(*m_entity.find(m_entity.account_field));
    auto const accounts = std::make_shared<Reach const>(Reach { m_schema, m_actor, *account, m_level, m_writes });
    auto parts = accounts->arms();
    if (parts.empty())
        return {};
    return { { [this, account, accounts, parts = std::move(parts)](Sql& sql, std::string_view alias) {
        sql.column(alias, m_entity.account_field).add(" in (");
        for (std::size_t i = 0; i < parts.size(); ++i) {
            auto const parent = sql.alias();
            sql.add(i ? " union all select " : "select ").column(parent, "id").add(" from ").name(account->plural);
            sql.add(" ").add(parent).add(" where ");
            parts[i].append(sql, parent);
        }
        sql.add(")");
    } } };
}

std::vector<Reach::Arm> Reach::owned_arms() const
{
    auto const reached = departments();
    if (reached.size() > departments_with_arms)
        return {};
    auto const me = m_actor.user.value;
    auto const not_mine = [me](Sql& sql, std::string_view alias) {
        sql.add(" and (").column(alias, "owner").add(" is null or ").column(alias, "owner").add(" <> ").bind(me);
        sql.add(")");
    };
    auto arms = std::vector<Arm> {
        { [me](Sql& sql, std::string_view alias) { sql.column(alias, "owner").add(" = ").bind(me); }, true }
    };
    for (auto const department : reached)
        arms.push_back({ [department, not_mine](Sql& sql, std::string_view alias) {
                            sql.column(alias, "department").add(" = ").bind(department.value);
                            not_mine(sql, alias);
                        },
            true });
    auto const* team = team_entity(m_schema);
    auto const account_column = is_the_account(m_schema, m_entity) ? std::string { "id" } : m_entity.account_field;
    if (!team || account_column.empty())
        return arms;
    arms.push_back({ [this, team, account_column, not_mine, reached](Sql& sql, std::string_view alias) {
        auto const member = sql.alias();
        sql.column(alias, account_column).add(" in (select ").column(member, "account");
        sql.add(" from ").name(team->plural).add(" ").add(member).add(" where ");
        member_condition(sql, *team, member);
        sql.add(")");
        not_mine(sql, alias);
        if (reached.empty())
            return;
        sql.add(" and (").column(alias, "department").add(" is null or ").column(alias, "department").add(" not in ");
        bind_departments(sql, reached);
        sql.add(")");
    } });
    return arms;
}

std::string Reach::name() const
{
    auto text = fmt::format("{} {} {}", m_entity.plural, name_of(m_level), m_actor.user.value);
    for (auto const department : departments())
        text += fmt::format(",{}", department.value);
    return text;
}

}
