#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/contact.h"
#include "modules/people/department.h"
#include "modules/people/user.h"
#include "records/page_query.h"
#include "records/reader.h"
#include "records/writer.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>

namespace kontor::records::list_pages {

namespace {

// Two departments of which one is below the other, a seller in each, and companies of theirs, of nobody, and of both.
class SellingHouse {
public:
    SellingHouse()
    {
        head_office = crm.create(crm.kontor(), people::department, { { people::department.name, "Head office" } }).id;
        branch = crm.create(crm.kontor(), people::department,
                        { { people::department.name, "Branch" }, { people::department.parent, head_office } })
                     .id;
        ben = crm.hire("Ben", "head", head_office);
        ana = crm.hire("Ana", "key_account_manager", branch);
        static constexpr std::string_view names[] = { "Ёлка", "elka", "Acme", "acme", "Łódź", "Globex", "Stahl" };
        for (auto i = 0; i < 70; ++i) {
            auto values = Values { { accounts::account.name, std::string { names[i % 7] } + (i < 35 ? "" : " Bau") },
                { accounts::account.industry, i % 5 ? "retail" : "energy" },
                { accounts::account.employees, std::int64_t { i % 9 } } };
            if (i % 3)
                values.set(accounts::account.owned.owner, i % 3 == 1 ? ana : ben);
            auto const made = crm.create(crm.kontor(), accounts::account, values);
            if (i % 7 == 3)
                crm.create(crm.kontor(), accounts::account_member,
                    { { accounts::account_member.account, made.id }, { accounts::account_member.member, ana } });
            if (i % 4 == 0)
                crm.create(crm.kontor(), accounts::contact,
                    { { accounts::contact.name, "Olga" }, { accounts::contact.account, made.id } });
        }
    }

    // A colleague who reads accounts so far.
    Actor reading(Id who, Level level)
    {
        auto actor = crm.as(who);
        auto role = std::make_shared<Role>(*actor.role);
        role->is_administrator = false;
        role->grants["accounts"].read = level;
        role->grants["contacts"].read = level;
        actor.role = role;
        return actor;
    }

