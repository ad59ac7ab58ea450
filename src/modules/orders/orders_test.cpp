#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/catalog/product.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/orders/delivery.h"
#include "modules/orders/duties.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::orders {

using accounts::account;
using catalog::product;
using contracts::contract;
using contracts::contract_item;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }
Day day(std::string_view text) { return *Day::parse(text); }

// Ana sells to Acme, Dina keeps the order desk, Fiona the money.
struct Desk : Workspace {
    Id ana = hire("ana", "account_manager");
    Id dina = hire("dina", "order_desk");
    Id fiona = hire("fiona", "finance");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });

    Record drafted(std::vector<std::pair<std::string_view, std::string_view>> lines, Values values = {})
    {
        values.set(order.account, acme.id);
        auto const made = create(as(ana), order, values);
        for (auto const& [quantity, amount] : lines)
            create(as(ana), order_line,
                { { order_line.lines.parent, made.id }, { order_line.priced.description, "Tea" },
                    { order_line.priced.quantity, money(quantity) }, { order_line.priced.price, money(amount) } });
        return now(made);
    }
    Record confirmed(
        std::vector<std::pair<std::string_view, std::string_view>> lines, std::string_view promised = "2026-11-30")
    {
        auto const draft = drafted(std::move(lines));
        act(as(dina), draft, "confirm", fmt::format(R"({{"promised_on":"{}"}})", promised));
        return now(draft);
    }
    std::vector<Record> lines_of(Record const& of)
    {
        return all(order_line, fmt::format("order = \"{}\"", of.id.value));
    }
    void deliver(Record const& of, Record const& line, std::string_view quantity, std::string_view on = "2026-11-25")
    {
        act(as(dina), now(of), "deliver",
            fmt::format(R"({{"delivered_on":"{}","lines":[{{"order_line":"{}","quantity":"{}"}}]}})", on, line.id.value,
                quantity));
    }
};

}

TEST(orders, an_order_is_confirmed_with_lines_and_a_promise_and_gets_a_number)
{
    Desk crm;
    auto const empty = crm.drafted({});
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), empty, "confirm", R"({"promised_on":"2026-11-30"})"); }),
        "status: empty_order");
    auto const draft = crm.drafted({ { "10", "5" } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), draft, "confirm"); }), "promised_on: required_when_confirmed");
    EXPECT_FALSE(crm.now(draft).get(order.numbered.number));
    crm.act(crm.as(crm.dina), draft, "confirm", R"({"promised_on":"2026-11-30"})");
    EXPECT_EQ(crm.now(draft).get(order.numbered.number), "OR-2026-0001");
    EXPECT_EQ(crm.now(draft).get(order.handled_by), crm.dina);
    EXPECT_EQ(crm.lines_of(draft).at(0).get(order_line.first_promised_on), day("2026-11-30"));
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.open_order_amount), money("50"));
}

TEST(orders, deliveries_in_parts_move_the_order_on)
{
    Desk crm;
    auto const ordered = crm.confirmed({ { "10", "5" }, { "4", "25" } });
    auto const lines = crm.lines_of(ordered);
    crm.deliver(ordered, lines.at(0), "6");
    EXPECT_EQ(crm.now(lines.at(0)).get(order_line.status), "partial");
    EXPECT_EQ(crm.now(lines.at(0)).get(order_line.open_quantity), money("4"));
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "in_delivery");
    EXPECT_EQ(crm.now(ordered).get(order.delivered_percent), money("20"));
    EXPECT_EQ(crm.now(ordered).get(order.open_amount), money("120"));
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.open_order_amount), money("120"));
    crm.act(crm.as(crm.dina), crm.now(ordered), "deliver", R"({"delivered_on":"2026-11-28"})");
    auto const done = crm.now(ordered);
    EXPECT_EQ(done.get(order.lifecycle.status), "delivered");
    EXPECT_EQ(done.get(order.delivered_percent), money("100"));
    EXPECT_EQ(done.get(order.delivered_on), day("2026-11-28"));
    EXPECT_EQ(done.get(order.is_on_time_in_full), true);
    EXPECT_EQ(crm.all(delivery).size(), 2U);
}

