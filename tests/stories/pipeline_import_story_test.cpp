#include "tests/support/shared_data.h"
#include "tests/support/test_crm.h"

#include <fmt/format.h>

namespace kontor::test {

namespace {

// Uploads a file and imports it with the mapping of the walk-through, as the wizard does.
Answer import(TestCrm& crm, std::string const& collection, std::string const& file, std::string const& mapping_name)
{
    auto& adam = crm.as("adam");
    auto const bytes = read_file(file);
    auto const upload = adam.send(
        "POST", "/files?name=" + collection + ".csv", { { "Content-Type", "application/octet-stream" } }, bytes);
    EXPECT_EQ(upload.status, 201) << upload.text;
    auto const mapping = read_file(repository_root().value() / "docs/use/pipeline-import" / mapping_name);
    auto const started
        = adam.post("/imports", fmt::format(R"({{"file":"{}","mapping":{}}})", upload.at("id"), mapping));
    EXPECT_EQ(started.status, 202) << started.text;
    EXPECT_EQ(crm.wait_for_job(adam, started.at("id")), "done");
    return adam.get("/imports/" + started.at("id"));
}

}

STORY(a_departments_real_pipeline_is_imported_and_the_reports_agree_with_the_source)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "crm-sales-opportunities");
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    ASSERT_EQ(adam.patch("/workspace", R"({"currency":"USD"})").status, 200);

    EXPECT_EQ(import(crm, "users", folder / "sales_teams.csv", "teams.json").at("counts.created"), "35");
    EXPECT_EQ(import(crm, "products", folder / "products.csv", "products.json").at("counts.created"), "7");
    auto const accounts = import(crm, "accounts", folder / "accounts.csv", "accounts.json");
    EXPECT_EQ(accounts.at("counts.read"), "85");
    EXPECT_EQ(accounts.at("counts.rejected"), "0") << accounts.text;
    auto const deals = import(crm, "deals", folder / "sales_pipeline.csv", "deals.json");
    EXPECT_EQ(deals.at("counts.created"), "8800") << deals.text;
    EXPECT_EQ(deals.at("counts.rejected"), "0");

    EXPECT_EQ(adam.get("/accounts?count=exact&page_size=1").at("total"), "85");
    auto const stages = adam.get("/deals/aggregate?group_by=stage&sum=amount");
    auto counts = std::map<std::string, std::string> {};
    for (std::size_t i = 0; i < stages.count("groups"); ++i)
        counts[stages.at(fmt::format("groups.{}.stage.key", i))] = stages.at(fmt::format("groups.{}.count", i));
    EXPECT_EQ(counts["won"], "4238");
    EXPECT_EQ(counts["lost"], "2473");
    EXPECT_EQ(counts["need"], "1589");
    EXPECT_EQ(counts["lead"], "500");
    EXPECT_EQ(adam.get("/deals?count=exact&page_size=1&filter=" + encoded("account = null")).at("total"), "1425");

    auto const won = adam.get("/reports/won_lost?period=2017&by=quarter");
    ASSERT_EQ(won.count("rows"), 4U) << won.text;
    auto const quarter = [&](int i, char const* count, char const* amount) {
        EXPECT_EQ(won.at(fmt::format("rows.{}.cells.won_count", i)), count);
        EXPECT_EQ(won.at(fmt::format("rows.{}.cells.won_amount", i)), amount);
    };
    quarter(0, "531", "1134672.00");
    quarter(1, "1254", "3086111.00");
    quarter(2, "1257", "2982255.00");
    quarter(3, "1196", "2802496.00");
    auto const by_owner = adam.get("/reports/won_lost?period=2017&by=owner");
    auto best = std::pair<std::string, double> {};
    for (std::size_t i = 0; i < by_owner.count("rows"); ++i)
        if (auto const amount = std::atof(by_owner.at(fmt::format("rows.{}.cells.won_amount", i)).c_str());
            amount > best.second)
            best = { by_owner.at(fmt::format("rows.{}.cells.owner.title", i)), amount };
    EXPECT_EQ(best, (std::pair { std::string { "Darcel Schlecht" }, 1'153'214.0 })) << by_owner.text.substr(0, 500);
    auto const days = adam.get("/reports/days_to_win?period=2017&by=year");
    EXPECT_EQ(days.at("rows.0.cells.count"), "4238") << days.text;
    EXPECT_EQ(days.at("rows.0.cells.average_days").substr(0, 5), "51.78");
    auto const top = adam.get("/reports/top_accounts?period=2017&limit=100");
    auto above = std::size_t { 0 };
    while (above < top.count("rows")
        && std::atof(top.at(fmt::format("rows.{}.cells.cumulative_share", above)).c_str()) < 80.0)
        ++above;
    EXPECT_EQ(above + 1, 59U) << "59 of 85 accounts make 80 % of the value";
    // Drill-down: a row's filter leads to its records.
    auto const filter = won.at("rows.0.filter");
    EXPECT_FALSE(filter.empty());
}

STORY(an_import_tells_of_bad_rows_keeps_the_good_ones_changes_nothing_twice_and_can_be_taken_back)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const file = ana.send("POST", "/files?name=clients.csv", { { "Content-Type", "application/octet-stream" } },
        "name,employees\nAcme,10\nGlobex,many\nInitech,30\n");
    ASSERT_EQ(file.status, 201) << file.text;
    auto const run = [&] {
        auto const started = ana.post("/imports",
            fmt::format(
                R"({{"file":"{}","mapping":{{"entity":"accounts","other_columns":"by_name","match":["name"]}}}})",
                file.at("id")));
        EXPECT_EQ(started.status, 202) << started.text;
        EXPECT_EQ(crm.wait_for_job(ana, started.at("id")), "done");
        return ana.get("/imports/" + started.at("id"));
    };

    auto const first = run();
    EXPECT_EQ(first.at("counts.created"), "2") << first.text;
    EXPECT_EQ(first.at("counts.rejected"), "1");
    auto const rows = ana.get("/imports/" + first.at("id") + "/rows");
    EXPECT_EQ(rows.at("items.0.line"), "3");
    EXPECT_EQ(rows.at("items.0.header"), "employees");
    auto const again = run();
    EXPECT_EQ(again.at("counts.created"), "0");
    EXPECT_EQ(again.at("counts.updated"), "0");
    EXPECT_EQ(again.at("counts.skipped"), "2");
    EXPECT_EQ(crm.as("carl").post("/imports/" + first.at("id") + "/undo").status, 404);
    EXPECT_EQ(ana.get("/accounts?count=exact").at("total"), "2");
    EXPECT_EQ(ana.post("/imports/" + first.at("id") + "/undo").status, 200);
    EXPECT_EQ(ana.get("/accounts?count=exact").at("total"), "0");
}

}
