#include "base/problem.h"
#include "records/condition_check.h"
#include "records/filter_sql.h"
#include "records/link_tables.h"
#include "records/record_row.h"
#include "tests/support/random_filter.h"
#include "tests/support/random_house.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

// API.md 4.5: SQL and memory agree. Random filters of the whole grammar over random records with a field of every kind;
// KONTOR_TEST_SEED says where to begin.
namespace kontor::records {

namespace {

using test::RandomFilter;
using test::RandomFilterMaker;

// Relations followed in memory, over all records of the house, without asking the database.
class Memory {
public:
    Memory(test::RandomHouse& house, Actor const& actor) : m_house(house)
    {
        house.store().read(actor, [&](Reading& reading) {
            for (auto const& entity : reading.schema.entities()) {
                load_table(reading, *entity);
                load_visible(reading, *entity, actor);
                for (auto const* field : entity->fields)
                    if (field->type() == FieldType::links)
                        for (auto const& record : m_tables[entity.get()])
                            m_ties[{ field, record.id }] = linked_ids(reading.connection, *entity, *field, record.id);
            }
        });
    }

    [[nodiscard]] std::vector<Record> const& all(EntityInfo const& entity) const { return m_tables.at(&entity); }

    [[nodiscard]] bool meets(Condition const& condition, Record const& record) const
    {
        return records::meets(condition, record,
            [this](Condition const& exists, Record const& here) { return leads_to_one(exists, here); });
    }

private:
    void load_table(Reading& reading, EntityInfo const& entity)
    {
        auto sql = Sql { reading.connection.dialect() };
        sql.add("select ");
        append_record_columns(sql, entity, "t");
        sql.add(" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null order by t.\"id\"");
        auto& table = m_tables[&entity];
        auto rows = sql.query(reading.connection);
        while (rows->next())
            table.push_back(read_record(*rows, reading.shared_schema, entity));
    }

    void load_visible(Reading& reading, EntityInfo const& entity, Actor const& actor)
    {
        auto const reach = Reach { reading.schema, actor, entity, Right::read };
        auto sql = Sql { reading.connection.dialect() };
        sql.add("select t.\"id\" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null");
        if (!reach.is_all()) {
            sql.add(" and ");
            reach.predicate(sql, "t");
        }
        auto rows = sql.query(reading.connection);
        while (rows->next())
            m_visible.emplace(&entity, Id { rows->whole(0) });
    }

    bool leads_to_one(Condition const& exists, Record const& here) const
    {
        auto const& target = exists.relation ? *exists.relation->target : *m_house.schema().find("files");
        return std::ranges::any_of(all(target), [&](Record const& there) {
            // A file is seen by whoever sees the record it hangs on.
            auto const is_seen = !exists.relation || m_visible.contains({ &target, there.id });
            return is_seen && is_tied(exists, here, there) && meets(exists.children.front(), there);
        });
    }

    bool is_tied(Condition const& exists, Record const& here, Record const& there) const
    {
        if (!exists.relation)
            return here.value(*exists.field) == Value { there.id };
        auto const& relation = *exists.relation;
        switch (relation.kind) {
        case Relation::Kind::to_one: return here.value(*relation.via) == Value { there.id };
        case Relation::Kind::to_many: return there.value(*relation.via) == Value { here.id };
        case Relation::Kind::many_to_many: {
            auto const& [source, target]
                = relation.backwards ? std::pair { &there, &here } : std::pair { &here, &there };
            auto const ties = m_ties.find({ relation.via, source->id });
            return ties != m_ties.end() && std::ranges::find(ties->second, target->id) != ties->second.end();
        }
        }
        return false;
    }

    test::RandomHouse& m_house;
    std::map<EntityInfo const*, std::vector<Record>> m_tables;
    std::set<std::pair<EntityInfo const*, Id>> m_visible;
    std::map<std::pair<Field const*, Id>, std::vector<Id>> m_ties;
};

class Agreement {
public:
    Agreement(test::RandomHouse& house, Actor actor)
        : m_house(house)
        , m_actor(std::move(actor))
        , m_memory(house, m_actor)
    {
    }

