#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/billing/dunning_step.h"
#include "modules/billing/duties.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/payment.h"
#include "modules/catalog/payment_term.h"
#include "modules/contracts/billing_schedule.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/our_company.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::billing {

using accounts::account;
using orders::order;
using orders::order_line;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }
Day day(std::string_view text) { return *Day::parse(text); }

// Ana sells to Acme and Globex, Fiona keeps the money.
struct Ledger : Workspace {
    Id ana = hire("ana", "account_manager");
    Id fiona = hire("fiona", "finance");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record globex = create(as(ana), account, { { account.name, "Globex" } });

    Record drafted(std::string_view amount, Values values = {})
    {
        if (!values.find(invoice.account))
            values.set(invoice.account, acme.id);
        values.set(invoice.owned.owner, ana);
        auto const made = create(as(fiona), invoice, values);
        create(as(fiona), invoice_line,
            { { invoice_line.lines.parent, made.id }, { invoice_line.priced.description, "Tea" },
                { invoice_line.priced.price, money(amount) } });
        return now(made);
    }
    Record sent(std::string_view amount, Values values = {})
    {
        auto const draft = drafted(amount, std::move(values));
        act(as(fiona), draft, "send");
        return now(draft);
    }
    Id keyed_company() { return all(contracts::our_company, "is_default = true").at(0).id; }
    Record paid(std::string_view amount, Values values = {})
    {
        values.set(payment.account, acme.id);
        values.set(payment.amount, money(amount));
        return create(as(fiona), payment, values);
    }
    void allocate(Record const& from, Record const& to, std::string_view amount)
    {
        act(as(fiona), now(from), "allocate",
            fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"{}"}}]}})", to.id.value, amount));
    }
    Record confirmed_order(std::string_view quantity)
    {
        auto const made
            = create(as(ana), order, { { order.account, acme.id }, { order.promised_on, day("2026-11-30") } });
        create(as(ana), order_line,
            { { order_line.lines.parent, made.id }, { order_line.priced.description, "Tea" },
                { order_line.priced.quantity, money(quantity) }, { order_line.priced.price, money("5") } });
        act(as(ana), now(made), "confirm");
        return now(made);
    }
};

}

TEST(billing, an_invoice_is_due_as_the_terms_say_and_numbered_when_sent)
{
    Ledger crm;
    auto const terms = crm.keyed(catalog::payment_term, "net_30");
    auto const draft = crm.drafted("100", { { invoice.money.payment_term, terms.id } });
    EXPECT_EQ(draft.get(invoice.due_on), day("2026-12-23"));
    EXPECT_FALSE(draft.get(invoice.numbered.number));
    EXPECT_EQ(crm.now(crm.acme).get(account_money.receivable_amount), Decimal {}) << "a draft is nobody's debt";
    crm.act(crm.as(crm.fiona), draft, "send");
    auto const sent = crm.now(draft);
    EXPECT_EQ(sent.get(invoice.numbered.number), "IN-2026-0001");
    EXPECT_EQ(sent.get(invoice.open_amount), money("100"));
    EXPECT_EQ(crm.now(crm.acme).get(account_money.receivable_amount), money("100"));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.fiona), sent, { { invoice.due_on, day("2027-01-01") } });
    }),
        "due_on: locked");
    EXPECT_EQ(refusal([&] { crm.remove(crm.as(crm.fiona), sent); }), "locked");
    auto const empty = crm.create(crm.as(crm.fiona), invoice, { { invoice.account, crm.acme.id } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.fiona), empty, "send"); }), "status: empty_invoice");
}

