#include "modules/accounts/account.h"
#include "modules/people/department.h"
#include "modules/people/role.h"
#include "modules/people/user.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::people {

using test::refusal;
using test::Workspace;

TEST(people, a_new_workspace_has_its_roles_and_a_root_department)
{
    Workspace crm;
    EXPECT_EQ(crm.all(role).size(), 10u);
    EXPECT_EQ(crm.keyed(department, "company").get(department.name), "Kontor Trading");
    EXPECT_TRUE(crm.keyed(role, "administrator").get(role.is_shipped).value());
    auto const kontor = crm.all(user, "id = \"1\"");
    ASSERT_EQ(kontor.size(), 1u);
    EXPECT_FALSE(kontor[0].get(user.active).value());
}

TEST(people, names_follow_the_language_of_the_workspace)
{
    Workspace crm { Language::ru };
    EXPECT_EQ(crm.keyed(role, "head").get(role.name), "Руководитель отдела");
}

TEST(people, who_signs_in_needs_an_address_and_a_role)
{
    Workspace crm;
    auto const listed = crm.create(crm.kontor(), user, { { user.name, "Ana" } });
    EXPECT_EQ(listed.get(user.active), false);
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), listed, { { user.lifecycle.status, "active" } });
    }),
        "email: required_when_active, role: required_when_active");
    auto const signed_in = crm.update(crm.kontor(), listed,
        { { user.lifecycle.status, "active" }, { user.email, "ana@kontor.test" },
            { user.role, Key { "account_manager" } } });
    EXPECT_EQ(signed_in.get(user.active), true);
}

TEST(people, one_administrator_must_remain)
{
    Workspace crm;
    auto const first = crm.hire("ada", "administrator");
    auto const ada = crm.all(user, "name = \"ada\"").at(0);
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(first), ada, { { user.role, Key { "head" } } });
    }),
        "last_administrator");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(first), ada, { { user.lifecycle.status, "suspended" } });
    }),
        "last_administrator");
    EXPECT_EQ(refusal([&] { crm.remove(crm.as(first), ada); }), "last_administrator");
    crm.hire("ben", "administrator");
    EXPECT_EQ(refusal([&] { crm.update(crm.as(first), ada, { { user.role, Key { "head" } } }); }), "");
}

TEST(people, departments_do_not_close_on_themselves_nor_on_people)
{
    Workspace crm;
    auto const root = crm.keyed(department, "company");
    auto const sales
        = crm.create(crm.kontor(), department, { { department.name, "Key clients" }, { department.parent, root.id } });
    EXPECT_EQ(sales.get(department.key), "key_clients");
    EXPECT_EQ(refusal([&] { crm.update(crm.kontor(), root, { { department.parent, sales.id } }); }), "parent: cycle");
    crm.hire("ana", "account_manager", sales.id);
    EXPECT_EQ(crm.now(sales).get(department.people_count), 1);
    EXPECT_EQ(refusal([&] { crm.update(crm.kontor(), sales, { { department.is_active, false } }); }), "has_members");
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), sales); }), "has_members");
}

TEST(people, who_owns_open_work_hands_it_over_before_he_goes)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), ben = crm.hire("ben", "account_manager");
    auto const acme = crm.create(crm.as(ana), accounts::account, { { accounts::account.name, "Acme" } });
    auto const ana_card = crm.all(user, "name = \"ana\"").at(0);
    EXPECT_EQ(refusal([&] { crm.act(crm.kontor(), ana_card, "deactivate"); }), "hand_over_to: required");
    crm.act(crm.kontor(), ana_card, "deactivate", "{\"hand_over_to\": \"" + ben.to_string() + "\"}");
    EXPECT_EQ(crm.now(acme).get(accounts::account.owned.owner), ben);
    EXPECT_EQ(crm.now(ana_card).get(user.active), false);
    crm.act(crm.kontor(), ana_card, "activate");
    EXPECT_EQ(crm.now(ana_card).get(user.active), true);
}

TEST(people, shipped_roles_are_copied_not_deleted)
{
    Workspace crm;
    auto const head = crm.keyed(role, "head");
    EXPECT_EQ(refusal([&] { crm.remove(crm.kontor(), head); }), "shipped");
    auto const result = crm.act(crm.kontor(), head, "copy", R"({"name": "Regional head"})");
    ASSERT_EQ(result.created.size(), 1u);
    EXPECT_EQ(crm.keyed(role, "regional_head").get(role.grants), head.get(role.grants));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), crm.keyed(role, "administrator"),
            { { role.grants, JsonText { "{}" } }, { role.key, "boss" } });
    }),
        "key: shipped");
}

TEST(people, a_role_that_says_nonsense_is_refused)
{
    Workspace crm;
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), role,
            { { role.name, "Odd" }, { role.grants, JsonText { R"({"acounts": {"read": "all"}})" } } });
    }),
        "grants.acounts: bad_format");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), role, { { role.name, "Odd" }, { role.rights, JsonText { R"({"audit": true})" } } });
    }),
        "rights: bad_format");
}

}
