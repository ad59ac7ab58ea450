#include "records/statement_shape.h"

#include <gtest/gtest.h>

namespace kontor::records {
namespace {

using Kind = StatementShape::Kind;

TEST(StatementShape, tells_what_is_read_and_what_is_changed)
{
    auto const reads = shape_of(R"(select t."name" from "accounts" t left join "users" u on u."id" = t."owner")");
    EXPECT_EQ(reads->kind, Kind::select);
    EXPECT_TRUE(reads->mentions(table_key("accounts")));
    EXPECT_TRUE(reads->mentions(table_key("users")));
    EXPECT_FALSE(reads->mentions(table_key("deals")));

    for (auto const* sql : { R"(insert into "deals" ("id") values (?1))", R"(update "deals" set "name" = ?1)",
             R"(delete from "deals" where "id" = ?1)" }) {
        EXPECT_EQ(shape_of(sql)->kind, Kind::change) << sql;
        EXPECT_EQ(shape_of(sql)->changed_table, table_key("deals")) << sql;
    }
    EXPECT_EQ(shape_of("savepoint import_row")->kind, Kind::savepoint);
    EXPECT_EQ(shape_of("release savepoint import_row")->kind, Kind::savepoint);
    EXPECT_EQ(shape_of("rollback to savepoint import_row")->kind, Kind::rollback);
    EXPECT_EQ(shape_of(R"(select "id" from "accounts" where "id" = ?1 for no key update)")->kind, Kind::lock);
}

TEST(StatementShape, what_the_server_answers_differently_each_time_is_no_plain_question)
{
    EXPECT_EQ(shape_of("select pg_backend_pid() from \"accounts\"")->kind, Kind::other);
    EXPECT_EQ(shape_of("select 1")->kind, Kind::other);
    EXPECT_EQ(shape_of("insert into \"kontor_number\" (\"id\") values (?1) returning \"last\"")->kind, Kind::change);
}

TEST(StatementShape, knows_the_one_row_that_it_is_about)
{
    EXPECT_EQ(shape_of(R"(select "name" from "accounts" where "id" = ?1)")->id_parameter, 0);
    EXPECT_EQ(shape_of(R"(select 1 from "accounts" t where t."id" = ?2 and t."deleted_at" is null)")->id_parameter, 1);
    EXPECT_EQ(shape_of(R"(update "accounts" set "name" = ?1 where "id" = ?2)")->id_parameter, 1);
    EXPECT_EQ(shape_of(R"(insert into "accounts" ("id", "name") values (?1, ?2))")->id_parameter, 0);
    for (auto const* sql : { R"(select "name" from "accounts" where "id" <> ?1)",
             R"(select "name" from "accounts" where "id" = ?1 or "name" = ?2)",
             R"(select 1 from "accounts" t where t."id" = ?1 and exists (select 1 from "users" u where u."id" = ?2))",
             R"(select "name" from "accounts" where "owner" = ?1)", R"(select count(*) from "accounts")",
             R"(update "accounts" set "name" = ?1)",
             R"(insert into "kontor_number" ("id") values (?1) on conflict ("series") do update set "last" = 1)" })
        EXPECT_EQ(shape_of(sql)->id_parameter, -1) << sql;
}

TEST(StatementShape, is_not_deceived_by_texts)
{
    EXPECT_EQ(shape_of("select 'insert into \"deals\"' from \"accounts\"")->kind, Kind::select);
    EXPECT_FALSE(shape_of("select 'deals' from \"accounts\"")->mentions(table_key("deals")));
}

}
}
