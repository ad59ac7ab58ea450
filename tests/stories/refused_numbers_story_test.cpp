#include "tests/support/test_crm.h"

#include <fmt/format.h>

// Numbers that make no sense are refused with a sentence, at every door of the chain, and nothing is written: no row,
// no version, no line of the audit, no number of a paper.
namespace kontor::test {

namespace {

struct Chain {
    TestCrm crm;
    Person& ana = crm.as("ana");
    Person& adam = crm.as("adam");
    std::string acme = ana.create("accounts", R"({"name":"Acme"})");
    std::string globex = ana.create("accounts", R"({"name":"Globex"})");
    std::string mila = ana.create("contacts", R"({"first_name":"Mila","last_name":"Novak"})");

    std::string line(std::string_view rest) { return fmt::format(R"({{"description":"Tea","price":"5",{}}})", rest); }
    std::string paper(std::string_view lines_name, std::string_view lines, std::string_view more = "")
    {
        return fmt::format(R"({{"account":"{}",{}"{}":[{}]}})", acme, more, lines_name, lines);
    }
    std::string confirmed_order(std::string_view quantity)
    {
        auto const made = ana.create("orders",
            paper("order_lines", line(fmt::format(R"("quantity":"{}")", quantity)), R"("promised_on":"2099-12-01",)"));
        EXPECT_EQ(ana.post("/orders/" + made + "/confirm").status, 200);
        return made;
    }
    std::string line_of(std::string const& sold)
    {
        return ana.get("/orders/" + sold + "?include=order_lines").at("order_lines.0.id");
    }
    std::string sent_invoice(std::string_view amount, std::string_view client, std::string_view currency = "EUR")
    {
        auto const made = adam.create("invoices",
            fmt::format(R"({{"account":"{}","currency":"{}","invoice_lines":[{{"description":"Tea","price":"{}"}}]}})",
                client, currency, amount));
        EXPECT_EQ(adam.post("/invoices/" + made + "/send").status, 200);
        return made;
    }

    // Everything that the chain has written so far: rows with their versions, the trail, numbers drawn.
    std::string written()
    {
        auto text = std::string {};
        crm.store().database().read([&](db::Connection& connection) {
            for (auto const* table : { "offers", "offer_lines", "contracts", "contract_items", "orders", "order_lines",
                     "deliveries", "delivery_lines", "invoices", "invoice_lines", "payments", "payment_allocations",
                     "exchange_rates", "prices", "accounts" }) {
                auto rows = connection.query(
                    fmt::format("select count(*), coalesce(sum(\"version\"), 0) from \"{}\"", table));
                rows->next();
                text += fmt::format("{} {}/{};", table, rows->whole(0), rows->whole(1));
            }
            auto rows = connection.query("select count(*) from \"kontor_audit\"");
            rows->next();
            text += fmt::format("audit {};", rows->whole(0));
        });
        return text;
    }

    void expect_refused(Person& who, std::string_view method, std::string const& path, std::string const& body,
        std::string_view field, std::string_view code)
    {
        auto const before = written();
        auto const answer = method == "PATCH" ? who.patch(path, body) : who.post(path, body);
        EXPECT_TRUE(answer.status == 422 || answer.status == 409) << path << " " << body << "\n" << answer.text;
        if (field.empty()) {
            EXPECT_EQ(answer.at("code"), code) << answer.text;
        } else {
            EXPECT_EQ(answer.problem(field), code) << path << " " << body << "\n" << answer.text;
        }
        EXPECT_FALSE(answer.at("detail").empty() && answer.at("fields.0.message").empty()) << "no sentence is said";
        EXPECT_EQ(written(), before) << path << " " << body << " left something behind";
    }
};

}

STORY(negative_zero_and_boundless_quantities_are_refused_in_every_paper)
{
    Chain chain;
    struct Refused {
        std::string_view quantity, code;
    };
    constexpr auto quantities = std::array { Refused { R"("quantity":"-3")", "negative" },
        Refused { R"("quantity":"0")", "zero_quantity" }, Refused { R"("quantity":"900000000000")", "too_large" },
        Refused { R"("quantity":"1","discount_percent":"-1","discount_reason":"x")", "" },
        Refused { R"("quantity":"1","discount_percent":"101","discount_reason":"x")", "" } };
    for (auto const& [quantity, code] : quantities)
        for (auto const* lines : { "offer_lines", "order_lines", "invoice_lines" }) {
            auto const collection = std::string { lines }.substr(0, std::string_view { lines }.find('_')) + "s";
            auto const is_discount = code.empty();
            chain.expect_refused(chain.adam, "POST", "/" + collection, chain.paper(lines, chain.line(quantity)),
                fmt::format("{}[0].{}", lines, is_discount ? "discount_percent" : "quantity"),
                is_discount ? (quantity.find("101") != quantity.npos ? "discount_over_100" : "negative") : code);
        }
    chain.expect_refused(chain.adam, "POST", "/orders",
        chain.paper("order_lines", R"({"description":"Tea","price":"-5"})"), "order_lines[0].price", "negative");
    chain.expect_refused(chain.adam, "POST", "/orders",
        chain.paper("order_lines", R"({"description":"Tea","price":"99999999999999","quantity":"99999999"})"),
        "order_lines[0].quantity", "too_large");
}

STORY(rates_of_nothing_and_other_currencies_are_refused)
{
    Chain chain;
    for (auto const* rate : { "0", "-1" }) {
        chain.expect_refused(chain.adam, "POST", "/exchange_rates",
            fmt::format(R"({{"currency":"USD","rate":"{}","rated_on":"2026-11-20"}})", rate), "rate", "too_small");
        chain.expect_refused(chain.adam, "POST", "/exchange_rates",
            fmt::format(R"({{"currency":"USD","rate":"1.1","units":"{}","rated_on":"2026-11-20"}})", rate), "units",
            "too_small");
    }
    auto const dollars = chain.adam.create("price_lists", R"({"name":"Dollars","currency":"USD","status":"active"})");
    chain.expect_refused(chain.ana, "POST", "/orders",
        chain.paper("order_lines", chain.line(R"("quantity":"1")"), fmt::format(R"("price_list":"{}",)", dollars)),
        "price_list", "other_currency");
    auto const order = chain.confirmed_order("10");
    chain.expect_refused(chain.adam, "POST", "/invoices",
        fmt::format(R"({{"account":"{}","order":"{}","currency":"USD"}})", chain.acme, order), "currency",
        "other_currency");
    auto const in_dollars = chain.sent_invoice("10", chain.acme, "USD");
    auto const euros = chain.adam.create("payments", fmt::format(R"({{"account":"{}","amount":"50"}})", chain.acme));
    chain.expect_refused(chain.adam, "POST", "/payments/" + euros + "/allocate",
        fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"10"}}]}})", in_dollars), "invoice", "other_currency");
}

