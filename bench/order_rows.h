#pragma once

// The rows of a workspace that sells: 100,000 orders with 500,000 lines, and one offer with as many lines as there may
// be.

#include "modules/accounts/account.h"
#include "modules/catalog/product.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/lines.h"

#include "read_rows.h"

namespace kontor::bench {

class OrderRows {
public:
    static constexpr auto order_count = 100'000, lines_each = 5;

    OrderRows(Application& application, Floor& floor, bool is_sqlite)
        : m_application(application)
        , m_floor(floor)
        , m_is_sqlite(is_sqlite)
        , m_time(is_sqlite ? Time::of_thread : Time::of_clock)
    {
    }

    // So many orders through the Writer, for so many accounts, and copies of them.
    void furnish()
    {
        constexpr auto written = 500;
        m_accounts = ids_of("accounts", written / 5);
        sell();
        auto const schema = m_application.store().schema();
        auto const& lines = schema->of(orders::order_line);
        for (auto i = 0; i < written; ++i)
            m_application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
                auto const number = static_cast<std::size_t>(i);
                auto values = Values { { orders::order.account, m_accounts[number % m_accounts.size()] },
                    { orders::order.ordered_on, transaction.today().plus_days(-static_cast<int>(mixed(i, 9) % 700)) } };
                for (auto line = 0; line < lines_each; ++line)
                    records::add_line(
                        values, lines, line_of(orders::order_line.priced, number + static_cast<std::size_t>(line)));
                records::Writer::create(transaction, orders::order, values);
            });
        auto copies = Multiplication { m_floor, m_is_sqlite };
        constexpr auto times = order_count / written - 1;
        auto const parent = "t.\"order\" - n.k * " + Multiplication::step();
        copies.begin();
        copies.multiply(lines, times, "deleted_at is null", { { "order", parent } });
        copies.multiply(schema->of(orders::order), times, "deleted_at is null", {});
        copies.end();
    }

    void measure(ReadRows& rows, std::string const& size)
    {
        auto query = records::ListQuery {};
        query.fields = { "number", "account", "ordered_on", "status", "total", "currency" };
        query.order_by = "ordered_on desc";
        auto const all = records::Actor::system();
        auto const columns = std::string { "t.id, t.version, t.number, t.account, a.name, a.deleted_at, t.ordered_on, "
                                           "t.status, t.total, t.currency" };
        auto const by_hand = [&](std::string const& where, std::string const& hint) {
            return fmt::format(
                "select {} from orders t {} left join accounts a on a.id = t.account where t.deleted_at is "
                "null{} order by t.ordered_on desc, t.id limit 51",
                columns, hint, where);
        };
        auto const what = fmt::format("of 100 k orders, {}", size);
        rows.compare(what, all, "orders", query, { by_hand("", "") });
        auto const account = m_accounts.front().value;
        query.filter = fmt::format("account = {}", account);
        rows.compare(what + ", of one account", all, "orders", query,
            { by_hand(fmt::format(" and t.account = {}", account), ""),
                by_hand(fmt::format(" and +t.account = {}", account), "") });
        auto sums = records::AggregateQuery {};
        sums.group_by = { "status" };
        sums.sum = { "total" };
        auto const best
            = best_ms({ [&] { rows.aggregate(all, "orders", sums); },
                          m_floor.prepare("select status, count(*), sum(total), sum(total_base) from orders "
                                          "where deleted_at is null group by status") },
                m_time);
        print({ "sums of 100 k orders by status, " + size, ms(best[0]), ms(best[1]), ratio(best[0] / best[1]), "1.30",
            best[0] / best[1] <= 1.3 });
    }

    // What a client's page shows first: himself, his people, deals, orders and their newest lines.
    void account_page(std::string const& size)
    {
        auto const all = records::Actor::system();
        auto const id = m_accounts.front();
        auto const ours = [&] {
            m_application.store().read(all, [&](records::Reading& reading) {
                auto reader = records::Reader { reading };
                (void)reader.one(*reading.schema.find("accounts"), id);
                for (auto const& [plural, order] :
                    { std::pair { "contacts", "name" }, { "deals", "closes_on" }, { "orders", "ordered_on desc" } }) {
                    auto query = records::ListQuery {};
                    query.filter = fmt::format("account = {}", id.value);
                    query.order_by = order;
                    query.page_size = 10;
                    (void)reader.list(*reading.schema.find(plural), query);
                }
            });
        };
        auto const best = best_ms({ ours }, m_time);
        print({ "an account with its people, deals and orders, " + size, ms(best[0]), "", "", "25 ms", best[0] <= 25 });
    }

    void offer_of_a_thousand_lines()
    {
        auto const schema = m_application.store().schema();
        auto const& lines = schema->of(offers::offer_line);
        auto best = 1e9;
        for (auto turn = 0; turn < 6; ++turn)
            best = std::min(best, cpu_seconds_of([&] {
                m_application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
                    auto values = Values { { offers::offer.account, m_accounts.front() } };
                    for (std::size_t line = 0; line < 1'000; ++line)
                        records::add_line(values, lines, line_of(offers::offer_line.priced, line));
                    records::Writer::create(transaction, offers::offer, values);
                });
            }) * 1'000);
        print({ "an offer of 1,000 lines, priced and totalled", ms(best), "", "", "50 ms", best <= 50 });
    }

private:
    std::vector<Id> ids_of(std::string_view plural, std::int64_t count)
    {
        auto ids = std::vector<Id> {};
        m_application.store().read(records::Actor::system(), [&](records::Reading& reading) {
            auto rows = reading.connection.query(
                fmt::format("select \"id\" from {} order by \"id\" desc limit ?1", db::quote(plural)), { count });
            while (rows->next())
                ids.emplace_back(rows->whole(0));
        });
        return ids;
    }

    void sell()
    {
        m_application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
            m_products.clear();
            for (auto i = 0; i < 100; ++i)
                m_products.push_back(records::Writer::create(transaction, catalog::product,
                    { { catalog::product.name, fmt::format("Product {}", i) },
                        { catalog::product.currency, transaction.store().workspace().currency },
                        { catalog::product.list_price, Decimal::from_whole(10 + i) } })
                                         .id);
        });
    }

    Values line_of(catalog::PricedLine const& fields, std::size_t number) const
    {
        return { { fields.product, m_products[number % m_products.size()] },
            { fields.quantity, Decimal::from_whole(static_cast<std::int64_t>(1 + number % 9)) } };
    }

    Application& m_application;
    Floor& m_floor;
    bool m_is_sqlite;
    Time m_time;
    std::vector<Id> m_accounts, m_products;
};

}
