#include "app/demo/commerce.h"

#include "app/demo/inbox.h"
#include "app/demo/shop.h"
#include "app/demo/telling.h"
#include "app/duties.h"
#include "modules/billing/invoice.h"
#include "modules/billing/payment.h"
#include "modules/contracts/billing_schedule.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/contracts/obligation.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/orders/delivery.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/action.h"
#include "records/lines.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::demo {

using billing::invoice;
using billing::payment;
using contracts::billing_schedule;
using contracts::contract;
using contracts::contract_item;
using contracts::obligation;
using offers::offer;
using offers::offer_line;
using orders::order;
using orders::order_line;
using records::Transaction;
using records::Writer;

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::uint64_t client_step_of_a_crowd = 10; // so many clients for each one whose papers are kept
constexpr std::uint64_t clients_in_commit = 20;

class Bookkeeper {
public:
    Bookkeeper(History& history, World const& world, Teller const& teller)
        : m_history(history)
        , m_world(world)
        , m_teller(teller)
        , m_kontor(records::Actor::system())
    {
        m_kontor.zone = history.zone();
    }

    void keep(ClientFacts const& client)
    {
        for (auto i = 0; i < client.deal_count; ++i) {
            auto const deal = deal_facts(m_world, client, i);
            auto dice = Dice { m_world.options.seed, { 0x636f6d, client.number, static_cast<std::uint64_t>(i) } };
            switch (deal.ending) {
            case DealFacts::Ending::won: sell(client, deal, i, dice); break;
            case DealFacts::Ending::lost:
                if (deal.ended > 1)
                    lose(client, deal, i, dice);
                break;
            case DealFacts::Ending::open: offer_something(client, deal, i, dice); break;
            }
        }
        if (client.is_key() && !client.ended && client.opened > 60)
            agree(client);
    }

private:
    // As that person, on a day so many days ago; never in what is still to come.
    void write(ClientFacts const& client, int days_ago, int hour, std::function<void(Transaction&)> const& work)
    {
        travel(days_ago, hour);
        m_history.write(m_world.house.people[client.owner].actor, work);
    }
    // What the order desk and finance do: nobody of the house's sales.
    void write_in_office(int days_ago, int hour, std::function<void(Transaction&)> const& work)
    {
        travel(days_ago, hour);
        m_history.write(m_kontor, work);
    }
    // A limit of the client's credit may stand in the way: then the paper waits where it is.
    bool try_in_office(int days_ago, int hour, std::function<void(Transaction&)> const& work)
    {
        travel(days_ago, hour);
        return m_history.try_to_write(m_kontor, work);
    }
    void travel(int days_ago, int hour)
    {
        auto const begins = m_history.zone().start_of(day(days_ago)).milliseconds;
        m_history.travel_to({ std::min(begins + hour * hour_ms, m_history.present().milliseconds) });
    }
    [[nodiscard]] Day day(int days_ago) const { return m_history.today().plus_days(-days_ago); }

    static Id run(Transaction& transaction, Entity const& entity, Id id, std::string_view action, std::string_view body)
    {
        auto parsed = parse_json(body);
        auto const [record, result]
            = records::run_action(transaction, transaction.schema().of(entity), id, action, std::get<Json>(parsed), {});
        return result.created.empty() ? Id {} : result.created.back().id;
    }

    Id write_offer(Transaction& transaction, ClientFacts const& client, DealFacts const& facts, int number)
    {
        auto values = Values { { offer.account, m_teller.client(client.number) },
            { offer.deal, m_teller.deals(client.number)[static_cast<std::size_t>(number)] },
            { offer.money.currency, m_world.house.currency } };
        if (auto const people = m_teller.contacts(client.number); !people.empty())
            values.set(offer.contact, people.front());
        auto const& lines = transaction.schema().of(offer_line);
        for (auto const& one : facts.lines) {
            auto const& article = m_world.house.articles[one.article];
            auto line = Values { { offer_line.priced.product, article.id },
                { offer_line.priced.quantity, Decimal::from_whole(one.quantity) } };
            if (one.discount_percent > 0)
                line.set(offer_line.priced.discount_percent, Decimal::from_whole(one.discount_percent))
                    .set(offer_line.priced.discount_reason,
                        text(Label { "Volume of the year", "Объём за год" }.in(client.language)));
            records::add_line(values, lines, std::move(line));
        }
        if (facts.lines.empty())
            records::add_line(values, lines,
                { { offer_line.priced.product, m_world.house.articles[facts.article].id },
                    { offer_line.priced.price, whole_money(std::max(facts.amount, 1.0)) } });
        return Writer::create(transaction, offer, values).id;
    }

