#pragma once

// What somebody would write by hand for one reader's list of accounts: the same columns, the same order and the same
// ties as Kontor's answer, with the values written in. There are several ways to the same rows, and the fastest of them
// is the floor.

#include "records/actor.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace kontor::bench {

struct Reader {
    std::string name;
    records::Actor actor;
    records::Level level;
};

class AccountsByHand {
public:
    AccountsByHand(Reader const& reader, std::string filter, bool is_sqlite)
        : m_me(reader.actor.user.value)
        , m_sees_all(reader.level == records::Level::all)
        , m_filter(filter.empty() ? filter : " and " + filter)
        , m_is_sqlite(is_sqlite)
        , m_team(fmt::format("t.id in (select account from account_members where member = {0} and deleted_at is null "
                             "and (starts_on is null or starts_on <= '{1}') and (ends_on is null or ends_on >= '{1}'))",
              m_me, reader.actor.today.to_string()))
    {
        if (reader.level == records::Level::team)
            m_departments = { reader.actor.department.value };
        if (reader.level == records::Level::subtree)
            for (auto const department : reader.actor.subtree)
                m_departments.push_back(department.value);
    }

    [[nodiscard]] std::vector<std::string> variants() const
    {
        auto made = std::vector<std::string> {};
        auto const predicate = m_sees_all ? std::string { "1 = 1" } : whole_reach();
        if (m_is_sqlite) {
            made.push_back(plain(predicate, "indexed by accounts_by_title", "t.name_fold"));
            made.push_back(sorted(predicate, "+t.name_fold"));
        } else {
            made.push_back(plain(predicate, "", "t.name_fold"));
        }
        made.push_back(sorted(predicate, "t.name_fold"));
        if (!m_sees_all) {
            made.push_back(arm_by_arm());
            if (m_is_sqlite)
                made.push_back(merged());
        }
        return made;
    }

private:
    static constexpr auto columns = "t.id, t.version, t.name, t.industry, t.annual_revenue, t.currency, t.owner, "
                                    "u.name, u.deleted_at, t.name_fold";
    static constexpr auto narrow = "t.id, t.name_fold, t.name";

    [[nodiscard]] std::string departments() const
    {
        auto text = std::string {};
        for (auto const department : m_departments)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", department);
        return text;
    }

    [[nodiscard]] std::string whole_reach() const
    {
        auto const of_departments
            = m_departments.empty() ? std::string {} : fmt::format(" or t.department in ({})", departments());
        return fmt::format("(t.owner = {}{} or {})", m_me, of_departments, m_team);
    }

    // One condition, read as the index gives it.
    [[nodiscard]] std::string plain(
        std::string const& predicate, std::string const& hint, std::string const& order) const
    {
        return fmt::format(
            "select {} from accounts t {} left join users u on u.id = t.owner where t.deleted_at is null "
            "and {}{} order by {}, t.name, t.id limit 51",
            columns, hint, predicate, m_filter, order);
    }

    [[nodiscard]] std::string shown(std::string const& page) const
    {
        return fmt::format("select {} from ({}) p join accounts t on t.id = p.id left join users u on u.id = t.owner "
                           "order by p.name_fold, p.name, p.id",
            columns, page);
    }

    // One condition; the page is found first and shown afterwards.
    [[nodiscard]] std::string sorted(std::string const& predicate, std::string const& order) const
    {
        return shown(fmt::format("select {} from accounts t where t.deleted_at is null and {}{} order by {}, t.name, "
                                 "t.id limit 51",
            narrow, predicate, m_filter, order));
    }

    struct Arm {
        std::string where;
        bool has_order;
    };
    [[nodiscard]] std::vector<Arm> arms() const
    {
        auto const not_mine = fmt::format(" and (t.owner is null or t.owner <> {})", m_me);
        auto made = std::vector<Arm> { { fmt::format("t.owner = {}", m_me), true } };
        for (auto const department : m_departments)
            made.push_back({ fmt::format("t.department = {}{}", department, not_mine), true });
        auto team = m_team + not_mine;
        if (!m_departments.empty())
            team += fmt::format(" and (t.department is null or t.department not in ({}))", departments());
        made.push_back({ std::move(team), false });
        return made;
    }

    [[nodiscard]] std::string select(Arm const& arm) const
    {
        return fmt::format(
            "select {} from accounts t where {} and t.deleted_at is null{}", narrow, arm.where, m_filter);
    }
    [[nodiscard]] std::string cut(Arm const& arm) const
    {
        auto const* order = m_is_sqlite && !arm.has_order ? "+t.name_fold" : "t.name_fold";
        return fmt::format("select * from ({} order by {}, t.name, t.id limit 51) a", select(arm), order);
    }

    // A page of each part, and the first of them all.
    [[nodiscard]] std::string arm_by_arm() const
    {
        auto united = std::string {};
        for (auto const& arm : arms())
            united += (united.empty() ? "" : " union all ") + cut(arm);
        return shown(fmt::format("select * from ({}) u order by name_fold, name, id limit 51", united));
    }

    // The parts side by side.
    [[nodiscard]] std::string merged() const
    {
        auto united = std::string {};
        for (auto const& arm : arms())
            united += (united.empty() ? "" : " union all ") + (arm.has_order ? select(arm) : cut(arm));
        return shown(united + " order by name_fold, name, id limit 51");
    }

    std::int64_t m_me;
    bool m_sees_all;
    std::string m_filter;
    bool m_is_sqlite;
    std::string m_team;
    std::vector<std::int64_t> m_departments;
};

}
