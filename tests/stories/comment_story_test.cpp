#include "tests/support/test_crm.h"

#include <fmt/format.h>

// A word about a record is seen by whoever sees the record, and by nobody else at any door.
namespace kontor::test {

STORY(a_comment_is_hidden_with_the_record_that_it_is_about)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto& carl = crm.as("carl");
    auto const account = ana.create("accounts", R"({"name":"Acme"})");
    auto const door = "/accounts/" + account + "/comments";
    auto const said = ana.post(door, R"({"text":"They will leave their supplier in May."})");
    ASSERT_EQ(said.status, 201) << said.text;
    auto const comment = "/comments/" + said.at("id");

    EXPECT_EQ(ana.get(comment).status, 200);
    EXPECT_EQ(crm.as("ben").get(comment).status, 200) << "the head sees the account";
    EXPECT_EQ(crm.as("ben").get(door).count("items"), 1U);
    EXPECT_EQ(carl.get("/accounts/" + account).status, 404);
    EXPECT_EQ(carl.get(comment).status, 404);
    EXPECT_EQ(carl.get(door).status, 404);
    for (auto const* path : { "/comments?count=exact", "/comments?q=supplier", "/comments/aggregate?group_by=owner",
             "/search?q=supplier&entities=comments" })
        EXPECT_EQ(carl.get(path).text.find("supplier in"), std::string::npos) << path;
    EXPECT_EQ(carl.get("/comments?count=exact").at("total"), "0");

    auto const given = fmt::format(R"({{"owner":"{}"}})", crm.id_of("carl"));
    EXPECT_EQ(crm.as("adam").patch("/accounts/" + account, given).status, 200);
    EXPECT_EQ(carl.get(comment).status, 200) << "who gets the client gets what was said about him";
}

}