    Id send_offer(ClientFacts const& client, DealFacts const& facts, int number, int days_ago)
    {
        auto made = Id {};
        write(client, days_ago, 10,
            [&](Transaction& transaction) { made = write_offer(transaction, client, facts, number); });
        if (m_teller.contacts(client.number).empty())
            return {};
        // Where a limit of the house stands in the way, it stays a draft.
        auto const is_sent = m_history.try_to_write(m_world.house.people[client.owner].actor,
            [&](Transaction& transaction) { run(transaction, offer, made, "send", R"({"channel":"email"})"); });
        return is_sent ? made : Id {};
    }

    void offer_something(ClientFacts const& client, DealFacts const& facts, int number, Dice& dice)
    {
        auto const& last = facts.steps.back();
        if (last.stage < 2 || last.day < 1)
            return;
        if (last.stage == 2) {
            write(client, last.day, 11,
                [&](Transaction& transaction) { write_offer(transaction, client, facts, number); });
            return;
        }
        auto const sent = send_offer(client, facts, number, last.day);
        if (!sent.is_empty() && dice.falls(20) && last.day > 6)
            write(client, last.day - 5, 15,
                [&](Transaction& transaction) { run(transaction, offer, sent, "revise", "{}"); });
    }

    void lose(ClientFacts const& client, DealFacts const& facts, int number, Dice& dice)
    {
        auto const sent = send_offer(
            client, facts, number, std::min(facts.started(), facts.ended + static_cast<int>(dice.between(4, 20))));
        // To the others nobody answered: they expire.
        if (!sent.is_empty() && dice.falls(60))
            write(client, facts.ended, 16, [&](Transaction& transaction) {
                run(transaction, offer, sent, "decline", R"({"decline_reason":"price"})");
            });
    }

    void sell(ClientFacts const& client, DealFacts const& facts, int number, Dice& dice)
    {
        if (facts.ended < 1)
            return;
        auto const sent = send_offer(
            client, facts, number, std::min(facts.started(), facts.ended + static_cast<int>(dice.between(4, 20))));
        if (sent.is_empty())
            return;
        auto ordered = Id {};
        write(client, facts.ended, 16,
            [&](Transaction& transaction) { ordered = run(transaction, offer, sent, "accept", "{}"); });
        if (dice.falls(4)) {
            write(client, facts.ended - 1, 9, [&](Transaction& transaction) {
                run(transaction, order, ordered, "cancel", R"({"cancel_reason":"client_changed"})");
            });
            return;
        }
        auto const lead = static_cast<int>(dice.between(7, 35));
        auto const is_confirmed = facts.ended > 2 && try_in_office(facts.ended - 1, 9, [&](Transaction& transaction) {
            run(transaction, order, ordered, "confirm",
                fmt::format(R"({{"promised_on":"{}"}})", day(facts.ended - lead).to_string()));
        });
        if (!is_confirmed)
            return;
        if (facts.ended < 25 && dice.falls(30))
            write(client, facts.ended - 1, 12, [&](Transaction& transaction) {
                run(transaction, order, ordered, "repeat",
                    fmt::format(R"({{"every_months":1,"until_on":"{}"}})", day(-200).to_string()));
            });
        deliver(ordered,
            facts.ended - lead - static_cast<int>(dice.falls(18) ? -dice.between(2, 9) : dice.between(0, 4)), dice);
    }

