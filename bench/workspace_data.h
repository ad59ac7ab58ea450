#pragma once

// The workspace that is measured: sellers in a tree of departments, companies of theirs and the people there. The same
// numbers every time, mixed so that no two columns follow each other.

#include "api/session_api.h"
#include "app/application.h"
#include "modules/accounts/account_member.h"
#include "modules/people/department.h"
#include "modules/people/user.h"
#include "records/tables.h"
#include "records/writer.h"

#include "floor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::bench {

inline constexpr auto department_count = 50, user_count = 400;

struct House {
    std::vector<Id> users;
    std::vector<std::string> names;
};

inline House furnish(Application& application)
{
    api::furnish_workspace(application.store(), application.sessions(), application.store().workspace(),
        "Administrator", "admin@bench.test", "a long password");
    auto house = House {};
    auto made = std::vector<Id> {};
    application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
        house = {}, made.clear();
        for (auto i = 0; i < department_count; ++i) {
            auto values = Values { { people::department.name, fmt::format("Department {}", i) } };
            if (i > 0)
                values.set(people::department.parent, made[static_cast<std::size_t>((i - 1) / 5)]);
            made.push_back(records::Writer::create(transaction, people::department, values).id);
        }
        for (auto i = 0; i < user_count; ++i) {
            auto const name = fmt::format("Seller {}", i);
            house.users.push_back(records::Writer::create(transaction, people::user,
                { { people::user.name, name }, { people::user.email, fmt::format("seller{}@bench.test", i) },
                    { people::user.role, Key { i == 1 ? "head" : "key_account_manager" } },
                    { people::user.department, made[static_cast<std::size_t>(i % department_count)] },
                    { people::user.lifecycle.status,
                        "active" } }).id);
            house.names.push_back(name);
        }
    });
    return house;
}

inline std::uint64_t mixed(std::int64_t number, std::uint64_t salt)
{
    auto bits = static_cast<std::uint64_t>(number) + salt * 0x9e3779b97f4a7c15ULL;
    bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9ULL;
    bits = (bits ^ bits >> 27) * 0x94d049bb133111ebULL;
    return bits ^ bits >> 31;
}

inline std::string company(std::int64_t number)
{
    static constexpr std::string_view beginnings[]
        = { "Nord", "Elka", "Ёлка", "Globex", "Acme", "Łódź", "Stahl", "Вектор", "Инвест", "Bau" };
    static constexpr std::string_view endings[]
        = { "werk", "trade", "строй", "logistik", "soft", "energo", "tech", "маш" };
    static constexpr std::string_view forms[] = { "GmbH", "AG", "Ltd", "ООО", "АО" };
    auto const bits = mixed(number, 1);
    return fmt::format("{}{} {} {}", beginnings[bits % 10], endings[bits / 10 % 8], number, forms[bits / 80 % 5]);
}

inline std::string person(std::int64_t number)
{
    static constexpr std::string_view first[] = { "Anna", "Ivan", "Olga", "Peter", "Maria", "Karl", "Юлия", "Андрей",
        "Сергей", "Elena", "Paul", "Нина", "Oleg", "Dmitri", "Hans", "Greta" };
    static constexpr std::string_view last[] = { "Smirn", "Petr", "Müll", "Schmid", "Weber", "Wagn", "Сидор", "Кузнец",
        "Попов", "Novak", "Horv", "Lind", "Berg", "Kov", "Żuk", "Иван" };
    static constexpr std::string_view ends[]
        = { "ov", "ova", "er", "mann", "ski", "енко", "ина", "son", "sen", "ic", "berg", "дзе" };
    auto const bits = mixed(number, 2);
    return fmt::format("{} {}{}", first[bits % 16], last[bits / 16 % 16], ends[bits / 256 % 12]);
}

// Companies as they come from elsewhere: one in thirty with a rare industry, all kinds of revenues, one owner each.
inline void write_accounts(std::filesystem::path const& path, std::int64_t count, House const& house)
{
    auto file = std::ofstream { path, std::ios::binary };
    file << "name,external_id,industry,annual_revenue,currency,employees,owner\r\n";
    for (std::int64_t i = 0; i < count; ++i)
        file << fmt::format("{},B-{},{},{}.00,EUR,{},{}\r\n", company(i), i,
            mixed(i, 3) % 30 == 0      ? "energy"
                : mixed(i, 3) % 2 == 0 ? "retail"
                                       : "food",
            mixed(i, 4) % 100'000'000, mixed(i, 5) % 5'000,
            house.names[static_cast<std::size_t>(mixed(i, 6) % user_count)]);
}

inline void write_contacts(std::filesystem::path const& path, std::int64_t count, House const& house)
{
    auto file = std::ofstream { path, std::ios::binary };
    file << "name,external_id,email,owner\r\n";
    for (std::int64_t i = 0; i < count; ++i)
        file << fmt::format("{},C-{},p{}@firm{}.example,{}\r\n", person(i), i, i, mixed(i, 7) % 100'000,
            house.names[static_cast<std::size_t>(mixed(i, 8) % user_count)]);
}

