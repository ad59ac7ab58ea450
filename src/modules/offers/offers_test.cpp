#include "base/rounding.h"
#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/catalog/product.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/contracts/contract.h"
#include "modules/contracts/contract_item.h"
#include "modules/offers/duties.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/writer.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace kontor::offers {

using accounts::account;
using catalog::product;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }
Day day(std::string_view text) { return *Day::parse(text); }

// Ana offers tea to Acme, where Mila decides.
struct Sale : Workspace {
    Id ana = hire("ana", "account_manager");
    Record acme = create(as(ana), account, { { account.name, "Acme" } });
    Record mila = create(as(ana), accounts::contact,
        { { accounts::contact.first_name, "Mila" }, { accounts::contact.last_name, "Novak" } });
    Record chai = create(kontor(), product,
        { { product.name, "Chai" }, { product.list_price, money("18") }, { product.currency, "EUR" },
            { product.cost, money("11") } });

    Record drafted(Values values = {})
    {
        values.set(offer.account, acme.id);
        if (!values.find(offer.contact))
            values.set(offer.contact, mila.id);
        return create(as(ana), offer, values);
    }
    Record with_line(Record const& in, Values values)
    {
        values.set(offer_line.lines.parent, in.id);
        return create(as(ana), offer_line, values);
    }
    Record sent(std::string_view quantity = "10")
    {
        auto const draft = drafted();
        with_line(draft, { { offer_line.priced.product, chai.id }, { offer_line.priced.quantity, money(quantity) } });
        act(as(ana), now(draft), "send");
        return now(draft);
    }
};

}

TEST(offers, a_line_takes_words_unit_price_and_cost_from_its_product)
{
    Sale crm;
    auto const draft = crm.drafted();
    auto const line = crm.with_line(
        draft, { { offer_line.priced.product, crm.chai.id }, { offer_line.priced.quantity, money("10") } });
    EXPECT_EQ(line.get(offer_line.priced.description), "Chai");
    EXPECT_EQ(line.get(offer_line.priced.price), money("18"));
    EXPECT_EQ(line.get(offer_line.priced.list_price), money("18"));
    EXPECT_EQ(line.get(offer_line.priced.amount), money("180"));
    EXPECT_EQ(line.get(offer_line.cost.cost_amount), money("110"));
    auto const added_up = crm.now(draft);
    EXPECT_EQ(added_up.get(offer.money.net_amount), money("180"));
    EXPECT_EQ(added_up.get(offer.margin.margin_amount), money("70"));
    EXPECT_EQ(added_up.get(offer.margin.margin_percent), money("38.8889"));
    EXPECT_EQ(added_up.version, 1) << "totals are nobody's edit";
    auto const by_hand = crm.update(crm.as(crm.ana), line, { { offer_line.priced.price, money("17.25") } });
    EXPECT_EQ(by_hand.get(offer_line.priced.amount), money("172.5"));
    auto const more = crm.update(crm.as(crm.ana), by_hand, { { offer_line.priced.quantity, money("20") } });
    EXPECT_EQ(more.get(offer_line.priced.price), money("17.25")) << "what was named by hand stays";
}

TEST(offers, options_count_once_they_are_chosen)
{
    Sale crm;
    auto const draft = crm.drafted();
    crm.with_line(draft, { { offer_line.priced.description, "Tea" }, { offer_line.priced.price, money("100") } });
    auto const option = crm.with_line(draft,
        { { offer_line.priced.description, "Gift box" }, { offer_line.priced.price, money("40") },
            { offer_line.is_optional, true } });
    EXPECT_EQ(crm.now(draft).get(offer.money.net_amount), money("100"));
    crm.update(crm.as(crm.ana), option, { { offer_line.is_chosen, true } });
    EXPECT_EQ(crm.now(draft).get(offer.money.net_amount), money("140"));
    crm.remove(crm.as(crm.ana), option);
    EXPECT_EQ(crm.now(draft).get(offer.money.net_amount), money("100"));
    crm.restore(crm.as(crm.ana), option);
    EXPECT_EQ(crm.now(draft).get(offer.money.net_amount), money("140"));
}

