#include "app/demo/shop.h"

#include "app/demo/assortment.h"
#include "app/demo/telling.h"
#include "modules/billing/exchange_rate.h"
#include "modules/catalog/attribute.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/orders/carrier.h"
#include "records/writer.h"

#include <array>

namespace kontor::demo {

using catalog::price;
using catalog::price_list;
using catalog::special_condition;
using orders::carrier;
using records::Transaction;
using records::Writer;

namespace {

constexpr std::array<Label, 3> carriers = { {
    { "Nordline Logistics", "Нордлайн Логистика" },
    { "City Courier", "Городской курьер" },
    { "Baltic Freight", "Балтийские перевозки" },
} };

// The rate that most houses of the demo's neighbourhood have; a workspace that says its own keeps it.
constexpr std::int64_t usual_tax_percent = 19;

void say_taxes(Transaction& transaction, Day since)
{
    auto const standard = find_by(transaction, catalog::tax_class, catalog::tax_class.key, "standard");
    if (standard.is_empty()
        || !records::load_linked(transaction, catalog::tax_rate, catalog::tax_rate.lines.parent, standard).empty())
        return;
    Writer::create(transaction, catalog::tax_rate,
        { { catalog::tax_rate.lines.parent, standard },
            { catalog::tax_rate.percent, Decimal::from_whole(usual_tax_percent) },
            { catalog::tax_rate.starts_on, since } });
}

void print_price_list(Transaction& transaction, World const& world, Language language, Day since)
{
    auto const& house = world.house;
    if (!find_by(transaction, price_list, price_list.key, "dealers").is_empty())
        return;
    auto const list = Writer::create(transaction, price_list,
        { { price_list.name, text(Label { "Dealers", "Для дилеров" }.in(language)) }, { price_list.key, "dealers" },
            { price_list.currency, house.currency }, { price_list.starts_on, since },
            { price_list.lifecycle.status, "active" },
            { price_list.segment, house.segments.empty() ? std::optional<Id> {} : house.segments.begin()->second } });
    for (auto const& article : house.articles)
        for (auto const& [from, share] : { std::pair { 1, 0.96 }, std::pair { 10, 0.9 } })
            Writer::create(transaction, price,
                { { price.lines.parent, list.id }, { price.product, article.id },
                    { price.price, whole_money(std::max(article.price * share, 1.0)) },
                    { price.min_quantity, Decimal::from_whole(from) } });
}

// Against the euro, as the central bank quotes them; from these every other pair follows.
void quote_currencies(Transaction& transaction, Day since)
{
    using billing::exchange_rate;
    struct Quote {
        std::string_view currency;
        std::string_view units;
    };
    static constexpr Quote quotes[]
        = { { "USD", "1.0845" }, { "GBP", "0.8570" }, { "CHF", "0.9412" }, { "RUB", "98.4500" }, { "CNY", "7.8310" } };
    for (auto const& quote : quotes)
        if (find_by(transaction, exchange_rate, exchange_rate.currency, std::string { quote.currency }).is_empty())
            Writer::create(transaction, exchange_rate,
                { { exchange_rate.currency, std::string { quote.currency } }, { exchange_rate.rated_on, since },
                    { exchange_rate.units, *Decimal::parse(quote.units) },
                    { exchange_rate.rate, Decimal::from_whole(1) }, { exchange_rate.in_currency, "EUR" },
                    { exchange_rate.source, "ecb" } });
}

void describe_goods(Transaction& transaction, World const& world, Language language)
{
    using catalog::attribute;
    using catalog::product_attribute;
    auto power = find_by(transaction, attribute, attribute.key, "power");
    if (!power.is_empty())
        return;
    power = Writer::create(transaction, attribute,
        { { attribute.name, text(Label { "Power, kW", "Мощность, кВт" }.in(language)) }, { attribute.key, "power" },
            { attribute.better, "higher" } })
                .id;
    for (std::size_t i = 0; i < std::min<std::size_t>(world.house.goods_count, 4); ++i)
        Writer::create(transaction, product_attribute,
            { { product_attribute.lines.parent, world.house.articles[i].id }, { product_attribute.attribute, power },
                { product_attribute.number_value, Decimal::from_whole(11 * static_cast<std::int64_t>(i + 1)) } });
}

}

void open_shop(History& history, World const& world, Teller const& teller)
{
    auto const& head = world.house.people[manager];
    auto const since = history.today().plus_days(-history_days);
    history.travel_to(history.zone().start_of(since));
    history.write(head.actor, [&](Transaction& transaction) {
        say_taxes(transaction, since);
        print_price_list(transaction, world, head.language, since);
        quote_currencies(transaction, since);
        describe_goods(transaction, world, head.language);
        arrange_assortment(transaction, head.language, since);
        for (auto const& name : carriers)
            if (auto const called = text(name.in(head.language));
                find_by(transaction, carrier, carrier.name, called).is_empty())
                Writer::create(transaction, carrier, { { carrier.name, called } });
    });
    history.travel_to({ history.present().milliseconds - 86'400'000 });
    history.write(head.actor, [&](Transaction& transaction) {
        auto granted = 0;
        for (std::uint64_t number = 0; number < static_cast<std::uint64_t>(world.options.accounts) && granted < 12;
             ++number) {
            auto const client = client_facts(world, number);
            if (client.ended || client.owner != manager)
                continue;
            Writer::create(transaction, special_condition,
                { { special_condition.account, teller.client(number) }, { special_condition.kind, "discount_percent" },
                    { special_condition.percent, Decimal::from_whole(3 + granted % 5) },
                    { special_condition.reason,
                        text(Label { "Volume of last year", "Объём прошлого года" }.in(client.language)) },
                    { special_condition.starts_on, history.today() },
                    { special_condition.ends_on, history.today().plus_days(20 + granted * 25) },
                    { special_condition.lifecycle.status, granted % 4 == 3 ? "draft" : "active" } });
            ++granted;
        }
    });
}

}
