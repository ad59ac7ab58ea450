#include "modules/billing/exchange_rate.h"

#include "modules/accounts/account.h"
#include "modules/deals/deal.h"
#include "records/conversions.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace kontor::billing {

namespace {

// The company's currency is the euro.
class ExchangeRateTest : public testing::Test {
protected:
    void rate(std::string_view currency, std::string_view day, std::string_view units, std::string_view rate,
        std::string_view in = "EUR")
    {
        crm.create_from(crm.kontor(), exchange_rate,
            fmt::format(R"({{"currency":"{}","rated_on":"{}","units":"{}","rate":"{}","in_currency":"{}"}})", currency,
                day, units, rate, in));
    }
    Record deal_of(std::string_view amount, std::string_view currency)
    {
        return crm.create_from(crm.kontor(), deals::deal,
            fmt::format(R"({{"name":"Renewal","amount":"{}","currency":"{}","owner":"1"}})", amount, currency));
    }
    std::string in_company_currency(Record const& record)
    {
        auto const now = crm.now(record);
        auto const& value = now.value(*now.entity().find("amount_base"));
        auto const* amount = std::get_if<Decimal>(&value);
        return amount ? amount->to_string(2) : "none";
    }
    std::size_t refresh()
    {
        auto changed = std::size_t { 0 };
        crm.store().write(crm.kontor(),
            [&](records::Transaction& transaction) { changed = records::refresh_conversions(transaction, 100); });
        return changed;
    }

    test::Workspace crm;
};

}

TEST_F(ExchangeRateTest, amounts_take_the_newest_rate_on_or_before_the_day)
{
    EXPECT_EQ(in_company_currency(deal_of("100", "USD")), "none") << "no rate, no guess";
    rate("USD", "2026-11-20", "1.0000", "0.9000");
    rate("USD", "2026-11-23", "1.0872", "1");
    rate("USD", "2026-11-24", "1.0000", "0.5000");
    EXPECT_EQ(in_company_currency(deal_of("1087.20", "USD")), "1000.00") << "tomorrow's rate is not today's";
    EXPECT_EQ(in_company_currency(deal_of("12.34", "EUR")), "12.34");
}

TEST_F(ExchangeRateTest, a_rate_serves_the_other_way_round_and_over_a_third_currency)
{
    rate("EUR", "2026-11-20", "1", "100", "RUB");
    EXPECT_EQ(in_company_currency(deal_of("250", "RUB")), "2.50");
    rate("JPY", "2026-11-20", "100", "60", "RUB");
    EXPECT_EQ(in_company_currency(deal_of("1000", "JPY")), "6.00");
}

TEST_F(ExchangeRateTest, open_records_follow_the_newest_rate_and_closed_ones_keep_theirs)
{
    auto const early = deal_of("100", "USD");
    rate("USD", "2026-11-20", "1", "0.9000");
    EXPECT_EQ(refresh(), 1U);
    EXPECT_EQ(in_company_currency(early), "90.00");
    auto const acme = crm.create_from(crm.kontor(), accounts::account, R"({"name":"Acme","owner":"1"})");
    auto const closed = deal_of("100", "USD");
    crm.update(crm.kontor(), closed, { { deals::deal.account, acme.id } });
    crm.act(crm.kontor(), closed, "lose", R"({"lost_reason":"price"})");
    rate("USD", "2026-11-22", "1", "0.8000");
    EXPECT_EQ(refresh(), 1U);
    EXPECT_EQ(in_company_currency(early), "80.00");
    EXPECT_EQ(in_company_currency(closed), "90.00");
    EXPECT_EQ(refresh(), 0U) << "it comes to an end";
}

TEST_F(ExchangeRateTest, when_the_company_takes_another_currency_every_amount_is_computed_anew_with_the_rate_of_its_day)
{
    rate("USD", "2026-11-20", "1", "0.9000");
    auto const acme = crm.create_from(crm.kontor(), accounts::account, R"({"name":"Acme","owner":"1"})");
    auto const closed = deal_of("90", "EUR"), in_dollars = deal_of("100", "USD"), binned = deal_of("45", "EUR");
    crm.update(crm.kontor(), closed, { { deals::deal.account, acme.id } });
    crm.act(crm.kontor(), closed, "lose", R"({"lost_reason":"price"})");
    crm.update(crm.kontor(), crm.now(closed),
        { { deals::deal.started_on, *Day::parse("2026-11-02") },
            { deals::deal.closed_on, *Day::parse("2026-11-21") } });
    crm.remove(crm.kontor(), binned);
    rate("USD", "2026-11-23", "1", "0.7500");
    auto const open = deal_of("90", "EUR");
    while (refresh() > 0)
        ;
    EXPECT_EQ(in_company_currency(closed), "90.00");
    EXPECT_EQ(in_company_currency(in_dollars), "75.00");

    auto workspace = crm.store().workspace();
    workspace.currency = "USD";
    crm.store().set_workspace(crm.kontor(), workspace);
    EXPECT_GT(refresh(), 0U);
    while (refresh() > 0)
        ;
    EXPECT_EQ(in_company_currency(closed), "100.00") << "the rate of the day on which it was lost";
    EXPECT_EQ(in_company_currency(in_dollars), "100.00");
    EXPECT_EQ(in_company_currency(open), "120.00");
    EXPECT_EQ(in_company_currency(crm.restore(crm.kontor(), binned)), "60.00") << "what comes back from the bin, too";
    auto const versions = crm.now(closed).version;
    EXPECT_EQ(refresh(), 0U) << "it comes to an end";
    EXPECT_EQ(crm.now(closed).version, versions) << "it is nobody's edit";
}

TEST_F(ExchangeRateTest, rates_that_cannot_be_are_refused)
{
    rate("USD", "2026-11-20", "1", "0.9000");
    auto const refused = [&](std::string_view currency, std::string_view units, std::string_view value) {
        return test::refusal([&] { rate(currency, "2026-11-20", units, value); });
    };
    EXPECT_EQ(refused("USD", "1", "0.9100"), "rated_on: not_unique");
    EXPECT_EQ(refused("EUR", "1", "1"), "currency: wrong_currency");
    EXPECT_EQ(refused("GBP", "0", "1"), "units: too_small");
    EXPECT_EQ(refused("GBP", "1", "0"), "rate: too_small");
    EXPECT_EQ(refused("GBP", "1", "-1"), "rate: too_small");
    EXPECT_EQ(refused("XXQ", "1", "1"), "currency: bad_format");
}

}