TEST(billing, one_payment_settles_several_invoices_and_the_rest_stays_as_credit)
{
    Ledger crm;
    auto const first = crm.sent("100"), second = crm.sent("50");
    auto const transfer = crm.paid("180");
    crm.allocate(transfer, first, "100");
    EXPECT_EQ(crm.now(first).get(invoice.lifecycle.status), "paid");
    EXPECT_EQ(crm.now(first).get(invoice.paid_on), day("2026-11-23"));
    crm.allocate(transfer, second, "20");
    EXPECT_EQ(crm.now(second).get(invoice.lifecycle.status), "partly_paid");
    EXPECT_EQ(crm.now(second).get(invoice.open_amount), money("30"));
    crm.act(crm.as(crm.fiona), crm.now(transfer), "allocate");
    EXPECT_EQ(crm.now(second).get(invoice.lifecycle.status), "paid") << "without words the oldest debts are paid";
    EXPECT_EQ(crm.now(transfer).get(payment.unallocated_amount), money("30"));
    EXPECT_EQ(crm.now(transfer).get(payment.lifecycle.status), "received");
    EXPECT_EQ(crm.now(crm.acme).get(account_money.unallocated_amount), money("30"));
    EXPECT_EQ(crm.now(crm.acme).get(account_money.receivable_amount), Decimal {});
    auto const allocation = crm.all(payment_allocation).at(0);
    crm.remove(crm.as(crm.fiona), allocation);
    EXPECT_EQ(crm.now(first).get(invoice.lifecycle.status), "sent") << "what is taken back is owed again";
    EXPECT_EQ(crm.now(transfer).get(payment.unallocated_amount), money("130"));
}

TEST(billing, an_allocation_beyond_the_payment_or_the_invoice_is_refused_and_nothing_is_written)
{
    Ledger crm;
    auto const large = crm.sent("100"), small = crm.sent("10");
    auto const transfer = crm.paid("50");
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, large, "50.01"); }), "amount: allocated_too_much");
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, small, "10.01"); }), "amount: more_than_open");
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, small, "-1"); }), "amount: negative");
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, small, "0"); }), "amount: zero_amount");
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, crm.drafted("5"), "5"); }), "invoice: not_payable");
    auto const of_globex = crm.sent("10", { { invoice.account, crm.globex.id } });
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, of_globex, "10"); }), "invoice: invoice_of_other_account");
    auto const in_dollars = crm.sent("10", { { invoice.money.currency, "USD" } });
    EXPECT_EQ(refusal([&] { crm.allocate(transfer, in_dollars, "10"); }), "invoice: other_currency");
    EXPECT_EQ(refusal([&] { crm.paid("-5"); }), "amount: negative");
    EXPECT_EQ(refusal([&] { crm.paid("0"); }), "amount: zero_amount");
    EXPECT_TRUE(crm.all(payment_allocation).empty());
    EXPECT_EQ(crm.now(transfer).get(payment.unallocated_amount), money("50"));
    EXPECT_EQ(crm.now(large).get(invoice.open_amount), money("100"));
    crm.allocate(transfer, large, "50");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.fiona), crm.now(transfer), { { payment.amount, money("49") } });
    }),
        "amount: allocated_too_much");
}

TEST(billing, an_order_is_invoiced_once_and_closed_when_all_is_delivered_and_invoiced)
{
    Ledger crm;
    auto const ordered = crm.confirmed_order("10");
    auto const line = crm.all(order_line).at(0);
    crm.act(crm.as(crm.fiona), ordered, "invoice",
        fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":4}}]}})", line.id.value));
    EXPECT_EQ(crm.now(line).get(order_line.invoiced_quantity), money("4"));
    EXPECT_EQ(crm.now(ordered).get(order.invoiced_percent), money("40"));
    EXPECT_EQ(refusal([&] {
        crm.act(crm.as(crm.fiona), crm.now(ordered), "invoice",
            fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":7}}]}})", line.id.value));
    }),
        "invoice_lines[0].quantity: more_than_ordered");
    EXPECT_EQ(crm.all(invoice).size(), 1U);
    crm.act(crm.as(crm.ana), crm.now(ordered), "deliver");
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "delivered");
    crm.act(crm.as(crm.fiona), crm.now(ordered), "invoice");
    EXPECT_EQ(crm.now(ordered).get(order.invoiced_percent), money("100"));
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "closed");
    auto const last = crm.all(invoice).back();
    EXPECT_EQ(last.get(invoice.money.net_amount), money("30"));
    crm.act(crm.as(crm.fiona), last, "cancel");
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "delivered") << "it is to be invoiced again";
}

