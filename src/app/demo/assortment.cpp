#include "app/demo/assortment.h"

#include "app/demo/telling.h"
#include "modules/catalog/discount_rule.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "modules/catalog/product_tie.h"
#include "modules/catalog/service_plan.h"
#include "records/lines.h"
#include "records/writer.h"

#include <array>

namespace kontor::demo {

using catalog::bundle_item;
using catalog::discount_rule;
using catalog::discount_step;
using catalog::product;
using catalog::product_tie;
using catalog::service_plan;
using records::Transaction;
using records::Writer;

namespace {

struct Part {
    std::string_view bundle, part;
    int quantity;
    bool is_optional = false;
};
constexpr std::array parts = {
    Part { "PU-900", "PU-200", 3 },
    Part { "PU-900", "DR-550", 3 },
    Part { "PU-900", "CT-800", 1 },
    Part { "PU-900", "VA-300", 6 },
    Part { "PU-900", "SE-300", 1, true },
    Part { "SP-100", "SP-001", 12 },
    Part { "SP-100", "SP-014", 6 },
};

struct Tie {
    std::string_view product, other, kind;
};
constexpr std::array ties = {
    Tie { "DR-110", "MT-075", "cross_sell" },
    Tie { "DR-550", "MT-450", "cross_sell" },
    Tie { "PU-020", "PU-200", "up_sell" },
    Tie { "PU-200", "SP-001", "spare_part" },
    Tie { "PU-200", "DR-550", "accessory" },
    Tie { "CT-100", "CT-200", "substitute" },
    Tie { "CT-800", "CT-050", "accessory" },
    Tie { "SE-900", "SV-020", "required" },
    Tie { "SW-010", "SW-020", "cross_sell" },
    Tie { "SV-300", "SV-100", "excluded" },
};

struct Plan {
    Label name;
    std::string_view kind;
    int months, response_hours, resolve_hours, visits_year, percent;
};
constexpr std::array plans = {
    Plan { { "Basic warranty", "Базовая гарантия" }, "warranty", 24, 48, 240, 0, 0 },
    Plan { { "Extended warranty", "Расширенная гарантия" }, "extended", 60, 24, 120, 1, 6 },
    Plan { { "Maintenance, two visits a year", "Обслуживание, два выезда в год" }, "maintenance", 12, 24, 72, 2, 4 },
    Plan { { "Support round the clock", "Поддержка 24/7" }, "support", 12, 2, 8, 4, 9 },
};

Id article(Transaction& transaction, std::string_view sku)
{
    return find_by(transaction, product, product.sku, std::string { sku });
}

void compose_bundles(Transaction& transaction)
{
    for (auto const& one : parts)
        Writer::create(transaction, bundle_item,
            { { bundle_item.lines.parent, article(transaction, one.bundle) },
                { bundle_item.part, article(transaction, one.part) },
                { bundle_item.quantity, Decimal::from_whole(one.quantity) },
                { bundle_item.is_optional, one.is_optional } });
}

void tie_products(Transaction& transaction)
{
    for (auto const& one : ties)
        Writer::create(transaction, product_tie,
            { { product_tie.product, article(transaction, one.product) },
                { product_tie.other_product, article(transaction, one.other) },
                { product_tie.kind, std::string { one.kind } } });
}

void offer_service(Transaction& transaction, Language language)
{
    for (auto const& one : plans) {
        auto values = Values { { service_plan.name, text(one.name.in(language)) },
            { service_plan.kind, std::string { one.kind } }, { service_plan.months, one.months },
            { service_plan.response_hours, one.response_hours }, { service_plan.resolve_hours, one.resolve_hours } };
        if (one.visits_year > 0)
            values.set(service_plan.visits_year, one.visits_year);
        if (one.percent > 0)
            values.set(service_plan.price_percent, Decimal::from_whole(one.percent));
        Writer::create(transaction, service_plan, values);
    }
}

void grant_discount_by_quantity(Transaction& transaction, Language language, Day since)
{
    auto values
        = Values { { discount_rule.name, text(Label { "Spare parts in quantity", "Запчасти оптом" }.in(language)) },
              { discount_rule.key, "parts_in_quantity" }, { discount_rule.starts_on, since },
              { discount_rule.product_family,
                  find_by(transaction, catalog::product_family, catalog::product_family.key, "parts") } };
    for (auto const& [from, percent] : { std::pair { 50, 4 }, std::pair { 200, 7 } })
        records::add_line(values, transaction.schema().of(discount_step),
            { { discount_step.from_amount, Decimal::from_whole(from) },
                { discount_step.percent, Decimal::from_whole(percent) } });
    Writer::create(transaction, discount_rule, values);
}

}

void arrange_assortment(Transaction& transaction, Language language, Day since)
{
    // A workspace that was furnished before has all of it.
    if (!find_by(transaction, discount_rule, discount_rule.key, "parts_in_quantity").is_empty())
        return;
    compose_bundles(transaction);
    tie_products(transaction);
    offer_service(transaction, language);
    grant_discount_by_quantity(transaction, language, since);
}

}
