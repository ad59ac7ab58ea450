#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::orders {

using accounts::account;
using billing::invoice;
using billing::invoice_line;
using test::refusal;
using test::Workspace;

namespace {

Decimal decimal(std::string_view text) { return *Decimal::parse(text); }

// Ten chests of tea were delivered to Acme and invoiced.
struct Delivered : Workspace {
    Id ana = hire("ana", "account_manager");
    Id fiona = hire("fiona", "finance");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record sold
        = create(as(ana), order, { { order.account, acme.id }, { order.promised_on, *Day::parse("2026-11-30") } });
    Record line = create(as(ana), order_line,
        { { order_line.lines.parent, sold.id }, { order_line.priced.description, "Tea" },
            { order_line.priced.quantity, decimal("10") }, { order_line.priced.price, decimal("5") } });

    Delivered()
    {
        act(as(ana), now(sold), "confirm");
        act(as(ana), now(sold), "deliver");
        act(as(fiona), now(sold), "invoice");
        act(as(fiona), all(invoice).at(0), "send");
    }
    void take_back(std::string_view quantity)
    {
        act(as(ana), now(sold), "return",
            fmt::format(
                R"({{"lines":[{{"order_line":"{}","quantity":"{}"}}],"reason":"Damp"}})", line.id.value, quantity));
    }
};

}

TEST(returns, goods_come_back_as_an_order_of_their_own_with_a_credit_note)
{
    Delivered crm;
    EXPECT_EQ(crm.now(crm.sold).get(order.lifecycle.status), "closed");
    crm.take_back("4");
    auto const back = crm.all(order, "kind = \"return\"").at(0);
    EXPECT_EQ(back.get(order.origin), crm.sold.id);
    EXPECT_EQ(back.get(order.money.net_amount), decimal("20"));
    EXPECT_EQ(crm.now(crm.line).get(order_line.returned_quantity), decimal("4"));
    auto const note = crm.all(invoice, "kind = \"credit_note\"").at(0);
    EXPECT_EQ(note.get(invoice.money.net_amount), decimal("20"));
    EXPECT_EQ(note.get(invoice.credit_reason), "Damp");
    EXPECT_EQ(note.get(invoice.lifecycle.status), "draft") << "finance sends it";
    EXPECT_EQ(crm.now(crm.sold).get(order.lifecycle.status), "closed") << "what came back is not invoiced again";
    crm.act(crm.as(crm.fiona), note, "send");
    EXPECT_EQ(crm.now(crm.sold).get(order.lifecycle.status), "closed");
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.receivable_amount), decimal("30"));
}

TEST(returns, no_more_comes_back_than_was_delivered)
{
    Delivered crm;
    EXPECT_EQ(refusal([&] { crm.take_back("10.5"); }), "order_lines[0].quantity: more_than_delivered");
    EXPECT_EQ(refusal([&] { crm.take_back("-1"); }), "lines[0].quantity: negative");
    EXPECT_TRUE(crm.all(order, "kind = \"return\"").empty());
    EXPECT_TRUE(crm.all(invoice, "kind = \"credit_note\"").empty());
    EXPECT_EQ(crm.now(crm.line).get(order_line.returned_quantity), Decimal {});
    crm.take_back("10");
    EXPECT_EQ(crm.now(crm.sold).get(order.lifecycle.status), "closed");
    EXPECT_EQ(refusal([&] { crm.take_back("1"); }), "order_lines[0].quantity: more_than_delivered");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(crm.sold), "return", R"({"reason":"More"})"); }),
        "lines: nothing_open");
    EXPECT_EQ(crm.all(order, "kind = \"return\"").size(), 1U);
    auto const back = crm.all(order, "kind = \"return\"").at(0);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.fiona), back, "invoice"); }), "not_in_this_state");
}

TEST(returns, what_was_not_invoiced_is_not_credited)
{
    Delivered crm;
    auto const more = crm.create(
        crm.as(crm.ana), order, { { order.account, crm.acme.id }, { order.promised_on, *Day::parse("2026-11-30") } });
    auto const tea = crm.create(crm.as(crm.ana), order_line,
        { { order_line.lines.parent, more.id }, { order_line.priced.description, "Tea" },
            { order_line.priced.quantity, decimal("3") }, { order_line.priced.price, decimal("5") } });
    crm.act(crm.as(crm.ana), crm.now(more), "confirm");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(more), "return", R"({"reason":"Damp"})"); }),
        "not_in_this_state");
    crm.act(crm.as(crm.ana), crm.now(more), "deliver");
    crm.act(crm.as(crm.ana), crm.now(more), "return",
        fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":"1"}}],"reason":"Damp"}})", tea.id.value));
    EXPECT_TRUE(crm.all(invoice, "kind = \"credit_note\"").empty());
    crm.act(crm.as(crm.fiona), crm.now(more), "invoice");
    EXPECT_EQ(crm.all(invoice).back().get(invoice.money.net_amount), decimal("10")) << "two of three are charged";
    EXPECT_EQ(crm.now(more).get(order.lifecycle.status), "closed");
}

}