    // What the two ways say differently about a filter; nothing when they agree. A filter of the grammar that is
    // refused is a disagreement too.
    std::optional<std::string> fault(std::string const& filter) const
    {
        auto const& entity = m_house.subject();
        try {
            auto const condition = bind_filter(filter, entity, m_house.binding(m_actor));
            auto found = std::set<Id> {};
            auto asked_singly = std::optional<std::string> {};
            m_house.store().read(m_actor, [&](Reading& reading) {
                auto sql = Sql { reading.connection.dialect() };
                sql.add("select t.\"id\" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null and ");
                append_condition(sql, condition, "t", { reading.schema, m_actor });
                auto rows = sql.query(reading.connection);
                while (rows->next())
                    found.emplace(rows->whole(0));
                rows.reset();
                // The way of the rules: memory, with the database asked for what lies behind relations.
                auto const& some = m_memory.all(entity)[filter.size() % m_memory.all(entity).size()];
                auto const exists = exists_in(reading.connection, reading.schema, m_actor, false);
                if (meets(condition, some, exists) != found.contains(some.id))
                    asked_singly = fmt::format("record {}: a rule and SQL differ", some.id.to_string());
            });
            if (asked_singly)
                return asked_singly;
            auto known = std::size_t { 0 };
            for (auto const& record : m_memory.all(entity)) {
                known += found.contains(record.id);
                auto const in_memory = m_memory.meets(condition, record);
                if (in_memory != found.contains(record.id))
                    return fmt::format("record {} is {} in memory and {} in SQL", m_house.shown(record),
                        in_memory ? "met" : "not met", in_memory ? "not met" : "met");
            }
            if (known != found.size())
                return fmt::format("{} records are met in SQL that memory does not know", found.size() - known);
        } catch (Problem const& problem) {
            return fmt::format("refused: {} {}", problem.code(), problem.detail());
        } catch (std::exception const& error) {
            return fmt::format("failed: {}", error.what());
        }
        return {};
    }

private:
    test::RandomHouse& m_house;
    Actor m_actor;
    Memory m_memory;
};

// The smallest part of a filter over which the two still differ.
RandomFilter shrunk(RandomFilter filter, Agreement const& agreement)
{
    for (auto is_smaller = true; is_smaller;) {
        is_smaller = false;
        for (auto const& candidate : filter.smaller())
            if (agreement.fault(candidate.text())) {
                filter = candidate;
                is_smaller = true;
                break;
            }
    }
    return filter;
}

void expect_agreement(std::uint64_t seed, test::RandomHouse& house, Actor const& actor, int filters)
{
    auto const agreement = Agreement { house, actor };
    auto maker = RandomFilterMaker { seed, house, actor };
    for (auto i = 0; i < filters; ++i) {
        auto const filter = maker.make();
        if (!agreement.fault(filter.text()))
            continue;
        auto const smallest = shrunk(filter, agreement).text();
        FAIL() << "seed " << seed << ", filter " << i << ": " << smallest << "\n" << *agreement.fault(smallest);
    }
}

}

TEST(filters, mean_the_same_in_sql_and_in_memory)
{
    auto const seed = test::random_seed();
    auto house = test::RandomHouse { seed };
    expect_agreement(seed, house, house.administrator(), 1'500);
}

TEST(filters, mean_the_same_for_a_seller_who_sees_only_his_own)
{
    auto const seed = test::random_seed() + 1;
    auto house = test::RandomHouse { seed };
    expect_agreement(seed, house, house.seller(), 700);
}

// The control: a memory that forgets one record must be caught.
TEST(filters, a_record_that_only_one_of_them_knows_is_noticed)
{
    auto house = test::RandomHouse { test::random_seed() };
    auto const agreement = Agreement { house, house.administrator() };
    EXPECT_EQ(agreement.fault("name != null OR name = null"), std::nullopt);
    house.add_account();
    EXPECT_NE(agreement.fault("name != null OR name = null"), std::nullopt);
}

TEST(filters, take_the_operators_that_the_contract_gives_each_kind)
{
    auto house = test::RandomHouse { test::random_seed() };
    auto const administrator = house.administrator();
    auto const agreement = Agreement { house, administrator };
    for (auto const* filter : { "weight IN (1, 2.5)", "discount NOT IN (12.5)", "revenue IN (\"10.00\", 20)",
             "called_at IN (2026-11-23, 2026-11-24T10:00:00Z)", "called_at NOT IN (today(), days(-1))",
             "logo : \"plan\"", "NOT logo : \"PLAN\"", "logo = null", "employees <= 9007199254740991",
             "employees IN (1, 9007199254740991)" })
        EXPECT_EQ(agreement.fault(filter).value_or(""), "") << filter;
    auto code_of = [&](std::string_view filter) {
        try {
            bind_filter(filter, house.subject(), house.binding(administrator));
        } catch (Problem const& problem) {
            return problem.code();
        }
        return std::string {};
    };
    EXPECT_EQ(code_of("logo = \"plan.pdf\""), "filter_operator");
    EXPECT_EQ(code_of("revenue : \"5\""), "filter_operator");
    EXPECT_EQ(code_of("called_at IN (null)"), "filter_value");
}

// Not even by a helpful question: "Did you mean ...?" would tell that it is there.
TEST(filters, never_name_a_field_that_the_reader_may_not_see)
{
    auto house = test::RandomHouse { test::random_seed() };
    auto const seller = house.seller();
    auto sentence = [&](std::string_view filter) {
        try {
            bind_filter(filter, house.subject(), house.binding(seller));
        } catch (Problem const& problem) {
            return problem.detail();
        }
        return std::string {};
    };
    EXPECT_EQ(sentence("nam = \"x\""), "Accounts have no field \"nam\". Did you mean \"name\"?");
    EXPECT_EQ(sentence("margin_note : \"x\""), "Accounts have no field \"margin_note\".");
    EXPECT_EQ(sentence("margin_not : \"x\""), "Accounts have no field \"margin_not\".");
}

}
