#include "modules/accounts/account.h"
#include "modules/catalog/account_terms.h"
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

}
