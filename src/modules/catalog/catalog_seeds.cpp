#include "modules/catalog/rules.h"
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

}

void add_seeds(Registry& registry) { registry.seed({ "units", seed_units }); }

}
