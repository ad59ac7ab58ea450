#include "records/reference_rates.h"

#include "base/problem.h"

#include <gtest/gtest.h>

namespace kontor::records {

namespace {

std::string envelope(std::string const& cubes)
{
    return R"(<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
    xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube>)" + cubes
        + "</Cube></gesmes:Envelope>";
}

}

TEST(reference_rates, days_and_currencies_become_rows_and_no_digit_is_lost)
{
    auto const xml = envelope(R"(<Cube time='2026-11-23'><Cube currency='USD' rate='1.0872'/>
        <Cube currency='GBP' rate='0.85703'/></Cube>
        <Cube time='2026-11-20'><Cube currency='JPY' rate='163.21'/></Cube>)");
    EXPECT_TRUE(is_reference_rates(xml));
    EXPECT_EQ(reference_rates_as_csv(xml),
        "currency,rated_on,units,rate,in_currency,source\n"
        "USD,2026-11-23,1.0872,1,EUR,ecb\n"
        "GBP,2026-11-23,8.5703,10,EUR,ecb\n"
        "JPY,2026-11-20,163.21,1,EUR,ecb\n");
}

TEST(reference_rates, what_is_not_whole_is_refused)
{
    EXPECT_FALSE(is_reference_rates("currency,rated_on,rate\n"));
    for (auto const& xml :
        { envelope(""), envelope(R"(<Cube time='2026-02-30'><Cube currency='USD' rate='1'/></Cube>)"),
            envelope(R"(<Cube time='2026-11-23'><Cube currency='USD' rate='0'/></Cube>)"),
            envelope(R"(<Cube time='2026-11-23'><Cube currency='USD' rate='N/A'/></Cube>)"),
            envelope("<Cube").substr(0, 300) })
        EXPECT_THROW(reference_rates_as_csv(xml), Problem) << xml;
}

}