TEST(offers, tax_is_worked_out_once_for_each_rate)
{
    Sale crm;
    auto const standard = crm.keyed(catalog::tax_class, "standard"), reduced = crm.keyed(catalog::tax_class, "reduced");
    for (auto const& [tax_class, percent] : { std::pair { standard, "19" }, std::pair { reduced, "7" } })
        crm.create(crm.kontor(), catalog::tax_rate,
            { { catalog::tax_rate.lines.parent, tax_class.id }, { catalog::tax_rate.percent, money(percent) },
                { catalog::tax_rate.starts_on, day("2020-01-01") } });
    auto const draft = crm.drafted();
    for (auto const& [tax_class, price] :
        { std::pair { standard, "10.03" }, std::pair { standard, "10.03" }, std::pair { reduced, "5.55" } })
        crm.with_line(draft,
            { { offer_line.priced.description, "Tea" }, { offer_line.priced.price, money(price) },
                { offer_line.priced.tax_class, tax_class.id } });
    auto const added_up = crm.now(draft);
    EXPECT_EQ(added_up.get(offer.money.net_amount), money("25.61"));
    // 19 % of 20.06 is 3.8114 and 7 % of 5.55 is 0.3885; line by line the first would have been 1.91 twice.
    EXPECT_EQ(added_up.get(offer.money.tax_amount), money("4.2"));
    EXPECT_EQ(added_up.get(offer.money.total), money("29.81"));
    EXPECT_EQ(added_up.get(offer.money.tax_by_rate)->text,
        R"([{"percent":"7","net":"5.55","tax":"0.39"},{"percent":"19","net":"20.06","tax":"3.81"}])");
}

TEST(offers, printed_totals_agree_with_printed_lines_whatever_the_lines)
{
    Sale crm;
    auto random = std::mt19937 { 20'261'124 };
    auto const between = [&](std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t> { low, high }(random);
    };
    for (auto const& [currency, digits] : { std::pair { "EUR", 2 }, std::pair { "JPY", 0 }, std::pair { "KWD", 3 } }) {
        for (auto round = 0; round < 6; ++round) {
            auto const draft = crm.drafted({ { offer.money.currency, currency } });
            auto printed = Decimal {}, gross = Decimal {};
            for (auto count = between(1, 12); count > 0; --count) {
                auto const quantity = Decimal { between(1, 99'999'999) }, price = Decimal { between(0, 9'999'999) },
                           off = Decimal { between(0, 4) * 12'345 };
                auto const line = crm.with_line(draft,
                    { { offer_line.priced.description, "Tea" }, { offer_line.priced.quantity, quantity },
                        { offer_line.priced.price, price }, { offer_line.priced.discount_percent, off },
                        { offer_line.priced.discount_reason, "Random" } });
                auto const shown = line.get(offer_line.priced.amount)->to_string(digits);
                printed = *checked_add(printed, *Decimal::parse(shown));
                gross = *checked_add(gross, *line.get(offer_line.priced.gross_amount));
            }
            auto const paper = crm.now(draft);
            EXPECT_EQ(paper.get(offer.money.net_amount), rounded(printed, digits)) << currency;
            EXPECT_EQ(paper.get(offer.money.discount_amount), rounded(*checked_subtract(gross, printed), digits));
            EXPECT_EQ(paper.get(offer.money.total),
                checked_add(*paper.get(offer.money.net_amount), *paper.get(offer.money.tax_amount)));
        }
    }
}

TEST(offers, a_line_that_makes_no_sense_is_refused_and_nothing_is_written)
{
    Sale crm;
    auto const draft = crm.drafted();
    auto const& line = offer_line.priced;
    auto const tried = [&](Values values) {
        values.set(line.description, "Tea");
        if (!values.find(line.price))
            values.set(line.price, money("1"));
        return refusal([&] { crm.with_line(draft, values); });
    };
    EXPECT_EQ(tried({ { line.quantity, money("-1") } }), "quantity: negative");
    EXPECT_EQ(tried({ { line.quantity, Decimal {} } }), "quantity: zero_quantity");
    EXPECT_EQ(tried({ { line.price, money("-0.01") } }), "price: negative");
    EXPECT_EQ(tried({ { line.discount_percent, money("100.0001") }, { line.discount_reason, "Gift" } }),
        "discount_percent: discount_over_100");
    EXPECT_EQ(tried({ { line.discount_percent, money("-5") } }), "discount_percent: negative");
    EXPECT_EQ(tried({ { line.discount_percent, money("5") } }), "discount_reason: required_with_discount");
    EXPECT_EQ(tried({ { line.quantity, money("900000000000000") }, { line.price, money("900000000000000") } }),
        "quantity: too_large");
    EXPECT_EQ(tried({ { line.quantity, money("1000000") }, { line.price, money("1000000") } }), "quantity: too_large");
    EXPECT_TRUE(crm.all(offer_line).empty());
    EXPECT_EQ(crm.now(draft).get(offer.money.total), Decimal {});
    EXPECT_EQ(refusal([&] {
        crm.drafted({ { offer.valid_until, day("2026-11-01") } });
    }),
        "valid_until: dates_reversed");
}

TEST(offers, sending_needs_somebody_and_something_and_gives_a_number)
{
    Sale crm;
    auto const empty = crm.drafted();
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), empty, "send"); }), "status: empty_offer");
    EXPECT_FALSE(crm.now(empty).get(offer.numbered.number));
    auto const first = crm.sent(), second = crm.sent();
    EXPECT_EQ(first.get(offer.lifecycle.status), "sent");
    EXPECT_EQ(first.get(offer.numbered.number), "OF-2026-0001");
    EXPECT_EQ(second.get(offer.numbered.number), "OF-2026-0002");
    EXPECT_TRUE(first.get(offer.sent_at));
    auto const nobody = crm.create(crm.as(crm.ana), offer, { { offer.account, crm.acme.id } });
    crm.with_line(nobody, { { offer_line.priced.description, "Tea" }, { offer_line.priced.price, money("1") } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), nobody, "send"); }), "contact: required_when_sent");
}

