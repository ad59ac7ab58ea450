#include "app/demo/demo.h"

#include "api/sessions.h"
#include "app/demo/words/company_names.h"
#include "app/demo/words/tax_numbers.h"
#include "app/modules.h"
#include "db/database_fixture.h"
#include "modules/accounts/formats.h"
#include "records/report.h"
#include "records/roll_up.h"
#include "records/writer.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace kontor::demo {

namespace {

using Texts = std::vector<std::string>;

// A Monday morning.
Instant const monday { *Instant::parse("2026-11-23T09:30:00Z") };

class House {
public:
    explicit House(db::Options options = { .syncs_to_disk = false })
        : m_database(db::Dialect::sqlite, std::move(options))
    {
        register_modules(m_registry);
        auto name = std::filesystem::temp_directory_path() / "kontor_demo_test_XXXXXX";
        m_folder = ::mkdtemp(name.string().data());
        m_store = std::make_unique<records::Store>(
            *m_database, m_registry, m_clock, records::StoreOptions { m_folder.string(), 0 });
        m_store->migrate();
        auto workspace = records::Workspace {};
        workspace.time_zone = "Europe/Berlin";
        m_store->set_workspace(records::Actor::system(), workspace);
    }
    ~House() { std::filesystem::remove_all(m_folder); }
    House(House const&) = delete;
    House& operator=(House const&) = delete;

    [[nodiscard]] records::Store& store() { return *m_store; }
    [[nodiscard]] Registry const& registry() const { return m_registry; }

    DemoCounts furnish(DemoOptions const& options) { return demo::furnish(*m_store, options, {}); }

    Texts texts(std::string_view sql)
    {
        auto list = Texts {};
        m_store->database().read([&](db::Connection& connection) {
            list.clear();
            auto rows = connection.query(sql);
            while (rows->next())
                list.emplace_back(rows->text(0));
        });
        return list;
    }
    std::int64_t count(std::string_view sql) { return m_database.whole(sql); }

    records::Actor person(std::string_view email)
    {
        auto sessions = api::Sessions { *m_store, PasswordCost::production };
        return sessions.actor_of(sessions.user_by_email(email).value()).value();
    }

private:
    db::FreshDatabase m_database;
    Registry m_registry;
    FixedClock m_clock { monday };
    std::filesystem::path m_folder;
    std::unique_ptr<records::Store> m_store;
};

bool has_cyrillic(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return byte == 0xD0 || byte == 0xD1;
    });
}

// A company of 150 clients, furnished once for all who only look at it.
class Demo : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        house = std::make_unique<House>();
        counts = house->furnish({ .accounts = 150 });
    }
    static void TearDownTestSuite() { house.reset(); }

    static std::unique_ptr<House> house;
    static DemoCounts counts;
};
std::unique_ptr<House> Demo::house;
DemoCounts Demo::counts;

TEST_F(Demo, every_collection_that_people_fill_has_records)
{
    // What machines write, and nobody by hand.
    auto const by_machines = std::set<std::string> { "theft_alarms" };
    for (auto const& entity : house->store().schema()->entities())
        if (!by_machines.contains(entity->plural)) {
            EXPECT_GT(house->count("select count(*) from " + db::quote(entity->plural)), 0) << entity->plural;
        }
}

TEST_F(Demo, the_counts_are_those_of_the_tables)
{
    auto const found
        = std::ranges::find(counts.by_collection, "accounts", &std::pair<std::string, std::int64_t>::first);
    ASSERT_NE(found, counts.by_collection.end());
    EXPECT_EQ(found->second, 150);
    for (auto const& [collection, added] : counts.by_collection)
        EXPECT_LE(added, house->count("select count(*) from " + db::quote(collection))) << collection;
}