STORY(no_more_is_delivered_invoiced_or_taken_back_than_was_ordered)
{
    Chain chain;
    auto const order = chain.confirmed_order("10");
    auto const line = chain.line_of(order);
    auto const lines = [&](std::string_view quantity) {
        return fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":"{}"}}]}})", line, quantity);
    };
    chain.expect_refused(chain.ana, "POST", "/orders/" + order + "/deliver", lines("10.0001"),
        "delivery_lines[0].quantity", "more_than_ordered");
    chain.expect_refused(chain.adam, "POST", "/orders/" + order + "/invoice", lines("10.0001"),
        "invoice_lines[0].quantity", "more_than_ordered");
    for (auto const& [quantity, code] : std::initializer_list<std::pair<std::string_view, std::string_view>> {
             { "-1", "negative" }, { "0", "zero_quantity" } })
        for (auto const* action : { "/deliver", "/invoice" })
            chain.expect_refused(
                chain.adam, "POST", "/orders/" + order + action, lines(quantity), "lines[0].quantity", code);
    EXPECT_EQ(chain.ana.post("/orders/" + order + "/deliver", lines("6")).status, 200);
    chain.expect_refused(chain.ana, "POST", "/orders/" + order + "/deliver", lines("5"), "delivery_lines[0].quantity",
        "more_than_ordered");
    chain.expect_refused(chain.ana, "POST", "/orders/" + order + "/return",
        fmt::format(R"({{"reason":"Damp","lines":[{{"order_line":"{}","quantity":"7"}}]}})", line),
        "order_lines[0].quantity", "more_than_delivered");
}

STORY(no_more_is_allocated_than_was_paid_or_is_owed)
{
    Chain chain;
    auto const large = chain.sent_invoice("100", chain.acme), small = chain.sent_invoice("10", chain.acme),
               other = chain.sent_invoice("10", chain.globex);
    auto const payment = chain.adam.create("payments", fmt::format(R"({{"account":"{}","amount":"50"}})", chain.acme));
    auto const refuse
        = [&](std::string_view invoice, std::string_view amount, std::string_view field, std::string_view code) {
              chain.expect_refused(chain.adam, "POST", "/payments/" + payment + "/allocate",
                  fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"{}"}}]}})", invoice, amount), field, code);
          };
    refuse(large, "50.01", "amount", "allocated_too_much");
    refuse(small, "10.01", "amount", "more_than_open");
    refuse(small, "-1", "amount", "negative");
    refuse(small, "0", "amount", "zero_amount");
    refuse(other, "10", "invoice", "invoice_of_other_account");
    // Several shares of one call stand or fall together.
    chain.expect_refused(chain.adam, "POST", "/payments/" + payment + "/allocate",
        fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"10"}},{{"invoice":"{}","amount":"41"}}]}})", small, large),
        "amount", "allocated_too_much");
    for (auto const& [amount, code] : std::initializer_list<std::pair<std::string_view, std::string_view>> {
             { "-5", "negative" }, { "0", "zero_amount" } })
        chain.expect_refused(chain.adam, "POST", "/payments",
            fmt::format(R"({{"account":"{}","amount":"{}"}})", chain.acme, amount), "amount", code);
}

STORY(a_cancelled_order_is_not_invoiced_delivered_or_taken_back)
{
    Chain chain;
    auto const order = chain.confirmed_order("10");
    auto const line = chain.line_of(order);
    EXPECT_EQ(chain.ana.post("/orders/" + order + "/cancel", R"({"cancel_reason":"stock"})").status, 200);
    chain.expect_refused(chain.adam, "POST", "/orders/" + order + "/invoice", "{}", "", "not_in_this_state");
    chain.expect_refused(chain.ana, "POST", "/orders/" + order + "/deliver", "{}", "", "not_in_this_state");
    chain.expect_refused(
        chain.ana, "POST", "/orders/" + order + "/return", R"({"reason":"Damp"})", "", "not_in_this_state");
    chain.expect_refused(chain.adam, "POST", "/invoices",
        fmt::format(R"({{"account":"{}","order":"{}"}})", chain.acme, order), "order", "order_cancelled");
    chain.expect_refused(chain.adam, "POST", "/invoices",
        fmt::format(R"({{"account":"{}","invoice_lines":[{{"order_line":"{}","description":"Tea","price":"5"}}]}})",
            chain.acme, line),
        "invoice_lines[0].order_line", "order_cancelled");
}

}
