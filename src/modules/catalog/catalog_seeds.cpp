#include "modules/catalog/payment_term.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/tax_class.h"
#include "modules/catalog/unit.h"
#include "records/writer.h"

#include <array>

namespace kontor::catalog {

namespace {

struct ShippedUnit {
    std::string_view key;
    Label name;
    std::string_view code; // UN/ECE Recommendation 20
};
constexpr std::array shipped_units = {
    ShippedUnit { "piece", { "piece", "шт." }, "C62" },
    ShippedUnit { "set", { "set", "компл." }, "SET" },
    ShippedUnit { "pack", { "pack", "упак." }, "XPK" },
    ShippedUnit { "kg", { "kg", "кг" }, "KGM" },
    ShippedUnit { "tonne", { "tonne", "т" }, "TNE" },
    ShippedUnit { "litre", { "litre", "л" }, "LTR" },
    ShippedUnit { "metre", { "metre", "м" }, "MTR" },
    ShippedUnit { "square_metre", { "square metre", "м²" }, "MTK" },
    ShippedUnit { "hour", { "hour", "ч" }, "HUR" },
    ShippedUnit { "day", { "day", "день" }, "DAY" },
    ShippedUnit { "month", { "month", "мес." }, "MON" },
    ShippedUnit { "year", { "year", "год" }, "ANN" },
};

void seed_units(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_units)
        records::Writer::create(transaction, unit,
            { { unit.name, std::string { shipped.name.in(language) } }, { unit.key, std::string { shipped.key } },
                { unit.code, std::string { shipped.code } } });
}

struct ShippedTaxClass {
    std::string_view key;
    Label name;
    std::string_view category; // EN 16931
};
constexpr std::array shipped_tax_classes = {
    ShippedTaxClass { "standard", { "Standard", "Основная ставка" }, "S" },
    ShippedTaxClass { "reduced", { "Reduced", "Пониженная ставка" }, "S" },
    ShippedTaxClass { "zero", { "Zero rate", "Ставка 0 %" }, "Z" },
    ShippedTaxClass { "exempt", { "Exempt", "Без НДС" }, "E" },
    ShippedTaxClass { "reverse_charge", { "Reverse charge", "Платит покупатель" }, "AE" },
};

// Rates of the Russian tax code. Elsewhere the administrator says which rates the house has: until then nothing is
// added.
struct ShippedRate {
    std::string_view tax_class;
    std::int64_t percent;
    std::string_view starts_on;
};
constexpr std::array russian_rates = {
    ShippedRate { "standard", 18, "2004-01-01" },
    ShippedRate { "standard", 20, "2019-01-01" },
    ShippedRate { "standard", 22, "2026-01-01" },
    ShippedRate { "reduced", 10, "2004-01-01" },
};

void seed_taxes(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_tax_classes) {
        auto const made = records::Writer::create(transaction, tax_class,
            { { tax_class.name, std::string { shipped.name.in(language) } },
                { tax_class.key, std::string { shipped.key } },
                { tax_class.category, std::string { shipped.category } } });
        if (language != Language::ru)
            continue;
        for (auto const& rate : russian_rates)
            if (rate.tax_class == shipped.key)
                records::Writer::create(transaction, tax_rate,
                    { { tax_rate.lines.parent, made.id }, { tax_rate.percent, Decimal::from_whole(rate.percent) },
                        { tax_rate.starts_on, *Day::parse(rate.starts_on) } });
    }
}

struct ShippedTerm {
    std::string_view key;
    Label name;
    std::int64_t days;
    std::int64_t prepaid_percent;
};
constexpr std::array shipped_terms = {
    ShippedTerm { "prepaid", { "In advance", "Предоплата 100 %" }, 0, 100 },
    ShippedTerm {
        "half_prepaid", { "Half in advance, the rest in 14 days", "50 % вперёд, остаток за 14 дней" }, 14, 50 },
    ShippedTerm { "net_14", { "14 days", "14 дней" }, 14, 0 },
    ShippedTerm { "net_30", { "30 days", "30 дней" }, 30, 0 },
    ShippedTerm { "net_60", { "60 days", "60 дней" }, 60, 0 },
};

void seed_payment_terms(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_terms)
        records::Writer::create(transaction, payment_term,
            { { payment_term.name, std::string { shipped.name.in(language) } },
                { payment_term.key, std::string { shipped.key } }, { payment_term.days, shipped.days },
                { payment_term.prepaid_percent, Decimal::from_whole(shipped.prepaid_percent) } });
}

}

void add_seeds(Registry& registry)
{
    registry.seed({ "units", seed_units });
    registry.seed({ "taxes", seed_taxes });
    registry.seed({ "payment_terms", seed_payment_terms });
}

}
