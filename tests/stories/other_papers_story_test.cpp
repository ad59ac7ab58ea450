#include "tests/support/shared_data.h"
#include "tests/support/test_crm.h"

#include <fmt/format.h>

// The walk-through of docs/use/other-papers: files of another program go in with a mapping and without code.
namespace kontor::test {

namespace {

std::filesystem::path walk_through() { return repository_root().value() / "docs/use/other-papers"; }

// The files stand in the walk-through itself, each in a block of its own.
std::string file_in_walk_through(std::string_view first_header)
{
    auto const text = read_file(walk_through() / "README.md");
    auto const begin = text.find("```text\n" + std::string { first_header } + ";");
    if (begin == std::string::npos)
        throw std::runtime_error { "the walk-through has no file that begins with " + std::string { first_header } };
    auto const first = begin + std::string_view { "```text\n" }.size();
    return text.substr(first, text.find("```", first) - first);
}

struct PaperCounts {
    std::string created, skipped, rejected;
};

PaperCounts import_paper(TestCrm& crm, std::string const& file, std::string const& mapping_name)
{
    auto& adam = crm.as("adam");
    auto const upload = adam.send(
        "POST", "/files?name=" + mapping_name + ".csv", { { "Content-Type", "application/octet-stream" } }, file);
    EXPECT_EQ(upload.status, 201) << upload.text;
    auto const mapping = read_file(walk_through() / (mapping_name + ".json"));
    auto const started
        = adam.post("/imports", fmt::format(R"({{"file":"{}","mapping":{}}})", upload.at("id"), mapping));
    EXPECT_EQ(started.status, 202) << started.text;
    EXPECT_EQ(crm.wait_for_job(adam, started.at("id")), "done");
    auto const done = adam.get("/imports/" + started.at("id"));
    EXPECT_EQ(done.at("counts.rejected"), "0") << adam.get("/imports/" + started.at("id") + "/rows").text;
    return { done.at("counts.created"), done.at("counts.skipped"), done.at("counts.rejected") };
}

}

STORY(orders_invoices_and_payments_of_another_program_go_in_without_code)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto const orders = file_in_walk_through("Auftrag"), invoices = file_in_walk_through("Rechnung"),
               payments = file_in_walk_through("Kunde");
    EXPECT_EQ(import_paper(crm, orders, "orders").created, "1");
    EXPECT_EQ(import_paper(crm, orders, "order-lines").created, "2");
    auto const order = adam.get("/orders?include=order_lines&filter=" + encoded("external_id = \"A-17\""));
    EXPECT_EQ(order.at("items.0.account.title"), "Acme GmbH") << order.text;
    EXPECT_EQ(order.at("items.0.ordered_on"), "2026-03-02");
    EXPECT_EQ(order.at("items.0.promised_on"), "2026-03-09");
    EXPECT_EQ(order.at("items.0.net_amount"), "290.90") << "12 at 18.50 less 5 %, and 2 at 40";
    EXPECT_EQ(order.at("items.0.status"), "confirmed");

    EXPECT_EQ(import_paper(crm, invoices, "invoices").created, "1");
    EXPECT_EQ(import_paper(crm, invoices, "invoice-lines").created, "1");
    auto const charged = adam.get("/invoices?filter=" + encoded("number = \"R-901\""));
    EXPECT_EQ(charged.at("items.0.total"), "281.00") << charged.text;
    EXPECT_EQ(adam.post("/invoices/" + charged.at("items.0.id") + "/send").at("record.number"), "R-901")
        << "the number that it had stays";
    EXPECT_EQ(import_paper(crm, payments, "payments").created, "1");
    auto const paid = adam.get("/payments");
    EXPECT_EQ(adam.post("/payments/" + paid.at("items.0.id") + "/auto_allocate").status, 200);
    EXPECT_EQ(adam.get("/invoices/" + charged.at("items.0.id")).at("status"), "paid");

    // The same files once more: nothing is there twice.
    for (auto const& [file, mapping] : std::initializer_list<std::pair<std::string, std::string>> {
             { orders, "orders" }, { orders, "order-lines" }, { payments, "payments" } })
        EXPECT_EQ(import_paper(crm, file, mapping).created, "0") << mapping;
    EXPECT_EQ(adam.get("/orders?count=exact").at("total"), "1");
    EXPECT_EQ(adam.get("/order_lines?count=exact").at("total"), "2");
    EXPECT_EQ(adam.get("/payments?count=exact").at("total"), "1");
}

}