TEST(billing, a_cancelled_order_is_not_invoiced)
{
    Ledger crm;
    auto const ordered = crm.confirmed_order("10");
    auto const line = crm.all(order_line).at(0);
    crm.act(crm.as(crm.ana), ordered, "cancel", R"({"cancel_reason":"stock"})");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.fiona), crm.now(ordered), "invoice"); }), "not_in_this_state");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.fiona), invoice, { { invoice.account, crm.acme.id }, { invoice.order, ordered.id } });
    }),
        "order: order_cancelled");
    auto const draft = crm.drafted("1");
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.fiona), invoice_line,
            { { invoice_line.lines.parent, draft.id }, { invoice_line.order_line, line.id },
                { invoice_line.priced.description, "Tea" }, { invoice_line.priced.price, money("5") } });
    }),
        "order_line: order_cancelled");
    EXPECT_EQ(crm.all(invoice).size(), 1U);
    auto const charged = crm.confirmed_order("1");
    crm.act(crm.as(crm.fiona), charged, "invoice");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(charged), "cancel", R"({"cancel_reason":"stock"})"); }),
        "status: has_invoices");
}

TEST(billing, a_credit_note_takes_back_what_was_charged_and_no_more)
{
    Ledger crm;
    auto const charged = crm.sent("100");
    auto const made = crm.act(crm.as(crm.fiona), charged, "credit", R"({"reason":"Wet boxes"})").created.at(0);
    EXPECT_EQ(crm.now(charged).get(invoice.open_amount), money("100")) << "a draft takes nothing back";
    auto const note = crm.all(invoice, fmt::format("id = \"{}\"", made.id.value)).at(0);
    EXPECT_EQ(note.get(invoice.money.total), money("100"));
    crm.act(crm.as(crm.fiona), note, "send");
    EXPECT_EQ(crm.now(note).get(invoice.numbered.number), "CN-2026-0001");
    EXPECT_EQ(crm.now(charged).get(invoice.open_amount), Decimal {});
    EXPECT_EQ(crm.now(charged).get(invoice.lifecycle.status), "paid");
    EXPECT_EQ(crm.now(crm.acme).get(account_money.receivable_amount), Decimal {});
    crm.act(crm.as(crm.fiona), crm.now(charged), "credit", R"({"reason":"Again"})");
    auto const second = crm.all(invoice, "kind = \"credit_note\" AND status = \"draft\"").at(0);
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.fiona), second, "send"); }), "total: over_credit");
    EXPECT_EQ(refusal([&] {
        crm.drafted("1", { { invoice.kind, "credit_note" } });
    }),
        "corrects: required, credit_reason: required");
}

TEST(billing, what_is_written_off_is_owed_no_more_and_says_why)
{
    Ledger crm;
    auto const lost = crm.sent("100");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), lost, "write_off", R"({"reason":"Gone"})"); }), "forbidden");
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.fiona), lost, "write_off"); }), "reason: required");
    crm.act(crm.as(crm.fiona), lost, "write_off", R"({"reason":"Insolvent"})");
    EXPECT_EQ(crm.now(lost).get(invoice.open_amount), Decimal {});
    EXPECT_EQ(crm.now(lost).get(invoice.written_off_amount), money("100"));
    EXPECT_EQ(crm.now(crm.acme).get(account_money.receivable_amount), Decimal {});
}