// Some accounts of others that these people help with.
inline void add_members(Application& application, std::vector<Id> const& members, int accounts_each)
{
    auto accounts = std::vector<Id> {};
    application.store().read(records::Actor::system(), [&](records::Reading& reading) {
        auto rows = reading.connection.query("select \"id\" from \"accounts\" order by \"external_id\" limit ?1",
            { static_cast<std::int64_t>(members.size()) * accounts_each });
        while (rows->next())
            accounts.emplace_back(rows->whole(0));
    });
    for (std::size_t i = 0; i < accounts.size(); i += 100)
        application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
            for (auto at = i; at < std::min(i + 100, accounts.size()); ++at)
                records::Writer::create(transaction, accounts::account_member,
                    { { accounts::account_member.account, accounts[at] },
                        { accounts::account_member.member, members[at % members.size()] } });
        });
}

// So many copies of each imported record under other names and ids, with their search entries: an import of millions
// takes an hour. The audit trail is not copied. `kontor check` says whether the result is one that Kontor keeps.
class Multiplication {
public:
    Multiplication(Floor& database, bool is_sqlite) : m_database(database), m_is_sqlite(is_sqlite) { }

    // `base` says which records are copied; of two with one name the copies would be the same, so that what makes them
    // different is changed: a column and its expression over t and n.k.
    using Changes = std::map<std::string, std::string>;
    void multiply(EntityInfo const& entity, int copies, std::string const& base, Changes const& changes)
    {
        auto named = std::string { "\"id\", \"version\"" };
        auto copied = "t.id - n.k * " + step() + ", t.\"version\"";
        auto const add = [&](Field const* field) {
            for (auto const& column : records::columns_of(*field)) {
                auto const change = changes.find(column.name);
                named += ", " + db::quote(column.name);
                copied += ", " + (change == changes.end() ? "t." + db::quote(column.name) : change->second);
            }
        };
        for (auto const* field : entity.fields)
            add(field);
        for (auto const* field : entity.system_fields)
            add(field);
        auto const numbers = m_is_sqlite
            ? fmt::format("(with recursive c(k) as (select 1 union all select k + 1 from c where k < {}) select k from "
                          "c) n",
                copies)
            : fmt::format("(select k from generate_series(1, {}) k) n", copies);
        auto const table = db::quote(entity.plural);
        m_database.script(fmt::format("create table bench_base as select id from {} where {}", table, base));
        m_database.script(fmt::format("insert into {0} ({1}) select {2} from bench_base b join {0} t on t.id = b.id "
                                      "cross join {3}",
            table, named, copied, numbers));
        auto const title = changes.contains("name_fold") ? "s.title_fold || ' ' || n.k" : "s.title_fold";
        if (m_is_sqlite)
            m_database.script(fmt::format("insert into kontor_search (id, entity, title_fold, text_fold) select s.id - "
                                          "n.k * {}, s.entity, {}, s.text_fold from bench_base b join kontor_search s "
                                          "on s.id = b.id cross join {}",
                step(), title, numbers));
        else
            m_database.script(fmt::format(
                "insert into kontor_search (id, entity, title_fold, all_fold, words) select s.id - n.k * {}, s.entity, "
                "{}, {} || substr(s.all_fold, length(s.title_fold) + 1), s.words || array_to_tsvector(array[cast(n.k "
                "as text)]) from bench_base b join kontor_search s on s.id = b.id cross join {}",
                step(), title, title, numbers));
        m_database.script("drop table bench_base");
    }

    void multiply_named(EntityInfo const& entity, int copies)
    {
        multiply(entity, copies, "external_id is not null",
            { { "name", "t.name || ' ' || n.k" }, { "name_fold", "t.name_fold || ' ' || n.k" },
                { "external_id", "t.external_id || '.' || n.k" },
                { "external_id_fold", "t.external_id_fold || '.' || n.k" } });
    }

    // Ids begin with the time, so that copies seem to be made some minutes earlier each.
    static std::string step() { return std::to_string(std::int64_t { 1 } << 42); }

    // The indexes of search are made once, when all rows are there.
    void begin()
    {
        if (m_is_sqlite)
            m_database.script("pragma synchronous = off; begin");
        else
            m_database.script("drop index kontor_search_words; drop index kontor_search_parts");
    }
    void end()
    {
        if (m_is_sqlite)
            m_database.script("insert into kontor_search_word (kontor_search_word) values ('rebuild'); insert into "
                              "kontor_search_part (kontor_search_part) values ('rebuild'); commit");
        else {
            m_database.script("create index kontor_search_words on kontor_search using gin (words); create index "
                              "kontor_search_parts on kontor_search using gin (all_fold public.gin_trgm_ops)");
            m_database.script("vacuum analyze");
        }
    }

private:
    Floor& m_database;
    bool m_is_sqlite;
};

}