    // Late when the days before today are not enough; a part of it, now and then, comes first.
    void deliver(Id ordered, int days_ago, Dice& dice)
    {
        if (days_ago < 1)
            return;
        if (days_ago < 30 && dice.falls(50)) {
            write_in_office(days_ago, 13, [&](Transaction& transaction) {
                auto const lines = records::load_linked(transaction, order_line, order_line.lines.parent, ordered);
                run(transaction, order, ordered, "deliver",
                    fmt::format(R"({{"lines":[{{"order_line":"{}","quantity":1}}]}})", lines.front().id.value));
            });
            return;
        }
        write_in_office(
            days_ago, 14, [&](Transaction& transaction) { run(transaction, order, ordered, "deliver", "{}"); });
        // Now and then the order desk has delivered and finance has not charged yet.
        if (days_ago > 1 && (days_ago > 120 || !dice.falls(40)))
            charge(ordered, days_ago - 1, dice);
    }

    void charge(Id ordered, int days_ago, Dice& dice)
    {
        auto charged = Id {};
        auto const stays_a_draft = dice.falls(5);
        write_in_office(days_ago, 10, [&](Transaction& transaction) {
            charged = run(transaction, order, ordered, "invoice", "{}");
            if (!stays_a_draft)
                run(transaction, invoice, charged, "send", "{}");
        });
        if (stays_a_draft)
            return;
        auto const after = static_cast<int>(dice.between(8, 50));
        auto const days_then = days_ago - after;
        if (days_then < 1)
            return;
        switch (dice.weighted({ 64, 12, 8, 8, 8 })) {
        case 0: pay(charged, days_then, 100, dice); break;
        case 1: pay(charged, days_then, static_cast<int>(dice.between(30, 70)), dice); break;
        case 2:
            write_in_office(days_then, 11, [&](Transaction& transaction) {
                run(transaction, invoice, charged, "dispute", R"({"reason":"Two boxes came wet."})");
            });
            break;
        case 3:
            write_in_office(days_then, 11, [&](Transaction& transaction) {
                // Either the goods come back, or only the money.
                auto const note = days_then % 2
                    ? run(transaction, order, ordered, "return", R"({"reason":"Wrong size."})")
                    : run(transaction, invoice, charged, "credit", R"({"reason":"Returned."})");
                run(transaction, invoice, note, "send", "{}");
            });
            break;
        default:
            write_in_office(days_then, 11, [&](Transaction& transaction) {
                run(transaction, invoice, charged, days_then % 2 ? "remind" : "write_off",
                    days_then % 2 ? "{}" : R"({"reason":"Insolvent."})");
            });
        }
    }

    void pay(Id charged, int days_ago, int percent, Dice& dice)
    {
        auto const too_much = percent == 100 && dice.falls(6) ? 50 : 0;
        write_in_office(days_ago, 12, [&](Transaction& transaction) {
            auto const owed = *records::load(transaction, invoice, charged);
            auto const open = owed.get(invoice.open_amount).value_or(Decimal {});
            auto const part = checked_multiply(open, Decimal { percent * Decimal::one / 100 }).value_or(open);
            auto const amount = checked_add(part, Decimal::from_whole(too_much)).value_or(part);
            if (amount <= Decimal {})
                return;
            auto const paid = Writer::create(transaction, payment,
                { { payment.account, owed.get(invoice.account) }, { payment.amount, amount },
                    { payment.currency, owed.get(invoice.money.currency) },
                    { payment.reference, owed.get(invoice.numbered.number) } });
            run(transaction, payment, paid.id, "allocate",
                fmt::format(R"({{"lines":[{{"invoice":"{}","amount":"{}"}}]}})", charged.value, part.to_string()));
        });
    }