TEST(billing, receivables_are_told_by_age_and_reminders_by_who_is_late)
{
    Ledger crm;
    auto const issued = [&](std::string_view amount, std::string_view on) {
        return crm.sent(amount, { { invoice.issued_on, day(on) } });
    };
    issued("1", "2026-11-23");
    auto const late = issued("20", "2026-11-22");
    issued("300", "2026-10-24");
    issued("4000", "2026-10-23");
    issued("50000", "2026-08-25");
    issued("600000", "2026-08-24");
    auto const report = crm.report(crm.as(crm.fiona), "receivables", {});
    for (auto const* cell : { R"("current":"1.00")", R"("overdue_30":"320.00")", R"("overdue_60":"4000.00")",
             R"("overdue_90":"50000.00")", R"("overdue_more":"600000.00")", R"("open_amount":"654321.00")" })
        EXPECT_NE(report.find(cell), std::string::npos) << cell << " in " << report;
    EXPECT_NE(crm.report(crm.as(crm.fiona), "dunning", {}).find(R"("days_late":91)"), std::string::npos);
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("1 days overdue: 20.00 EUR."), std::string::npos);
    crm.act(crm.as(crm.fiona), late, "promise", R"({"pay_on":"2026-11-30"})");
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("20.00 EUR"), std::string::npos) << "they said when";
    EXPECT_EQ(
        crm.report(crm.as(crm.fiona), "dunning", { { "days", "40" } }).find(R"("days_late":30)"), std::string::npos);
    auto const carl = crm.hire("carl", "account_manager");
    EXPECT_EQ(crm.report(crm.as(carl), "receivables", {}).find("654321"), std::string::npos);
}

TEST(billing, reminders_follow_their_steps_and_the_last_may_stop_deliveries)
{
    Ledger crm;
    auto const late = crm.sent("100", { { invoice.due_on, day("2026-11-23") } });
    auto const in_time = crm.sent("100", { { invoice.due_on, day("2027-11-23") } });
    auto const run = [&](std::string_view at) {
        crm.clock.set(*Instant::parse(std::string { at } + "T09:00:00Z"));
        auto duties = jobs::Duties { crm.store() };
        add_duties(duties);
        duties.run();
    };
    auto const step = [&](std::int64_t level) { return crm.all(dunning_step, fmt::format("level = {}", level)).at(0); };
    crm.update(crm.kontor(), step(3), { { dunning_step.stops_deliveries, true } });
    run("2026-11-23");
    EXPECT_FALSE(crm.now(late).get(invoice.dunning_step)) << "today it may still be paid";
    run("2026-11-24");
    EXPECT_EQ(crm.now(late).get(invoice.dunning_step), step(1).id);
    EXPECT_FALSE(crm.now(in_time).get(invoice.dunning_step));
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("Friendly reminder."), std::string::npos);
    crm.act(crm.as(crm.fiona), crm.now(late), "remind");
    EXPECT_EQ(crm.now(late).get(invoice.dunning_level), 1);
    EXPECT_FALSE(crm.now(late).get(invoice.dunning_step));
    run("2026-12-01");
    EXPECT_FALSE(crm.now(late).get(invoice.dunning_step)) << "the second is due after fourteen days";
    run("2026-12-07");
    EXPECT_EQ(crm.now(late).get(invoice.dunning_step), step(2).id);
    EXPECT_EQ(
        refusal([&] { crm.act(crm.as(crm.fiona), crm.now(late), "remind", R"({"level":1})"); }), "level: not_lower");
    crm.act(crm.as(crm.fiona), crm.now(late), "remind", R"({"level":3})");
    EXPECT_TRUE(crm.now(late).get(invoice.stops_deliveries).value());
    EXPECT_EQ(refusal([&] { crm.confirmed_order("1"); }), "status: credit_hold");
    auto const transfer = crm.paid("100");
    crm.act(crm.as(crm.fiona), transfer, "auto_allocate");
    EXPECT_EQ(crm.now(late).get(invoice.lifecycle.status), "paid");
    EXPECT_FALSE(crm.now(late).get(invoice.stops_deliveries).value_or(false));
    EXPECT_EQ(crm.confirmed_order("1").get(order.lifecycle.status), "confirmed");
}