    test::Workspace crm;
    Id head_office, branch, ben, ana;
};

std::vector<std::string> ids_in(std::string_view json)
{
    auto ids = std::vector<std::string> {};
    auto const parsed = parse_json(json);
    for (auto const& item : *std::get<Json>(parsed).find("items")->as_array())
        ids.push_back(*item.find("id")->as_string());
    return ids;
}

struct Question {
    EntityInfo const* entity;
    std::string filter, order_by;
};

// The whole list, in pages of seven.
std::vector<std::string> page_by_page(Reading& reading, Question const& question)
{
    auto ids = std::vector<std::string> {};
    auto query = ListQuery {};
    query.fields = { "id" };
    query.filter = question.filter;
    query.order_by = question.order_by;
    query.page_size = 7;
    do {
        auto const answer = Reader { reading }.list(*question.entity, query);
        std::ranges::copy(ids_in(answer.json), std::back_inserter(ids));
        query.page_token = answer.next_page_token;
    } while (!query.page_token.empty() && ids.size() < 1'000);
    return ids;
}

std::vector<std::string> at_offsets(Reading& reading, Question const& question)
{
    auto ids = std::vector<std::string> {};
    auto query = ListQuery {};
    query.fields = { "id" };
    query.filter = question.filter;
    query.order_by = question.order_by;
    query.page_size = 9;
    for (query.offset = 0;; *query.offset += 9) {
        auto const some = ids_in(Reader { reading }.list(*question.entity, query).json);
        std::ranges::copy(some, std::back_inserter(ids));
        if (some.size() < 9)
            return ids;
    }
}

// The same without any choice: everything in its order, then what the reader sees of it.
std::vector<std::string> seen_of_all(SellingHouse& house, Reading& reading, Question const& question)
{
    auto candidates = std::vector<Id> {};
    house.crm.store().read(Actor::system(), [&](Reading& everything) {
        auto query = ListQuery {};
        query.fields = { "id" };
        query.order_by = question.order_by;
        query.page_size = 500;
        // Filters tell nothing of owners here, so that they mean the same for both.
        query.filter = question.filter;
        for (auto const& id : ids_in(Reader { everything }.list(*question.entity, query).json))
            candidates.push_back(Id { std::stoll(id) });
    });
    auto ids = std::vector<std::string> {};
    for (auto const id : Reader { reading }.visible(*question.entity, candidates))
        ids.push_back(id.to_string());
    return ids;
}

}

TEST(list_pages, every_reader_gets_his_own_rows_once_in_their_order_whichever_way_they_are_found)
{
    auto house = SellingHouse {};
    auto const& companies = house.crm.info(accounts::account);
    auto const& people = house.crm.info(accounts::contact);
    for (auto const level : { Level::none, Level::own, Level::team, Level::subtree, Level::all })
        for (auto const who : { house.ana, house.ben }) {
            if (level == Level::none)
                continue;
            auto const actor = house.reading(who, level);
            house.crm.store().read(actor, [&](Reading& reading) {
                for (auto const* order_by :
                    { "name", "name desc", "employees desc, name", "industry", "id", "id desc" })
                    for (auto const* filter : { "", "industry = \"energy\"", "industry = \"energy\" AND employees > 3",
                             "industry != \"energy\" OR name : \"bau\"", "tax_number = \"none\"" }) {
                        auto const question = Question { &companies, filter, order_by };
                        auto const expected = seen_of_all(house, reading, question);
                        auto const what = std::string { name_of(level) } + ", " + order_by + ", " + filter;
                        EXPECT_EQ(page_by_page(reading, question), expected) << what;
                        EXPECT_EQ(at_offsets(reading, question), expected) << what;
                        EXPECT_EQ(
                            Reader { reading }.count(companies, filter), static_cast<std::int64_t>(expected.size()))
                            << what;
                    }
                auto const question = Question { &people, {}, "name" };
                EXPECT_EQ(page_by_page(reading, question), seen_of_all(house, reading, question)) << name_of(level);
            });
        }
}

TEST(list_pages, each_way_is_taken_by_somebody)
{
    auto house = SellingHouse {};
    auto const& companies = house.crm.info(accounts::account);
    auto const dialect = house.crm.store().database().dialect();
    auto const way = [&](Actor const& actor, std::string_view filter, std::string_view order_by) {
        auto found = PageQuery::Way::along;
        house.crm.store().read(actor, [&](Reading& reading) {
            auto const source = RowSource { reading, companies, filter, {}, Bin::without };
            auto const order = ListOrder { reading, companies, order_by };
            found = PageQuery { source, order, companies, dialect, { 51, 0, nullptr } }.way();
        });
        return found;
    };
    EXPECT_EQ(way(Actor::system(), "", "name"), PageQuery::Way::along);
    if (dialect == db::Dialect::postgresql)
        return; // what it does with a filter is its own choice
    EXPECT_EQ(way(Actor::system(), "industry = \"energy\"", "name"), PageQuery::Way::found);
    EXPECT_EQ(way(house.reading(house.ana, Level::own), "", "name"), PageQuery::Way::merged);
    EXPECT_EQ(way(house.reading(house.ben, Level::subtree), "", "name desc"), PageQuery::Way::reached)
        << "he reaches nearly all, and they are few";
    EXPECT_EQ(way(house.reading(house.ana, Level::own), "", "id"), PageQuery::Way::reached);
}

TEST(list_pages, a_filter_by_a_link_finds_nothing_behind_what_the_reader_may_not_see)
{
    auto house = SellingHouse {};
    auto const& people = house.crm.info(accounts::contact);
    auto const hidden
        = house.crm.create(house.crm.kontor(), accounts::account, { { accounts::account.name, "Hidden" } });
    house.crm.create(house.crm.kontor(), accounts::contact,
        { { accounts::contact.name, "Nina" }, { accounts::contact.account, hidden.id },
            { accounts::contact.owned.owner, house.ana } });
    auto const filter = "account = " + hidden.id.to_string();
    auto const count = [&](Actor const& actor) {
        auto found = std::int64_t { 0 };
        house.crm.store().read(actor, [&](Reading& reading) { found = Reader { reading }.count(people, filter); });
        return found;
    };
    EXPECT_EQ(count(Actor::system()), 1);
    EXPECT_EQ(count(house.reading(house.ana, Level::own)), 0);
}

}