TEST_F(Demo, every_roll_up_equals_its_definition)
{
    auto checked = 0;
    auto const schema = house->store().schema();
    house->store().database().read([&](db::Connection& connection) {
        for (auto const& entity : schema->entities())
            for (auto const* field : entity->fields) {
                if (!field->definition().roll_up)
                    continue;
                auto ids = std::vector<Id> {};
                {
                    auto rows = connection.query("select \"id\" from " + db::quote(entity->plural));
                    while (rows->next())
                        ids.emplace_back(rows->whole(0));
                }
                for (auto id : ids) {
                    auto const record = records::load(connection, schema, *entity, id, true);
                    EXPECT_EQ(record->value(*field), records::defined_roll_up(connection, *schema, *entity, *field, id))
                        << entity->plural << " " << id.value << " " << field->name();
                    ++checked;
                }
            }
    });
    EXPECT_GT(checked, 500);
}

TEST_F(Demo, today_is_alive_for_the_manager)
{
    auto answer = std::string {};
    house->store().read(house->person(manager_email),
        [&](records::Reading& reading) { answer = records::today(reading, house->registry()); });
    auto const parsed = parse_json(answer);
    auto const& today = std::get<Json>(parsed);
    EXPECT_GE(today.find("attention")->as_array()->size(), 3u);
    EXPECT_GE(today.find("agenda")->as_array()->size(), 4u);
    EXPECT_GE(today.find("tasks")->as_array()->size(), 4u);
    EXPECT_GE(house->count("select count(*) from \"notifications\" n join \"users\" u on u.\"id\" = n.\"owner\" where "
                           "u.\"email\" = 'anna.voronova@kontor.example' and n.\"state\" = 'unread'"),
        3);
}

TEST_F(Demo, deals_stand_in_every_stage)
{
    EXPECT_EQ(
        house->texts("select s.\"name\" from \"stages\" s join \"pipelines\" p on p.\"id\" = s.\"pipeline\" where "
                     "p.\"key\" = 'sales' and not exists "
                     "(select 1 from \"deals\" d where d.\"stage\" = s.\"id\")"),
        Texts {});
}

TEST_F(Demo, deals_were_won_and_lost_over_a_year_and_more_and_for_a_reason)
{
    for (std::string const status : { "won", "lost" }) {
        auto const of_status = " from \"deals\" where \"status\" = '" + status + "'";
        EXPECT_GT(house->count("select max(\"closed_on\") > date('2026-10-15')" + of_status), 0) << status;
        EXPECT_GT(house->count("select min(\"closed_on\") < date('2025-09-01')" + of_status), 0) << status;
        EXPECT_GT(house->count("select count(distinct \"" + status + "_reason\")" + of_status), 3) << status;
        EXPECT_EQ(house->count("select count(*)" + of_status + " and \"" + status + "_reason\" is null"), 0) << status;
    }
}

TEST_F(Demo, some_deals_rot_and_some_have_no_next_step)
{
    EXPECT_GT(
        house->count("select count(*) from \"deals\" d join \"stages\" s on s.\"id\" = d.\"stage\" where d.\"status\" "
                     "= 'open' and d.\"stage_changed_at\" < 1795426200000 - s.\"rot_days\" * 86400000"),
        0);
    EXPECT_GT(house->count("select count(*) from \"deals\" where \"status\" = 'open' and \"next_step_on\" is null"), 0);
}

TEST_F(Demo, enquiries_are_in_every_state)
{
    EXPECT_EQ(house->texts("select distinct \"status\" from \"enquiries\" order by 1"),
        (Texts { "dismissed", "new", "qualified", "working" }));
}

TEST_F(Demo, papers_are_in_every_state)
{
    auto const states = [&](std::string const& collection) {
        return house->texts("select distinct \"status\" from \"" + collection + "\" order by 1");
    };
    EXPECT_EQ(states("offers"), (Texts { "accepted", "declined", "draft", "expired", "replaced", "sent" }));
    EXPECT_EQ(states("orders"), (Texts { "cancelled", "closed", "confirmed", "delivered", "draft", "in_delivery" }));
    EXPECT_GE(states("invoices").size(), 4U);
    EXPECT_GE(states("contracts").size(), 3U);
    EXPECT_GT(house->count("select count(*) from \"invoices\" where \"open_amount\" > 0 and \"due_on\" < "
                           "'2026-11-23' and \"status\" = 'sent'"),
        0);
    EXPECT_EQ(house->count("select count(*) from (select \"number\" from \"invoices\" where \"number\" is not null "
                           "group by \"number\" having count(*) > 1) twice"),
        0);
}