TEST(offers, what_was_sent_is_frozen_and_a_revision_follows_it)
{
    Sale crm;
    auto const sent = crm.sent();
    auto const line = crm.all(offer_line).at(0);
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), line, { { offer_line.priced.price, money("1") } });
    }),
        "product: locked");
    EXPECT_EQ(refusal([&] { crm.remove(crm.as(crm.ana), line); }), "product: locked");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), sent, { { offer.valid_until, day("2027-01-01") } });
    }),
        "valid_until: locked");
    auto const adam = crm.hire("adam", "administrator");
    EXPECT_EQ(refusal([&] { crm.remove(crm.as(adam), sent); }), "locked");
    auto const made = crm.act(crm.as(crm.ana), crm.now(sent), "revise").created.at(0);
    EXPECT_EQ(crm.now(sent).get(offer.lifecycle.status), "replaced");
    auto const revised = crm.all(offer, fmt::format("id = \"{}\"", made.id.value)).at(0);
    EXPECT_EQ(revised.get(offer.version_no), 2);
    EXPECT_EQ(revised.get(offer.previous), sent.id);
    EXPECT_EQ(revised.get(offer.money.total), sent.get(offer.money.total));
    EXPECT_EQ(revised.get(offer.lifecycle.status), "draft");
}

TEST(offers, what_is_accepted_becomes_a_contract_and_an_order_with_the_chosen_options)
{
    Sale crm;
    auto const draft = crm.drafted();
    crm.with_line(draft,
        { { offer_line.priced.product, crm.chai.id }, { offer_line.priced.quantity, money("10") },
            { offer_line.priced.discount_percent, money("5") }, { offer_line.priced.discount_reason, "First order" } });
    auto const box = crm.with_line(draft,
        { { offer_line.priced.description, "Gift box" }, { offer_line.priced.price, money("40") },
            { offer_line.is_optional, true } });
    crm.with_line(draft,
        { { offer_line.priced.description, "Ribbon" }, { offer_line.priced.price, money("2") },
            { offer_line.is_optional, true } });
    crm.act(crm.as(crm.ana), crm.now(draft), "send");
    crm.act(crm.as(crm.ana), crm.now(draft), "accept",
        fmt::format(R"({{"make_contract":true,"chosen":["{}"]}})", box.id.value));
    auto const accepted = crm.now(draft);
    EXPECT_EQ(accepted.get(offer.lifecycle.status), "accepted");
    EXPECT_EQ(accepted.get(offer.money.net_amount), money("211"));
    auto const ordered = crm.all(orders::order).at(0);
    EXPECT_EQ(ordered.get(orders::order.money.net_amount), money("211"));
    EXPECT_EQ(ordered.get(orders::order.money.discount_amount), money("9"));
    EXPECT_EQ(ordered.get(orders::order.offer), accepted.id);
    EXPECT_EQ(ordered.get(orders::order.owned.owner), crm.ana);
    EXPECT_EQ(crm.all(orders::order_line).size(), 2U);
    auto const agreed = crm.all(contracts::contract).at(0);
    EXPECT_EQ(agreed.get(contracts::contract.amount), money("211"));
    EXPECT_EQ(ordered.get(orders::order.contract), agreed.id);
    EXPECT_EQ(crm.all(contracts::contract_item).size(), 1U) << "only products are called off";
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), accepted, "accept"); }), "not_in_this_state");
}

