#include "tests/support/shared_data.h"
#include "tests/support/test_crm.h"

#include <fmt/format.h>

namespace kontor::test {

namespace {

// Uploads a file and imports it with the mapping of the walk-through, as the wizard does.
Answer import(TestCrm& crm, std::string const& file, std::string const& mapping_name)
{
    auto& adam = crm.as("adam");
    auto const upload = adam.send("POST", "/files?name=" + mapping_name + ".csv",
        { { "Content-Type", "application/octet-stream" } }, read_file(file));
    EXPECT_EQ(upload.status, 201) << upload.text;
    auto const mapping = read_file(repository_root().value() / "docs/use/northwind-import" / (mapping_name + ".json"));
    auto const started
        = adam.post("/imports", fmt::format(R"({{"file":"{}","mapping":{}}})", upload.at("id"), mapping));
    EXPECT_EQ(started.status, 202) << started.text;
    EXPECT_EQ(crm.wait_for_job(adam, started.at("id")), "done");
    auto const done = adam.get("/imports/" + started.at("id"));
    EXPECT_EQ(done.at("counts.rejected"), "0") << adam.get("/imports/" + started.at("id") + "/rows").text;
    return done;
}

std::string of_row(
    Answer const& report, std::string const& title_column, std::string const& title, std::string const& cell)
{
    for (std::size_t i = 0; i < report.count("rows"); ++i)
        if (report.at(fmt::format("rows.{}.cells.{}.title", i, title_column)) == title
            || report.at(fmt::format("rows.{}.cells.{}", i, title_column)) == title)
            return report.at(fmt::format("rows.{}.cells.{}", i, cell));
    return "no such row";
}

}

STORY(a_traders_customers_and_orders_are_imported_and_the_money_agrees_with_the_source_to_the_cent)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "northwind-csv");
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    ASSERT_EQ(adam.patch("/workspace", R"({"currency":"USD"})").status, 200);
    auto const from = [&](char const* name) { return (folder / "import" / name).string(); };

    EXPECT_EQ(import(crm, from("categories.csv"), "categories").at("counts.created"), "8");
    EXPECT_EQ(import(crm, from("products.csv"), "products").at("counts.created"), "77");
    EXPECT_EQ(import(crm, from("shippers.csv"), "shippers").at("counts.created"), "3");
    import(crm, from("employees.csv"), "employees");
    EXPECT_EQ(import(crm, from("customers.csv"), "customers").at("counts.created"), "91");
    EXPECT_EQ(import(crm, from("orders.csv"), "orders").at("counts.created"), "830");
    EXPECT_EQ(import(crm, from("order-details.csv"), "order-details").at("counts.created"), "2155");

    // The head of the employees has no boss, the others have.
    auto const king = adam.get("/users?include=reports_to&filter=" + encoded("name = \"King\""));
    EXPECT_EQ(king.at("items.0.reports_to.title"), "Buchanan") << king.text;
    EXPECT_FALSE(adam.get("/users?filter=" + encoded("name = \"Fuller\"")).has("items.0.reports_to.id"));

    auto const by_year = adam.get("/reports/revenue?period=1996..1998&by=year");
    ASSERT_EQ(by_year.count("rows"), 3U) << by_year.text;
    EXPECT_EQ(by_year.at("totals.orders"), "830");
    EXPECT_EQ(by_year.at("totals.gross_amount"), "1354458.59");
    EXPECT_EQ(by_year.at("totals.net_amount"), "1265793.04");
    EXPECT_EQ(of_row(by_year, "year", "1996", "net_amount"), "208083.97");
    EXPECT_EQ(of_row(by_year, "year", "1997", "net_amount"), "617085.20");
    EXPECT_EQ(of_row(by_year, "year", "1998", "net_amount"), "440623.87");
    auto const by_month = adam.get("/reports/revenue?period=1996..1998&by=month");
    EXPECT_EQ(by_month.count("rows"), 23U);
    EXPECT_EQ(of_row(by_month, "month", "1998-04", "net_amount"), "123798.68");
    auto const by_client = adam.get("/reports/revenue?period=1996..1998&by=account");
    EXPECT_EQ(by_client.count("rows"), 89U) << "two of the 91 customers never ordered";
    EXPECT_EQ(by_client.at("rows.0.cells.account.title"), "QUICK-Stop");
    EXPECT_EQ(by_client.at("rows.0.cells.net_amount"), "110277.30") << "110,277.305 half to even";
    auto const by_product = adam.get("/reports/revenue?period=1996..1998&by=product");
    EXPECT_EQ(by_product.at("rows.0.cells.product.title"), "Côte de Blaye");
    EXPECT_EQ(by_product.at("rows.0.cells.net_amount"), "141396.74") << "141,396.735 half to even";
    auto const few = adam.get("/reports/concentration?period=1996..1998");
    EXPECT_EQ(few.at("totals.place"), "34") << "34 of 89 clients make 80 %";

    // On time: shipped by the day on which it was required.
    auto const on_time = adam.get("/reports/on_time_in_full?period=1996..1998&by=year");
    EXPECT_EQ(on_time.at("totals.orders"), "809") << on_time.text;
    EXPECT_EQ(on_time.at("totals.orders_on_time"), "772");
    EXPECT_EQ(on_time.at("totals.orders_share"), "95.43");
    EXPECT_EQ(of_row(on_time, "year", "1997", "orders"), "398");
    EXPECT_EQ(of_row(on_time, "year", "1997", "orders_on_time"), "378");
    EXPECT_EQ(
        adam.get("/orders?count=exact&page_size=1&filter=" + encoded("status = \"delivered\"")).at("total"), "809");
    EXPECT_EQ(
        adam.get("/orders?count=exact&page_size=1&filter=" + encoded("status = \"confirmed\"")).at("total"), "21");

    // A second time nothing is new, and a row of a report leads to its orders.
    EXPECT_EQ(import(crm, from("order-details.csv"), "order-details").at("counts.skipped"), "2155");
    EXPECT_EQ(adam.get("/orders?count=exact&page_size=1&filter=" + encoded(by_year.at("rows.0.filter"))).at("total"),
        of_row(by_year, "year", by_year.at("rows.0.cells.year"), "orders"));
}

}