TEST(orders, what_is_refused_at_the_door_is_open_again)
{
    Desk crm;
    auto const ordered = crm.confirmed({ { "10", "5" } });
    crm.act(crm.as(crm.dina), ordered, "deliver");
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "delivered");
    auto const brought = crm.all(delivery).at(0);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), brought, "refuse"); }), "reason: required");
    crm.act(crm.as(crm.dina), brought, "refuse", R"({"reason":"Wet boxes"})");
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "confirmed");
    EXPECT_EQ(crm.lines_of(ordered).at(0).get(order_line.open_quantity), money("10"));
}

TEST(orders, more_than_was_ordered_is_not_delivered_and_nothing_is_written)
{
    Desk crm;
    auto const ordered = crm.confirmed({ { "10", "5" } });
    auto const line = crm.lines_of(ordered).at(0);
    crm.deliver(ordered, line, "7");
    EXPECT_EQ(refusal([&] { crm.deliver(ordered, line, "4"); }), "delivery_lines[0].quantity: more_than_ordered");
    EXPECT_EQ(refusal([&] { crm.deliver(ordered, line, "-1"); }), "lines[0].quantity: negative");
    EXPECT_EQ(refusal([&] { crm.deliver(ordered, line, "0"); }), "lines[0].quantity: zero_quantity");
    auto const other = crm.confirmed({ { "1", "1" } });
    EXPECT_EQ(refusal([&] { crm.deliver(other, line, "1"); }), "delivery_lines[0].order_line: line_of_other_order");
    EXPECT_EQ(crm.all(delivery).size(), 1U);
    EXPECT_EQ(crm.now(line).get(order_line.delivered_quantity), money("7"));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), crm.now(line), { { order_line.priced.quantity, money("6") } });
    }),
        "quantity: less_than_delivered");
}

TEST(orders, a_draft_or_cancelled_order_is_not_delivered)
{
    Desk crm;
    auto const draft = crm.drafted({ { "1", "1" } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), draft, "deliver"); }), "not_in_this_state");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), delivery, { { delivery.lines.parent, draft.id } });
    }),
        "order: order_not_confirmed");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), draft, "cancel"); }), "cancel_reason: required");
    crm.act(crm.as(crm.ana), draft, "cancel", R"({"cancel_reason":"price"})");
    EXPECT_EQ(crm.now(draft).get(order.lifecycle.status), "cancelled");
    EXPECT_EQ(crm.lines_of(draft).at(0).get(order_line.status), "cancelled");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.kontor(), delivery, { { delivery.lines.parent, draft.id } });
    }),
        "order: order_cancelled");
    auto const under_way = crm.confirmed({ { "2", "1" } });
    crm.deliver(under_way, crm.lines_of(under_way).at(0), "1");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(under_way), "cancel", R"({"cancel_reason":"price"})"); }),
        "not_in_this_state");
}

TEST(orders, a_new_date_keeps_the_first_promise_and_late_is_late)
{
    Desk crm;
    auto const ordered = crm.confirmed({ { "10", "5" } }, "2026-11-24");
    crm.act(crm.as(crm.dina), ordered, "reschedule", R"({"promised_on":"2026-11-27","late_reason":"stock"})");
    auto const line = crm.lines_of(ordered).at(0);
    EXPECT_EQ(line.get(order_line.promised_on), day("2026-11-27"));
    EXPECT_EQ(line.get(order_line.first_promised_on), day("2026-11-24"));
    crm.act(crm.as(crm.dina), crm.now(ordered), "deliver", R"({"delivered_on":"2026-11-26"})");
    EXPECT_EQ(crm.now(ordered).get(order.is_on_time_in_full), false);
    auto const report = crm.report(crm.as(crm.dina), "on_time_in_full", { { "period", "2026" }, { "by", "account" } });
    EXPECT_NE(report.find(R"("orders_on_time":0)"), std::string::npos) << report;
}