TEST(offers, a_declined_offer_says_why)
{
    Sale crm;
    auto const sent = crm.sent();
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), sent, "decline"); }), "decline_reason: required");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(crm.ana), sent, { { offer.lifecycle.status, "declined" } });
    }),
        "decline_reason: required_when_declined");
    crm.act(crm.as(crm.ana), sent, "decline", R"({"decline_reason":"price"})");
    EXPECT_EQ(crm.now(sent).get(offer.lifecycle.status), "declined");
}

TEST(offers, what_nobody_answered_expires_after_its_last_day)
{
    Sale crm;
    auto const sent = crm.sent();
    auto duties = jobs::Duties { crm.store() };
    add_duties(duties);
    crm.clock.set(*Instant::parse("2026-12-23T12:00:00Z"));
    duties.run();
    EXPECT_EQ(crm.now(sent).get(offer.lifecycle.status), "sent") << "today is its last day";
    EXPECT_NE(crm.today(crm.as(crm.ana)).find("\"T14\""), std::string::npos);
    crm.clock.set(*Instant::parse("2026-12-24T12:00:00Z"));
    duties.run();
    EXPECT_EQ(crm.now(sent).get(offer.lifecycle.status), "expired");
    EXPECT_EQ(crm.today(crm.as(crm.ana)).find("\"T14\""), std::string::npos);
}

TEST(offers, what_waits_for_an_approval_does_not_go_out)
{
    Sale crm;
    auto const draft = crm.drafted();
    crm.with_line(draft, { { offer_line.priced.description, "Tea" }, { offer_line.priced.price, money("1") } });
    crm.update(crm.kontor(), crm.now(draft), { { offer.approvable.approval_status, "waiting" } });
    EXPECT_EQ(refusal([&] { crm.act(crm.as(crm.ana), crm.now(draft), "send"); }), "status: needs_approval");
    crm.update(crm.kontor(), crm.now(draft), { { offer.approvable.approval_status, "approved" } });
    crm.act(crm.as(crm.ana), crm.now(draft), "send");
    EXPECT_EQ(crm.now(draft).get(offer.lifecycle.status), "sent");
}

TEST(offers, another_currency_asks_the_lists_again_and_keeps_what_was_named_by_hand)
{
    Sale crm;
    auto const draft = crm.drafted();
    auto const by_hand = crm.with_line(
        draft, { { offer_line.priced.description, "Freight" }, { offer_line.priced.price, money("50") } });
    crm.update(crm.as(crm.ana), crm.now(draft), { { offer.money.currency, "USD" } });
    EXPECT_EQ(crm.now(by_hand).get(offer_line.priced.currency), "USD");
    EXPECT_EQ(crm.now(by_hand).get(offer_line.priced.price), money("50"));
    EXPECT_EQ(refusal([&] {
        crm.with_line(crm.now(draft), { { offer_line.priced.product, crm.chai.id } });
    }),
        "price: required")
        << "there is no price in dollars";
}

TEST(offers, what_costs_and_margins_are_is_not_for_everybody)
{
    Sale crm;
    auto const ben = crm.hire("ben", "head");
    auto const& offers = crm.info(offer);
    auto const& schema = *crm.store().schema();
    EXPECT_FALSE(crm.as(crm.ana).sees(schema, offers, offer.margin.margin_amount));
    EXPECT_TRUE(crm.as(ben).sees(schema, offers, offer.margin.margin_amount));
    EXPECT_FALSE(crm.as(crm.ana).sees(schema, crm.info(offer_line), offer_line.cost.cost));
    EXPECT_FALSE(crm.as(crm.ana).sees(schema, offers, *offers.find("margin_amount_base")));
}

TEST(offers, a_discount_given_by_hand_stays_when_the_quantity_changes)
{
    Sale crm;
    auto const draft = crm.drafted();
    auto const chai = crm.create(crm.kontor(), catalog::product,
        { { catalog::product.name, "Chai" }, { catalog::product.list_price, money("18") } });
    auto const line = crm.with_line(draft, { { offer_line.priced.product, chai.id } });
    crm.update(crm.as(crm.ana), line,
        { { offer_line.priced.discount_percent, money("5") }, { offer_line.priced.discount_reason, "First order" } });
    crm.update(crm.as(crm.ana), crm.now(line), { { offer_line.priced.quantity, money("10") } });
    EXPECT_EQ(crm.now(line).get(offer_line.priced.discount_percent), money("5"));
    EXPECT_EQ(crm.now(line).get(offer_line.priced.amount), money("171"));
    crm.update(crm.kontor(), crm.now(chai), { { catalog::product.list_price, money("20") } });
    crm.act(crm.as(crm.ana), crm.now(draft), "recalculate");
    EXPECT_EQ(crm.now(line).get(offer_line.priced.price), money("20"));
    EXPECT_EQ(crm.now(line).get(offer_line.priced.discount_percent), money("5"));
    EXPECT_EQ(crm.now(draft).get(offer.money.largest_discount_percent), money("5"));
}

