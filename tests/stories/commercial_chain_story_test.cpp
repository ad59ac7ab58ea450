#include "tests/support/test_crm.h"

#include <fmt/format.h>

namespace kontor::test {

STORY(from_an_offer_to_a_paid_invoice_in_seven_calls)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto& adam = crm.as("adam");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const mila = ana.create("contacts", R"({"first_name":"Mila","last_name":"Novak"})");
    auto const chai = adam.create("products", R"({"name":"Chai","list_price":"18.00"})");
    auto const offer = ana.create("offers",
        fmt::format(
            R"({{"account":"{}","contact":"{}","offer_lines":[{{"product":"{}","quantity":"12.5"}},)"
            R"({{"description":"Freight","price":"40","discount_percent":"10","discount_reason":"First order"}}]}})",
            acme, mila, chai));
    auto const drafted = ana.get("/offers/" + offer + "?include=offer_lines");
    EXPECT_EQ(drafted.at("total"), "261.00") << drafted.text;
    EXPECT_EQ(drafted.at("discount_amount"), "4.00");
    EXPECT_EQ(drafted.at("offer_lines.0.price_steps.0.source"), "product") << drafted.text;
    EXPECT_FALSE(drafted.has("margin_amount")) << "margins are not for account managers";

    EXPECT_EQ(ana.post("/offers/" + offer + "/send").at("record.number"), "OF-2026-0001");
    auto const accepted = ana.post("/offers/" + offer + "/accept", R"({"make_contract":false})");
    ASSERT_EQ(accepted.status, 200) << accepted.text;
    auto const order = accepted.at("created.0.id");
    EXPECT_EQ(ana.get("/orders/" + order).at("total"), "261.00");
    auto const confirmed = ana.post("/orders/" + order + "/confirm", R"({"promised_on":"2099-12-01"})");
    EXPECT_EQ(confirmed.status, 200) << confirmed.text;
    EXPECT_EQ(ana.get("/accounts/" + acme).at("open_order_amount"), "261.00");
    EXPECT_EQ(ana.post("/orders/" + order + "/deliver").status, 200);
    EXPECT_EQ(ana.get("/orders/" + order).at("status"), "delivered");
    EXPECT_EQ(ana.post("/orders/" + order + "/invoice").status, 403) << "the order desk and finance invoice";

    auto const invoiced = adam.post("/orders/" + order + "/invoice");
    ASSERT_EQ(invoiced.status, 200) << invoiced.text;
    auto const invoice = invoiced.at("created.0.id");
    EXPECT_EQ(adam.post("/invoices/" + invoice + "/send").status, 200);
    EXPECT_EQ(ana.post("/invoices/" + invoice + "/write_off", R"({"reason":"Gone"})").status, 403);
    auto const payment
        = adam.create("payments", fmt::format(R"({{"account":"{}","amount":"300.00","reference":"Thanks"}})", acme));
    auto const allocated = adam.post("/payments/" + payment + "/allocate");
    EXPECT_EQ(allocated.at("record.unallocated_amount"), "39.00") << allocated.text;
    EXPECT_EQ(adam.get("/invoices/" + invoice).at("status"), "paid");
    EXPECT_EQ(adam.get("/orders/" + order).at("status"), "closed");
    EXPECT_EQ(crm.as("carl").get("/orders/" + order).status, 404) << "Carl does not work for Acme";
}

STORY(a_refused_line_names_itself_and_leaves_nothing_behind)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const acme = ana.create("accounts", R"({"name":"Acme"})");
    auto const refused = ana.post("/orders",
        fmt::format(R"({{"account":"{}","order_lines":[{{"description":"Tea","price":"1"}},)"
                    R"({{"description":"Tea","price":"1","quantity":"-3"}}]}})",
            acme));
    EXPECT_EQ(refused.status, 422) << refused.text;
    EXPECT_EQ(refused.problem("order_lines[1].quantity"), "negative") << refused.text;
    EXPECT_EQ(ana.get("/orders?count=exact").at("total"), "0");
    EXPECT_EQ(ana.get("/order_lines?count=exact").at("total"), "0");
    auto const confirmed = ana.post("/orders",
        fmt::format(
            R"({{"account":"{}","order_lines":[{{"description":"Tea","price":"1","quantity":"1000000000000"}}]}})",
            acme));
    EXPECT_EQ(confirmed.problem("order_lines[0].quantity"), "too_large") << confirmed.text;
}

}
