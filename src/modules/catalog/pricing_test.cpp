#include "modules/accounts/account.h"
#include "modules/catalog/account_terms.h"
#include "modules/catalog/discount_rule.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/pricing.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/market/segment.h"
#include "tests/support/workspace.h"

#include <gtest/gtest.h>

namespace kontor::catalog {

using accounts::account;
using test::refusal;
using test::Workspace;

namespace {

Decimal money(std::string_view text) { return *Decimal::parse(text); }
Day day(std::string_view text) { return *Day::parse(text); }

struct Shop : Workspace {
    Record tea = create(kontor(), product_family, { { product_family.name, "Tea" } });
    Record chai = create(kontor(), product,
        { { product.name, "Chai" }, { product.list_price, money("18") }, { product.currency, "EUR" },
            { product.product_family, tea.id } });
    Record acme = create(kontor(), account, { { account.name, "Acme" }, { account.owned.owner, system_user } });

    Record list(std::string_view name, Values values = {})
    {
        values.set(price_list.name, std::string { name });
        values.set(price_list.lifecycle.status, "active");
        values.set(price_list.starts_on, day("2026-01-01"));
        return create(kontor(), price_list, values);
    }
    Record priced(Record const& in, std::string_view amount, std::string_view from_quantity = "1")
    {
        return create(kontor(), price,
            { { price.lines.parent, in.id }, { price.product, chai.id }, { price.price, money(amount) },
                { price.min_quantity, money(from_quantity) } });
    }
    Record granted(Values values)
    {
        values.set(special_condition.lifecycle.status, "active");
        values.set(special_condition.starts_on, day("2026-01-01"));
        values.set(special_condition.ends_on, day("2026-12-31"));
        values.set(special_condition.owned.owner, system_user);
        if (!values.find(special_condition.account))
            values.set(special_condition.account, acme.id);
        if (!values.find(special_condition.reason))
            values.set(special_condition.reason, "Long-standing client");
        return create(kontor(), special_condition, values);
    }
    PriceAnswer asked(std::string_view quantity = "1", std::string_view on = "2026-11-23", std::string currency = "EUR")
    {
        auto answer = PriceAnswer {};
        store().read(kontor(), [&](records::Reading& reading) {
            answer = price_for(reading.connection, { acme.id, chai.id, money(quantity), day(on), std::move(currency) });
        });
        return answer;
    }
};

}

TEST(pricing, a_product_costs_what_it_says_until_a_price_list_knows_better)
{
    Shop shop;
    EXPECT_EQ(shop.asked().price, money("18"));
    EXPECT_EQ(shop.asked().steps.at(0).source, PriceStep::Source::of_product);
    EXPECT_FALSE(shop.asked("1", "2026-11-23", "USD").price) << "no price in another currency is made up";
    shop.priced(shop.list("Wholesale"), "15");
    auto const answer = shop.asked();
    EXPECT_EQ(answer.price, money("15"));
    ASSERT_EQ(answer.steps.size(), 2U);
    EXPECT_EQ(answer.steps.at(1).name, "Wholesale");
    EXPECT_EQ(shop.asked("1", "2025-12-31").price, money("18")) << "the list did not hold then";
}

TEST(pricing, the_price_for_the_largest_quantity_that_is_reached_holds)
{
    Shop shop;
    auto const wholesale = shop.list("Wholesale");
    shop.priced(wholesale, "15");
    shop.priced(wholesale, "12", "10");
    shop.priced(wholesale, "9", "100");
    EXPECT_EQ(shop.asked("9.9999").price, money("15"));
    EXPECT_EQ(shop.asked("10").price, money("12"));
    EXPECT_EQ(shop.asked("5000").price, money("9"));
}

TEST(pricing, a_clients_own_list_comes_before_his_segments_and_that_before_everybodys)
{
    Shop shop;
    shop.priced(shop.list("Everybody"), "15");
    EXPECT_EQ(shop.asked().price, money("15"));
    auto const segment = shop.all(market::segment).at(0);
    shop.priced(shop.list("Segment", { { price_list.segment, segment.id } }), "14");
    EXPECT_EQ(shop.asked().price, money("15")) << "Acme is not of this segment";
    shop.update(shop.kontor(), shop.acme, { { account.segment, segment.id } });
    EXPECT_EQ(shop.asked().price, money("14"));
    auto const own = shop.list("Acme only", { { price_list.segment, shop.all(market::segment).at(1).id } });
    shop.priced(own, "13");
    shop.update(shop.kontor(), shop.now(shop.acme), { { account_terms.price_list, own.id } });
    EXPECT_EQ(shop.asked().price, money("13"));
}

TEST(pricing, a_special_price_replaces_the_list_and_a_discount_comes_on_top_with_its_reason)
{
    Shop shop;
    shop.granted({ { special_condition.kind, "discount_percent" }, { special_condition.percent, money("5") } });
    shop.granted({ { special_condition.kind, "discount_percent" }, { special_condition.percent, money("8") },
        { special_condition.product_family, shop.tea.id }, { special_condition.reason, "Tea campaign" } });
    auto const discounted = shop.asked();
    EXPECT_EQ(discounted.price, money("18"));
    EXPECT_EQ(discounted.discount_percent, money("8")) << "the family comes before everything";
    EXPECT_EQ(discounted.discount_reason, "Tea campaign");
    shop.granted({ { special_condition.kind, "price" }, { special_condition.product, shop.chai.id },
        { special_condition.price, money("11") } });
    auto const special = shop.asked();
    EXPECT_EQ(special.price, money("11"));
    EXPECT_EQ(special.list_price, money("18"));
    EXPECT_FALSE(special.discount_percent);
    EXPECT_EQ(shop.asked("1", "2027-01-01").price, money("18")) << "it ended with the year";
}

TEST(pricing, what_a_head_company_was_granted_holds_for_its_subsidiaries)
{
    Shop shop;
    auto const globex
        = shop.create(shop.kontor(), account, { { account.name, "Globex" }, { account.owned.owner, system_user } });
    shop.granted({ { special_condition.account, globex.id }, { special_condition.kind, "price" },
        { special_condition.product, shop.chai.id }, { special_condition.price, money("10") } });
    EXPECT_EQ(shop.asked().price, money("18"));
    shop.update(shop.kontor(), shop.acme, { { account.parent, globex.id } });
    EXPECT_EQ(shop.asked().price, money("10"));
}

TEST(pricing, tax_is_that_of_the_day_and_a_countrys_own_rate_comes_first)
{
    Workspace crm { Language::ru };
    auto const standard = crm.keyed(tax_class, "standard");
    auto const percent = [&](std::string_view country, std::string_view on) {
        auto found = std::optional<Decimal> {};
        crm.store().read(crm.kontor(), [&](records::Reading& reading) {
            found = tax_percent_for(reading.connection, standard.id, country, day(on));
        });
        return found;
    };
    EXPECT_EQ(percent("", "2025-12-31"), money("20"));
    EXPECT_EQ(percent("", "2026-01-01"), money("22"));
    EXPECT_FALSE(percent("", "1999-01-01"));
    crm.create(crm.kontor(), tax_rate,
        { { tax_rate.lines.parent, standard.id }, { tax_rate.country, "KZ" }, { tax_rate.percent, Decimal {} },
            { tax_rate.starts_on, day("2020-01-01") } });
    EXPECT_EQ(percent("KZ", "2026-11-23"), Decimal {});
    EXPECT_EQ(percent("DE", "2026-11-23"), money("22"));
}

TEST(pricing, what_makes_no_sense_is_refused_with_a_sentence)
{
    Shop shop;
    auto const wholesale = shop.list("Wholesale");
    shop.priced(wholesale, "15");
    EXPECT_EQ(refusal([&] { shop.priced(wholesale, "14"); }), "product: not_unique");
    EXPECT_EQ(refusal([&] { shop.priced(wholesale, "-1", "5"); }), "price: negative");
    EXPECT_EQ(refusal([&] { shop.priced(wholesale, "14", "0"); }), "min_quantity: zero_quantity");
    EXPECT_EQ(refusal([&] {
        shop.list("Backwards", { { price_list.ends_on, day("2025-01-01") } });
    }),
        "ends_on: dates_reversed");
    EXPECT_EQ(refusal([&] {
        shop.granted({ { special_condition.kind, "price" } });
    }),
        "price: required, product: required");
    EXPECT_EQ(shop.all(price).size(), 1U);
}

TEST(pricing, a_list_based_on_another_takes_its_prices_times_a_factor)
{
    Shop crm;
    auto const base = crm.list("Base", { { price_list.lifecycle.status, "draft" } });
    crm.priced(base, "20");
    crm.priced(base, "18", "10");
    auto const dealers = crm.list("Dealers", { { price_list.based_on, base.id }, { price_list.factor, money("0.9") } });
    EXPECT_EQ(crm.asked().price, money("18"));
    EXPECT_EQ(crm.asked("10").price, money("16.2"));
    EXPECT_EQ(crm.asked().steps.back().name, "Dealers");
    auto const third = crm.list("Partners",
        { { price_list.based_on, dealers.id }, { price_list.factor, money("0.5") }, { price_list.rank, 1 } });
    EXPECT_EQ(crm.asked().price, money("9"));
    crm.priced(third, "7");
    EXPECT_EQ(crm.asked().price, money("7")) << "its own word counts";
    EXPECT_EQ(refusal([&] {
        crm.list("Dollars", { { price_list.based_on, base.id }, { price_list.currency, "USD" } });
    }),
        "based_on: other_currency");
    EXPECT_EQ(refusal([&] {
        crm.update(crm.kontor(), crm.now(base), { { price_list.based_on, third.id } });
    }),
        "based_on: cycle");
}

TEST(pricing, prices_that_contain_tax_are_told_without_it)
{
    Shop crm;
    auto const shelf = crm.list("Shelf", { { price_list.is_gross, true } });
    crm.priced(shelf, "119");
    auto answer = PriceAnswer {};
    crm.store().read(crm.kontor(), [&](records::Reading& reading) {
        auto question = PriceQuestion {};
        question.product = crm.chai.id;
        question.quantity = money("1");
        question.day = day("2026-11-23");
        question.currency = "EUR";
        question.tax_percent = money("19");
        answer = price_for(reading.connection, question);
    });
    EXPECT_EQ(answer.price, money("100"));
}

TEST(pricing, a_list_for_a_region_is_for_clients_from_there)
{
    Shop crm;
    auto const north = crm.list("North", { { price_list.region, "Bergen" }, { price_list.rank, 1 } });
    crm.priced(north, "11");
    EXPECT_EQ(crm.asked().price, money("18"));
    auto address = Address {};
    address.region = "Bergen";
    crm.update(crm.kontor(), crm.now(crm.acme), { { account.legal_address, address } });
    EXPECT_EQ(crm.asked().price, money("11"));
}

TEST(pricing, discount_rules_come_last_and_say_how_they_stand_with_others)
{
    Shop crm;
    auto const rule = [&](std::string_view name, std::string_view stack, std::string_view from, std::string_view off,
                          Values values = {}) {
        values.set(discount_rule.name, std::string { name });
        values.set(discount_rule.stack, std::string { stack });
        values.set(discount_rule.starts_on, day("2026-01-01"));
        auto const made = crm.create(crm.kontor(), discount_rule, values);
        crm.create(crm.kontor(), discount_step,
            { { discount_step.lines.parent, made.id }, { discount_step.from_amount, money(from) },
                { discount_step.percent, money(off) } });
        return made;
    };
    auto const bulk = rule("Bulk", "best", "10", "5");
    crm.create(crm.kontor(), discount_step,
        { { discount_step.lines.parent, bulk.id }, { discount_step.from_amount, money("100") },
            { discount_step.percent, money("12") } });
    EXPECT_FALSE(crm.asked("9").discount_percent);
    EXPECT_EQ(crm.asked("10").discount_percent, money("5"));
    EXPECT_EQ(crm.asked("100").discount_percent, money("12"));
    EXPECT_EQ(crm.asked("100").steps.back().name, "Bulk");
    crm.granted({ { special_condition.percent, money("8") } });
    EXPECT_EQ(crm.asked("10").discount_percent, money("8")) << "the larger one counts";
    EXPECT_EQ(crm.asked("10").discount_reason, "Long-standing client");
    rule("Spring", "add", "0", "2", { { discount_rule.basis, "amount" }, { discount_rule.rank, 200 } });
    EXPECT_EQ(crm.asked("10").discount_percent, money("10"));
    EXPECT_EQ(crm.asked("10").discount_reason, "Long-standing client + Spring");
    auto const clearance = rule("Clearance", "exclusive", "1000", "50",
        { { discount_rule.basis, "amount" }, { discount_rule.rank, 300 }, { discount_rule.product, crm.chai.id } });
    EXPECT_EQ(crm.asked("55").discount_percent, money("10")) << "990 are not a thousand";
    EXPECT_EQ(crm.asked("56").discount_percent, money("50"));
    crm.update(crm.kontor(), crm.now(clearance), { { discount_rule.ends_on, day("2026-11-22") } });
    EXPECT_EQ(crm.asked("56").discount_percent, money("10"));
    EXPECT_EQ(refusal([&] {
        rule("Odd", "best", "0", "1", { { discount_rule.condition, "no_such > 1" } });
    }),
        "condition: filter_unknown_field");
}

}
