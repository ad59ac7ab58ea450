#include "modules/billing/exchange_rate.h"

#include "modules/billing/rules.h"
#include "records/change.h"
#include "records/reader.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::billing {

using records::Change;

ExchangeRate::ExchangeRate()
    : Entity { "exchange_rate", "exchange_rates",
        {
            .module = "billing",
            .label = { { "Exchange rate", "Курс валюты" }, { "Exchange rates", "Курсы валют" } },
            .icon = "arrows-exchange",
            .colour = "grey",
            .title = "currency",
            .order_by = "rated_on desc",
            .list = { "currency", "rated_on", "units", "rate", "in_currency", "source" },
            .highlight = { "rated_on", "units", "rate", "in_currency" },
            .form = { "currency", "rated_on", "units", "rate", "in_currency", "source" },
            .views = { { "all", { "All", "Все" }, {}, "rated_on desc" } },
        } }
{
}

namespace {

void refuse_itself(Change& change)
{
    if (change.get(exchange_rate.currency) == change.get(exchange_rate.in_currency))
        change.reject(exchange_rate.currency, "wrong_currency",
            Label { "A currency has no rate in itself.", "У валюты нет курса к самой себе." });
}

void refuse_second_rate(Change& change)
{
    auto const currency = change.get(exchange_rate.currency);
    auto const day = change.get(exchange_rate.rated_on);
    auto const in = change.get(exchange_rate.in_currency);
    auto const source = change.get(exchange_rate.source);
    if (!currency || !day || !in || !source)
        return;
    auto const others = records::load_where(change.transaction(), change.entity(),
        fmt::format(R"(currency = "{}" AND rated_on = {} AND in_currency = "{}" AND source = "{}")", *currency,
            day->to_string(), *in, *source),
        2);
    for (auto const& other : others)
        if (other.id != change.after.id)
            change.reject(exchange_rate.rated_on, "not_unique",
                Label { "There is a rate of this source for this day already.",
                    "Курс этого источника на этот день уже есть." });
}

}

void add_exchange_rate_rules(Registry& registry)
{
    registry.rule(exchange_rate, Moment::before_save, "wrong_currency", refuse_itself);
    registry.rule(exchange_rate, Moment::before_save, "not_unique", refuse_second_rate);
}

}