    // A framework of a year for the clients that matter, with what both sides owe under it.
    void agree(ClientFacts const& client)
    {
        auto dice = Dice { m_world.options.seed, { 0x636f6e, client.number } };
        auto const begun = static_cast<int>(dice.between(30, std::min(client.opened, 480)));
        auto const is_draft = dice.falls(20);
        auto agreed = Id {};
        write(client, begun, 15, [&](Transaction& transaction) {
            auto values = Values { { contract.account, m_teller.client(client.number) },
                { contract.name,
                    text(
                        Label { "Framework agreement on supplies", "Рамочный договор поставки" }.in(client.language)) },
                { contract.kind, "framework" }, { contract.is_open_amount, true },
                { contract.currency, m_world.house.currency }, { contract.starts_on, day(begun) },
                { contract.ends_on, day(begun).plus_months(dice.falls(25) ? 9 : 12) },
                { contract.prolongation, dice.falls(50) ? "automatic" : "none" }, { contract.prolong_months, 12 },
                { contract.lifecycle.status,
                    !is_draft            ? "active"
                        : begun % 2 == 0 ? "sent"
                                         : "draft" } };
            if (!is_draft)
                values.set(contract.signed_on, day(begun));
            for (auto i = 0; i < 3; ++i) {
                auto const& article = m_world.house.articles[some_goods(m_world, dice)];
                records::add_line(values, transaction.schema().of(contract_item),
                    { { contract_item.product, article.id },
                        { contract_item.quantity, Decimal::from_whole(dice.between(10, 80)) },
                        { contract_item.price, whole_money(article.price * 0.94) } });
            }
            records::add_line(values, transaction.schema().of(billing_schedule),
                { { billing_schedule.name,
                      text(Label { "Storage and logistics, quarter", "Хранение и логистика, квартал" }.in(
                          client.language)) },
                    { billing_schedule.amount, Decimal::from_whole(dice.between(3, 12) * 100) },
                    { billing_schedule.bill_when, "month" }, { billing_schedule.every_months, 3 },
                    { billing_schedule.bill_on, day(static_cast<int>(dice.between(-40, 5))) } });
            agreed = Writer::create(transaction, contract, values).id;
            auto const owe = [&](std::string_view party, Label what, int due_in) {
                Writer::create(transaction, obligation,
                    { { obligation.contract, agreed }, { obligation.party, text(party) },
                        { obligation.name, text(what.in(client.language)) }, { obligation.due_on, day(-due_in) },
                        { obligation.every_months, 3 }, { obligation.owned.owner, transaction.actor().user } });
            };
            owe("ours", { "Quarterly report on supplies", "Квартальный отчёт о поставках" },
                static_cast<int>(dice.between(-3, 45)));
            owe("theirs", { "Forecast of volumes", "Прогноз объёмов" }, static_cast<int>(dice.between(-20, 60)));
        });
        if (!is_draft && begun > 40 && dice.falls(60))
            call_off(client, agreed, static_cast<int>(dice.between(3, 30)));
    }

    void call_off(ClientFacts const& client, Id agreed, int days_ago)
    {
        auto ordered = Id {};
        write(client, days_ago, 9, [&](Transaction& transaction) {
            auto const items = records::load_linked(transaction, contract_item, contract_item.lines.parent, agreed);
            ordered = run(transaction, contract, agreed, "call_off",
                fmt::format(R"({{"lines":[{{"contract_item":"{}","quantity":4}}],"promised_on":"{}"}})",
                    items.front().id.value, day(days_ago - 12).to_string()));
        });
        try_in_office(
            days_ago, 11, [&](Transaction& transaction) { run(transaction, order, ordered, "confirm", "{}"); });
    }

private:
    History& m_history;
    World const& m_world;
    Teller const& m_teller;
    records::Actor m_kontor;
};

}

void keep_books(History& history, World const& world, Teller const& teller)
{
    open_shop(history, world, teller);
    auto books = Bookkeeper { history, world, teller };
    auto const step = world.is_crowded ? client_step_of_a_crowd : 1;
    auto const count = static_cast<std::uint64_t>(world.options.accounts);
    for (std::uint64_t first = 0; first < count; first += step * clients_in_commit)
        history.together([&] {
            for (auto number = first; number < std::min(count, first + step * clients_in_commit); number += step)
                books.keep(client_facts(world, number));
        });
    // What has expired, begun or come to its end since then.
    history.travel_to(history.present());
    auto duties = jobs::Duties { history.store() };
    register_duties(duties);
    duties.run();
    ask_for_approvals(history, world);
}

}