TEST(offers, lines_without_a_product_are_taxed_as_usual)
{
    Sale crm;
    crm.create(crm.kontor(), catalog::tax_rate,
        { { catalog::tax_rate.lines.parent, crm.keyed(catalog::tax_class, "standard").id },
            { catalog::tax_rate.percent, money("19") }, { catalog::tax_rate.starts_on, *Day::parse("2020-01-01") } });
    auto const draft = crm.drafted();
    auto const freight = crm.with_line(
        draft, { { offer_line.priced.description, "Freight" }, { offer_line.priced.price, money("100") } });
    EXPECT_EQ(crm.now(freight).get(offer_line.priced.tax_percent), money("19"));
    EXPECT_EQ(crm.now(draft).get(offer.money.tax_amount), money("19"));
    auto const exempt = crm.with_line(draft,
        { { offer_line.priced.description, "Stamps" }, { offer_line.priced.price, money("10") },
            { offer_line.priced.tax_class, crm.keyed(catalog::tax_class, "exempt").id } });
    EXPECT_EQ(crm.now(exempt).get(offer_line.priced.tax_percent), Decimal {});
}

TEST(offers, a_line_takes_the_place_that_it_was_given)
{
    Sale crm;
    auto const draft = crm.create_from(crm.as(crm.ana), offer,
        fmt::format(R"({{"account":"{}","offer_lines":[{{"description":"One","price":"1"}},)"
                    R"({{"description":"Two","price":"1"}},{{"description":"Three","price":"1"}}]}})",
            crm.acme.id.value));
    auto const order_of = [&] {
        auto lines = crm.all(offer_line);
        std::ranges::sort(lines, {}, [](Record const& line) { return line.get(offer_line.lines.line_no).value_or(0); });
        auto text = std::string {};
        for (auto const& line : lines)
            text += fmt::format("{} {};", line.get(offer_line.lines.line_no).value_or(0),
                line.get(offer_line.priced.description).value_or(""));
        return text;
    };
    auto const id_of = [&](std::string_view name) {
        return crm.all(offer_line, fmt::format("description = \"{}\"", name)).at(0).id.value;
    };
    EXPECT_EQ(order_of(), "1 One;2 Two;3 Three;");
    crm.update_from(crm.as(crm.ana), crm.now(draft),
        fmt::format(R"({{"offer_lines":{{"update":[{{"id":"{}","place":"first"}}]}}}})", id_of("Three")));
    EXPECT_EQ(order_of(), "1 Three;2 One;3 Two;");
    crm.update_from(crm.as(crm.ana), crm.now(draft),
        fmt::format(R"({{"offer_lines":{{"add":[{{"description":"New","price":"1","place":{{"after":"{}"}}}}]}}}})",
            id_of("Three")));
    EXPECT_EQ(order_of(), "1 Three;2 New;3 One;4 Two;");
    crm.update_from(crm.as(crm.ana), crm.all(offer_line, "description = \"Two\"").at(0),
        fmt::format(R"({{"place":{{"before":"{}"}}}})", id_of("New")));
    EXPECT_EQ(order_of(), "1 Three;2 Two;3 New;4 One;") << "also when the line is written by itself";
    crm.create_from(crm.as(crm.ana), offer_line,
        fmt::format(R"({{"offer":"{}","description":"Last","price":"1"}})", draft.id.value));
    EXPECT_EQ(order_of(), "1 Three;2 Two;3 New;4 One;5 Last;");
    auto const version = crm.now(draft).version;
    EXPECT_EQ(refusal([&] {
        crm.update_from(crm.as(crm.ana), crm.now(draft),
            fmt::format(R"({{"offer_lines":{{"update":[{{"id":"{}","place":{{"before":"1"}}}}]}}}})", id_of("New")));
    }),
        "offer_lines[0].place: no_such_record");
    EXPECT_EQ(order_of(), "1 Three;2 Two;3 New;4 One;5 Last;");
    EXPECT_EQ(crm.now(draft).version, version);
}

}
