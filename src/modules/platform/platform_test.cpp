#include "modules/accounts/account.h"
#include "modules/platform/comment.h"
#include "modules/platform/notification.h"
#include "modules/platform/view.h"
#include "records/reader.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::platform {

using test::refusal;
using test::Workspace;

namespace {

// The names of the views that somebody finds.
std::vector<std::string> views_of(Workspace& crm, Id reader)
{
    auto names = std::vector<std::string> {};
    crm.store().read(crm.as(reader), [&](records::Reading& reading) {
        for (auto const& found : records::Reader { reading }.records(reading.schema.of(view), "", "name", 50))
            names.push_back(found.get(view.name).value());
    });
    return names;
}

}

TEST(views, are_private_until_somebody_who_may_shares_them)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), hana = crm.hire("hana", "head");
    auto const mine = crm.create(crm.as(ana), view, { { view.name, "Mine" }, { view.entity, "deals" } });
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(ana), mine, { { view.visibility, "shared" } });
    }),
        "visibility: not_allowed");
    crm.create(crm.as(hana), view, { { view.name, "Secret" }, { view.entity, "deals" } });
    crm.create(crm.as(hana), view, { { view.name, "Ours" }, { view.entity, "deals" }, { view.visibility, "shared" } });
    EXPECT_EQ(views_of(crm, ana), (std::vector<std::string> { "Mine", "Ours" }));
    EXPECT_EQ(views_of(crm, hana), (std::vector<std::string> { "Ours", "Secret" }));
    auto const ours = crm.all(view, "name = \"Ours\"").at(0);
    EXPECT_NE(refusal([&] { crm.update(crm.as(ana), ours, { { view.name, "Hers" } }); }), "");
}

TEST(views, keep_only_filters_that_can_be_run)
{
    Workspace crm;
    auto const with = [&](std::string entity, std::string filter) {
        return refusal([&] {
            crm.create(crm.kontor(), view, { { view.name, "V" }, { view.entity, entity }, { view.filter, filter } });
        });
    };
    EXPECT_EQ(with("deals", "closes_on <= days(30) AND owner = me()"), "");
    EXPECT_EQ(with("deals", "closing <= days(30)"), "filter: filter_unknown_field");
    EXPECT_EQ(with("deals", "closes_on <="), "filter: filter_syntax");
    EXPECT_EQ(with("dealz", "closes_on <= days(30)"), "entity: no_such_record");
}

TEST(comments, tell_those_who_are_mentioned)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), ben = crm.hire("ben", "account_manager");
    auto const acme = crm.create(crm.as(ana), accounts::account, { { accounts::account.name, "Acme" } });
    crm.create_from(crm.as(ana), comment,
        "{\"about\": {\"entity\": \"accounts\", \"id\": \"" + acme.id.to_string()
            + "\"}, \"text\": \"Ask @ben.\", \"mentions\": [\"" + ben.to_string() + "\", \"" + ana.to_string()
            + "\"]}");
    auto const told = crm.all(notification);
    ASSERT_EQ(told.size(), 1u) << "nobody is told of what he did himself";
    EXPECT_EQ(told[0].get(notification.title), "ana: Ask @ben.");
    EXPECT_EQ(told[0].get(notification.owned.owner), ben);
    EXPECT_EQ(told[0].get(notification.about), acme.id);
}

}
