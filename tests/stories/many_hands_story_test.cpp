#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/billing/invoice.h"
#include "modules/billing/invoice_line.h"
#include "modules/billing/payment.h"
#include "modules/orders/delivery.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/roll_up.h"
#include "records/writer.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <thread>

// What many do at once to the same papers ends as if they had stood in line.
namespace kontor::test {

namespace {

using accounts::account;
using billing::invoice;
using billing::payment;
using orders::order;
using orders::order_line;

Decimal whole(std::int64_t value) { return Decimal::from_whole(value); }

struct Crowd : Workspace {
    Record acme = create(kontor(), account, { { account.name, "Acme" }, { account.owned.owner, system_user } });

    Record confirmed_order(std::int64_t quantity)
    {
        auto const made = create(kontor(), order,
            { { order.account, acme.id }, { order.owned.owner, system_user }, { order.lifecycle.status, "confirmed" },
                { order.promised_on, *Day::parse("2026-11-30") } });
        create(kontor(), order_line,
            { { order_line.lines.parent, made.id }, { order_line.priced.description, "Tea" },
                { order_line.priced.quantity, whole(quantity) }, { order_line.priced.price, whole(5) } });
        return now(made);
    }

    // Everybody does it at once; how many got through, the others being refused.
    int at_once(int people, std::function<void(int person)> const& work)
    {
        auto through = std::atomic<int> { 0 };
        {
            auto threads = std::vector<std::jthread> {};
            for (auto person = 0; person < people; ++person)
                threads.emplace_back([&, person] {
                    try {
                        work(person);
                        ++through;
                    } catch (Problem const& problem) {
                        EXPECT_TRUE(problem.status() == 422 || problem.status() == 409) << problem.detail();
                    }
                });
        }
        return through;
    }
    void act_with(Record const& record, std::string_view action, std::string const& body)
    {
        auto parsed = parse_json(body);
        store().write(kontor(), [&](records::Transaction& transaction) {
            records::run_action(transaction, record.entity(), record.id, action, std::get<Json>(parsed), {});
        });
    }
    Value defined(Record const& record, Field const& field)
    {
        auto value = Value {};
        store().read(kontor(), [&](records::Reading& reading) {
            value = records::defined_roll_up(reading.connection, reading.schema, record.entity(), field, record.id);
        });
        return value;
    }
};

}

TEST(many_hands, never_deliver_more_than_was_ordered)
{
    Crowd crm;
    auto const ordered = crm.confirmed_order(10);
    auto const line = crm.all(order_line).at(0);
    auto const through = crm.at_once(8, [&](int) {
        crm.act_with(
            ordered, "deliver", fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":2}}]}})", line.id.value));
    });
    // Whoever comes after the last piece finds the order delivered, and is refused for that.
    EXPECT_EQ(through, 5);
    EXPECT_EQ(crm.now(line).get(order_line.delivered_quantity), whole(10));
    EXPECT_EQ(crm.now(ordered).get(order.lifecycle.status), "delivered");
}

TEST(many_hands, never_allocate_more_than_was_paid_or_is_owed)
{
    Crowd crm;
    auto const charged
        = crm.create(crm.kontor(), invoice, { { invoice.account, crm.acme.id }, { invoice.owned.owner, system_user } });
    crm.create(crm.kontor(), billing::invoice_line,
        { { billing::invoice_line.lines.parent, charged.id }, { billing::invoice_line.priced.description, "Tea" },
            { billing::invoice_line.priced.price, whole(70) } });
    crm.act(crm.kontor(), crm.now(charged), "send");
    auto const large
        = crm.create(crm.kontor(), payment, { { payment.account, crm.acme.id }, { payment.amount, whole(50) } });
    auto const small
        = crm.create(crm.kontor(), payment, { { payment.account, crm.acme.id }, { payment.amount, whole(50) } });
    auto const through = crm.at_once(12, [&](int person) {
        crm.act_with(person % 2 ? large : small, "allocate",
            fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"10"}}]}})", charged.id.value));
    });
    EXPECT_EQ(through, 7) << "seventy were owed";
    EXPECT_EQ(crm.now(charged).get(invoice.open_amount), Decimal {});
    EXPECT_EQ(crm.now(charged).get(invoice.lifecycle.status), "paid");
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.unallocated_amount), whole(30));
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.receivable_amount), Decimal {});
}

TEST(many_hands, leave_totals_and_what_follows_from_them_as_they_are_defined)
{
    Crowd crm;
    auto papers = std::vector<Record> {};
    for (auto i = 0; i < 4; ++i)
        papers.push_back(crm.confirmed_order(1));
    crm.at_once(6, [&](int person) {
        auto random = std::mt19937 { static_cast<unsigned>(person) };
        for (auto i = 0; i < 12; ++i) {
            auto const& paper = papers[random() % papers.size()];
            auto const is_refused = random() % 4 == 0;
            try {
                crm.store().write(crm.kontor(), [&](records::Transaction& transaction) {
                    auto const line = records::Writer::create(transaction, order_line,
                        { { order_line.lines.parent, paper.id }, { order_line.priced.description, "Tea" },
                            { order_line.priced.quantity, whole(1 + person) },
                            { order_line.priced.price, Decimal { 12'345 } } });
                    if (is_refused)
                        throw std::runtime_error { "thought better of it" };
                    if (i % 3 == 0)
                        records::Writer::remove(transaction, line.entity(), line.id);
                });
            } catch (std::runtime_error const&) {
                continue;
            }
        }
    });
    auto sum = Decimal {};
    for (auto const& paper : papers) {
        auto const now = crm.now(paper);
        auto exact = Decimal {};
        for (auto const& line : crm.all(order_line, fmt::format("order = \"{}\"", paper.id.value)))
            exact = *checked_add(exact, *line.get(order_line.priced.amount));
        EXPECT_EQ(now.get(order.open_amount), exact);
        EXPECT_LE(std::abs(now.get(order.money.net_amount)->ten_thousandths - exact.ten_thousandths), 50);
        sum = *checked_add(sum, exact);
    }
    EXPECT_EQ(crm.now(crm.acme).get(billing::account_money.open_order_amount), sum);
    EXPECT_EQ(Value { sum }, crm.defined(crm.acme, billing::account_money.open_order_amount));
}

// A duty and the set-up both note the company's currency on the first day.
TEST(many_hands, two_who_set_a_new_setting_at_once_both_succeed)
{
    auto crm = Workspace {};
    using namespace std::chrono_literals;
    auto& store = crm.store();
    auto failed = std::atomic<int> { 0 };
    {
        auto hands = std::vector<std::jthread> {};
        for (auto hand = 0; hand < 8; ++hand)
            hands.emplace_back([&, hand] {
                for (auto round = 0; round < 20; ++round)
                    try {
                        store.write(records::Actor::system(), [&](records::Transaction& transaction) {
                            store.set_setting(
                                transaction.connection(), fmt::format("new {}", round), std::to_string(hand));
                            std::this_thread::sleep_for(2ms); // The others come before the commit.
                        });
                    } catch (std::exception const&) {
                        ++failed;
                    }
            });
    }
    EXPECT_EQ(failed, 0);
    store.database().read([&](db::Connection& connection) {
        auto rows = connection.query("select count(*) from \"kontor_setting\" where \"key\" like 'new %'");
        rows->next();
        EXPECT_EQ(rows->whole(0), 20);
    });
}

}
