#include "db/database_fixture.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::records {

namespace {

// How SQLite means to answer a question.
std::string plan(test::Workspace& crm, std::string_view question)
{
    auto text = std::string {};
    crm.store().database().read([&](db::Connection& connection) {
        auto rows = connection.query(
            "explain query plan " + std::string { question }, std::vector<db::Value> { std::int64_t { 1 } });
        while (rows->next())
            text += rows->text(3);
    });
    return text;
}

}

TEST(index_statistics, the_deals_of_one_account_are_not_looked_for_among_all_open_ones)
{
    test::Workspace crm;
    if (crm.store().database().dialect() != db::Dialect::sqlite)
        return; // PostgreSQL counts for itself
    EXPECT_NE(
        plan(crm, "select sum(amount_base) from deals where account = ?1 and status = 'open' and deleted_at is null")
            .find("deals_by_account"),
        std::string::npos);
    EXPECT_NE(plan(crm, "select min(planned_on) from activities where deal = ?1 and status = 'planned'")
                  .find("activities_by_deal"),
        std::string::npos);
    EXPECT_NE(plan(crm, "select id from accounts where owner = ?1 and segment = 7 order by name_fold, id")
                  .find("accounts_by_owner"),
        std::string::npos);
}

TEST(index_statistics, audit_lines_that_are_not_sealed_are_not_looked_for_among_all)
{
    test::Workspace crm;
    if (crm.store().database().dialect() != db::Dialect::sqlite)
        return;
    EXPECT_NE(plan(crm, "select id from kontor_audit where batch is null and ?1 = 1 order by id limit 1000")
                  .find("kontor_audit_open"),
        std::string::npos);
}

}