TEST(billing, a_promise_to_pay_is_waited_for)
{
    Ledger crm;
    auto const late = crm.sent("100", { { invoice.due_on, day("2026-11-23") } });
    crm.act(crm.as(crm.fiona), late, "promise", R"({"pay_on":"2026-12-20"})");
    crm.clock.set(*Instant::parse("2026-12-10T09:00:00Z"));
    auto duties = jobs::Duties { crm.store() };
    add_duties(duties);
    duties.run();
    EXPECT_FALSE(crm.now(late).get(invoice.dunning_step));
    crm.clock.set(*Instant::parse("2026-12-21T09:00:00Z"));
    duties.run();
    EXPECT_TRUE(crm.now(late).get(invoice.dunning_step));
}

TEST(billing, a_contract_is_billed_by_its_schedule_once_each_time)
{
    Ledger crm;
    auto const agreed = crm.create(crm.as(crm.ana), contracts::contract,
        { { contracts::contract.account, crm.acme.id }, { contracts::contract.name, "Service 2026" },
            { contracts::contract.amount, money("1200") }, { contracts::contract.lifecycle.status, "active" },
            { contracts::contract.starts_on, day("2026-01-01") }, { contracts::contract.ends_on, day("2027-01-31") } });
    auto const& schedule = contracts::billing_schedule;
    auto const monthly = crm.create(crm.as(crm.ana), schedule,
        { { schedule.lines.parent, agreed.id }, { schedule.name, "Service of the month" },
            { schedule.amount, money("100") }, { schedule.bill_when, "month" },
            { schedule.bill_on, day("2026-12-01") } });
    auto const half = crm.create(crm.as(crm.ana), schedule,
        { { schedule.lines.parent, agreed.id }, { schedule.name, "Half in advance" }, { schedule.percent, money("50") },
            { schedule.bill_on, day("2026-11-23") } });
    EXPECT_EQ(refusal([&] {
        crm.create(crm.as(crm.ana), schedule,
            { { schedule.lines.parent, agreed.id }, { schedule.name, "Both" }, { schedule.percent, money("50") },
                { schedule.amount, money("1") }, { schedule.bill_on, day("2026-11-23") } });
    }),
        "amount: one_of_two");
    auto const run = [&](std::string_view at) {
        crm.clock.set(*Instant::parse(std::string { at } + "T09:00:00Z"));
        auto duties = jobs::Duties { crm.store() };
        add_duties(duties);
        duties.run();
        duties.run();
    };
    run("2026-11-23");
    ASSERT_EQ(crm.all(invoice).size(), 1U) << "run twice, billed once";
    auto const first = crm.all(invoice).at(0);
    EXPECT_EQ(first.get(invoice.money.net_amount), money("600"));
    EXPECT_EQ(first.get(invoice.lifecycle.status), "draft") << "somebody looks at it before it goes out";
    EXPECT_EQ(first.get(invoice.owned.owner), crm.ana);
    EXPECT_FALSE(crm.now(half).get(schedule.bill_on));
    run("2027-02-15");
    EXPECT_EQ(crm.all(invoice).size(), 3U) << "December and January, and nothing after its end";
    EXPECT_EQ(crm.now(monthly).get(schedule.invoice), crm.all(invoice).back().id);
}

TEST(billing, invoices_go_out_in_the_name_of_a_company_of_ours_with_its_series)
{
    Ledger crm;
    auto const north = crm.create(crm.kontor(), contracts::our_company,
        { { contracts::our_company.name, "North" }, { contracts::our_company.invoice_prefix, "N" } });
    auto const usual = crm.sent("1");
    EXPECT_EQ(usual.get(invoice.numbered.number), "IN-2026-0001");
    EXPECT_EQ(crm.keyed_company(), *usual.get(invoice.our_company));
    EXPECT_EQ(crm.sent("1", { { invoice.our_company, north.id } }).get(invoice.numbered.number), "N-IN-2026-0001");
    EXPECT_EQ(crm.sent("1").get(invoice.numbered.number), "IN-2026-0002") << "each series counts for itself";
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.fiona), crm.now(usual), { { invoice.our_company, north.id } });
    }),
        "our_company: locked");
}

}