TEST(orders, today_tells_of_late_orders_and_those_about_to_be)
{
    Desk crm;
    auto const soon = crm.confirmed({ { "10", "5" } }, "2026-11-25");
    auto const later = crm.confirmed({ { "3", "5" } }, "2026-12-24");
    auto text = crm.today(crm.as(crm.ana));
    EXPECT_NE(text.find("10 of Tea are promised by 2026-11-25."), std::string::npos) << text;
    EXPECT_EQ(text.find("2026-12-24"), std::string::npos);
    crm.clock.set(*Instant::parse("2026-11-27T09:00:00Z"));
    text = crm.today(crm.as(crm.ana));
    EXPECT_NE(text.find("10 of Tea are 2 days late."), std::string::npos) << text;
    crm.act(crm.as(crm.dina), crm.now(soon), "deliver");
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("\"T25\""), std::string::npos);
}

TEST(orders, credit_stops_an_order_until_finance_lets_it_pass)
{
    Desk crm;
    EXPECT_EQ(
        refusal([&] { crm.act(crm.as(crm.ana), crm.acme, "set_credit", R"({"credit_limit":"1"})"); }), "forbidden");
    crm.act(crm.as(crm.fiona), crm.acme, "set_credit", R"({"credit_limit":"100"})");
    crm.confirmed({ { "1", "60" } });
    auto const large = crm.drafted({ { "1", "50" } });
    auto const promise = std::string_view { R"({"promised_on":"2026-11-30"})" };
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), large, "confirm", promise); }), "status: credit_exceeded");
    auto const release = std::string_view { R"({"promised_on":"2026-11-30","release_credit":true})" };
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), large, "confirm", release); }), "forbidden");
    EXPECT_EQ(crm.now(large).get(order.lifecycle.status), "draft");
    crm.act(crm.as(crm.fiona), large, "confirm", release);
    EXPECT_EQ(crm.now(large).get(order.lifecycle.status), "confirmed");
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.credit_used), money("110"));
    crm.act(crm.as(crm.fiona), crm.now(crm.acme), "set_credit", R"({"credit_limit":"1000","credit_hold":true})");
    auto const small = crm.drafted({ { "1", "1" } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.dina), small, "confirm", promise); }), "status: credit_hold");
}

TEST(orders, no_more_is_called_off_than_the_contract_has_left)
{
    Desk crm;
    auto const tea = crm.create(crm.kontor(), product, { { product.name, "Tea" } });
    auto const agreed = crm.create(crm.as(crm.ana), contract,
        { { contract.name, "Tea 2026" }, { contract.account, crm.acme.id }, { contract.kind, "framework" },
            { contract.lifecycle.status, "active" }, { contract.signed_on, day("2026-01-01") } });
    auto const item = crm.create(crm.as(crm.ana), contract_item,
        { { contract_item.lines.parent, agreed.id }, { contract_item.product, tea.id },
            { contract_item.quantity, money("100") }, { contract_item.price, money("3") } });
    auto const call_off = [&](int quantity) {
        crm.act(crm.as(crm.ana), crm.now(agreed), "call_off",
            fmt::format(R"({{"lines":[{{"contract_item":"{}","quantity":{}}}]}})", item.id.value, quantity));
    };
    call_off(60);
    EXPECT_EQ(crm.now(item).get(contract_item.remaining_quantity), money("40"));
    EXPECT_EQ(crm.now(agreed).get(contract.ordered_amount), money("180"));
    EXPECT_EQ(refusal([&] { call_off(41); }), "order_lines[0].quantity: over_framework");
    EXPECT_EQ(crm.all(order).size(), 1U) << "the refused call-off left no order";
    crm.act(crm.as(crm.ana), crm.all(order).at(0), "cancel", R"({"cancel_reason":"stock"})");
    EXPECT_EQ(crm.now(item).get(contract_item.remaining_quantity), money("100")) << "what was cancelled is free again";
    EXPECT_EQ(crm.now(agreed).get(contract.ordered_amount), Decimal {});
    call_off(100);
}