TEST_F(Demo, nothing_has_happened_yet_that_lies_ahead)
{
    for (std::string const collection : { "accounts", "contacts", "deals", "activities", "enquiries", "notes",
             "comments", "offers", "contracts", "orders", "deliveries", "invoices", "payments" })
        EXPECT_EQ(house->count("select count(*) from \"" + collection
                      + "\" where \"created_at\" > 1795426200000 or \"updated_at\" > 1795426200000"),
            0)
            << collection;
    EXPECT_EQ(house->count("select count(*) from \"activities\" where \"completed_at\" > 1795426200000"), 0);
    EXPECT_EQ(house->count("select count(*) from \"kontor_audit\" where \"at\" > 1795426200000"), 0);
}

TEST_F(Demo, each_record_was_written_by_the_person_it_belongs_to)
{
    EXPECT_EQ(house->count("select count(*) from \"accounts\" where \"created_by\" <> \"owner\""), 0);
    EXPECT_EQ(house->count("select count(*) from \"deals\" where \"created_by\" <> \"owner\""), 0);
    EXPECT_GT(house->count("select count(distinct \"owner\") from \"accounts\""), 5);
}

TEST_F(Demo, no_two_clients_share_a_name)
{
    EXPECT_EQ(house->texts("select \"name\" from \"accounts\" group by \"name\" having count(*) > 1"), Texts {});
}

TEST_F(Demo, history_went_on_in_order)
{
    EXPECT_EQ(
        house->count("select count(*) from \"activities\" a join \"accounts\" c on c.\"id\" = a.\"account\" where "
                     "a.\"created_at\" < c.\"created_at\""),
        0);
    EXPECT_EQ(house->count("select count(*) from \"accounts\" a join \"accounts\" p on p.\"id\" = a.\"parent\" where "
                           "a.\"created_at\" < p.\"created_at\""),
        0);
    EXPECT_GT(house->count("select count(*) from \"accounts\" where \"parent\" is not null"), 5);
}

TEST(demo, the_same_seed_gives_the_same_names)
{
    static constexpr std::string_view questions[] = { "select \"name\" from \"accounts\" order by \"id\"",
        "select \"name\" from \"contacts\" order by \"id\"", "select \"name\" from \"deals\" order by \"id\"",
        "select \"subject\" from \"activities\" order by \"id\"" };
    auto first = House {}, again = House {}, other = House {};
    first.furnish({ .accounts = 25 });
    again.furnish({ .accounts = 25 });
    other.furnish({ .accounts = 25, .seed = 2 });
    for (auto const question : questions) {
        EXPECT_EQ(first.texts(question), again.texts(question));
        EXPECT_NE(first.texts(question), other.texts(question));
    }
}

TEST(demo, a_slice_may_run_more_than_once)
{
    auto house = House { { .runs_closures_twice = true, .syncs_to_disk = false } };
    house.furnish({ .accounts = 12 });
    EXPECT_EQ(house.count("select count(*) from \"accounts\""), 12);
}

TEST(demo, an_english_house_has_no_russian_word)
{
    auto house = House {};
    house.furnish({ .accounts = 25, .language = Language::en });
    for (auto const question : { "select \"name\" from \"accounts\"", "select \"name\" from \"contacts\"",
             "select \"name\" from \"deals\"", "select \"subject\" from \"activities\"",
             "select \"name\" from \"users\"", "select \"name\" from \"products\"", "select \"name\" from \"tags\"" })
        for (auto const& text : house.texts(question))
            EXPECT_FALSE(has_cyrillic(text)) << text;
}