TEST(orders, a_recurring_order_makes_the_next_one)
{
    Desk crm;
    auto const monthly = crm.confirmed({ { "10", "5" } });
    crm.act(crm.as(crm.ana), monthly, "repeat", R"({"every_months":1,"until_on":"2027-01-31"})");
    EXPECT_EQ(crm.now(monthly).get(order.next_on), day("2026-12-23"));
    auto duties = jobs::Duties { crm.store() };
    add_duties(duties);
    duties.run();
    EXPECT_EQ(crm.all(order).size(), 1U) << "it is not time yet";
    crm.clock.set(*Instant::parse("2026-12-23T09:00:00Z"));
    duties.run();
    duties.run();
    auto const repeated = crm.all(order, "kind = \"recurring\"");
    ASSERT_EQ(repeated.size(), 1U);
    EXPECT_EQ(repeated.at(0).get(order.origin), monthly.id);
    EXPECT_EQ(repeated.at(0).get(order.money.net_amount), money("50"));
    EXPECT_EQ(repeated.at(0).get(order.lifecycle.status), "draft");
    crm.clock.set(*Instant::parse("2027-06-01T09:00:00Z"));
    duties.run();
    EXPECT_EQ(crm.all(order, "kind = \"recurring\"").size(), 2U) << "one more in January, then it ends";
    EXPECT_FALSE(crm.now(monthly).get(order.next_on));
}

TEST(orders, reports_count_what_was_ordered_and_what_is_still_to_come)
{
    Desk crm;
    auto const first = crm.confirmed({ { "10", "5" }, { "3", "0.335" } }, "2026-11-20");
    crm.drafted({ { "1", "1000" } });
    auto const revenue = crm.report(crm.as(crm.dina), "revenue", { { "period", "2026" }, { "by", "account" } });
    EXPECT_NE(revenue.find(R"("net_amount":"51.00")"), std::string::npos) << revenue;
    EXPECT_EQ(revenue.find("1051"), std::string::npos) << "drafts are no revenue";
    auto const backlog = crm.report(crm.as(crm.dina), "backlog", {});
    EXPECT_NE(backlog.find(R"("late_amount":"51.00")"), std::string::npos) << backlog;
    crm.act(crm.as(crm.dina), crm.now(first), "deliver");
    EXPECT_EQ(crm.report(crm.as(crm.dina), "backlog", {}).find(R"("open_amount":"51.00")"), std::string::npos);
    auto const stranger = crm.hire("carl", "account_manager");
    auto const hidden = crm.report(crm.as(stranger), "revenue", { { "period", "2026" }, { "by", "account" } });
    EXPECT_EQ(hidden.find("Acme"), std::string::npos);
    EXPECT_EQ(hidden.find("51.00"), std::string::npos);
}

TEST(orders, an_order_of_the_past_comes_delivered_and_so_do_its_lines)
{
    Desk crm;
    auto const old = crm.create(crm.kontor(), order,
        { { order.account, crm.acme.id }, { order.owned.owner, crm.ana }, { order.ordered_on, day("1996-07-04") },
            { order.promised_on, day("1996-08-01") }, { order.delivered_on, day("1996-07-16") } });
    EXPECT_EQ(old.get(order.lifecycle.status), "delivered");
    EXPECT_EQ(old.get(order.is_on_time_in_full), true);
    EXPECT_EQ(old.get(order.numbered.number), "OR-1996-0001");
    auto const line = crm.create(crm.kontor(), order_line,
        { { order_line.lines.parent, old.id }, { order_line.priced.description, "Chai" },
            { order_line.priced.quantity, money("12") }, { order_line.priced.price, money("14") } });
    EXPECT_EQ(line.get(order_line.status), "delivered");
    EXPECT_EQ(line.get(order_line.open_quantity), Decimal {});
    EXPECT_EQ(crm.now(old).get(order.money.net_amount), money("168"));
    EXPECT_EQ(crm.now(old).get(order.open_amount), Decimal {});
}

}