TEST(demo, a_russian_house_speaks_russian)
{
    auto house = House {};
    house.furnish({ .accounts = 25, .language = Language::ru });
    for (auto const question : { "select \"name\" from \"contacts\"", "select \"name\" from \"users\" where \"id\" > 1",
             "select \"subject\" from \"activities\"" })
        for (auto const& text : house.texts(question))
            EXPECT_TRUE(has_cyrillic(text)) << text;
}

TEST(demo, a_workspace_knows_whether_it_has_records)
{
    auto house = House {};
    EXPECT_FALSE(has_business_records(house.store()));
    house.furnish({ .accounts = 5 });
    EXPECT_TRUE(has_business_records(house.store()));
}

TEST(demo, more_can_be_put_beside_what_is_there)
{
    auto house = House {};
    house.furnish({ .accounts = 10 });
    auto const people = house.count("select count(*) from \"users\""),
               goods = house.count("select count(*) from \"products\"");
    EXPECT_EQ(test::refusal([&] { house.furnish({ .accounts = 10, .seed = 7, .adds = true }); }), "");
    EXPECT_EQ(house.count("select count(*) from \"accounts\""), 20);
    EXPECT_EQ(house.count("select count(*) from \"users\""), people);
    EXPECT_EQ(house.count("select count(*) from \"products\""), goods);
}

TEST(demo, progress_is_told_up_to_the_end)
{
    auto house = House {};
    auto last = std::pair<std::int64_t, std::int64_t> {};
    furnish(house.store(), { .accounts = 8 }, [&](std::int64_t done, std::int64_t total) {
        EXPECT_GT(done, last.first);
        last = { done, total };
    });
    EXPECT_EQ(last.first, last.second);
    EXPECT_GT(last.second, 8);
}

TEST(company_names, no_name_comes_twice_among_many_thousands)
{
    for (auto const language : { Language::en, Language::ru }) {
        auto names = std::set<std::string> {};
        for (std::uint64_t i = 0; i < 60'000; ++i)
            names.insert(company_of({ .number = i, .language = language, .town = &towns_of(language)[0] }).stem);
        EXPECT_EQ(names.size(), 60'000u);
    }
}

TEST(company_names, a_name_lies_in_the_alphabet_of_its_language)
{
    for (std::uint64_t i = 0; i < 500; ++i) {
        EXPECT_TRUE(has_cyrillic(
            company_of({ .number = i, .language = Language::ru, .town = &towns_of(Language::ru)[0] }).name));
        EXPECT_FALSE(has_cyrillic(
            company_of({ .number = i, .language = Language::en, .town = &towns_of(Language::en)[0] }).name));
    }
}

std::int64_t digits(std::string_view text) { return std::stoll(std::string { text }); }

TEST(tax_numbers, check_digits_hold)
{
    auto dice = Dice { 5 };
    for (auto i = 0; i < 300; ++i) {
        EXPECT_TRUE(accounts::is_inn(inn_of_company(dice, "77")));
        EXPECT_TRUE(accounts::is_inn(inn_of_person(dice, "78")));
        auto const of_company = ogrn(dice, "66"), of_person = ogrnip(dice, "66");
        ASSERT_EQ(of_company.size(), 13u);
        ASSERT_EQ(of_person.size(), 15u);
        EXPECT_EQ(digits(of_company.substr(0, 12)) % 11 % 10, digits(of_company.substr(12)));
        EXPECT_EQ(digits(of_person.substr(0, 14)) % 13 % 10, digits(of_person.substr(14)));
        auto const british = vat_number(dice, "GB");
        auto sum = std::int64_t { 0 };
        for (auto place = 0; place < 7; ++place)
            sum += (british[static_cast<std::size_t>(2 + place)] - '0') * (8 - place);
        EXPECT_EQ((sum + digits(british.substr(9))) % 97, 0) << british;
        auto const french = vat_number(dice, "FR");
        EXPECT_EQ((digits(french.substr(4)) * 100 + 12) % 97, digits(french.substr(2, 2))) << french;
    }
}

}

}
