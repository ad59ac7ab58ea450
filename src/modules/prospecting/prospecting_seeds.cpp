#include "modules/prospecting/lead_source.h"
#include "modules/prospecting/rules.h"
#include "records/writer.h"

#include <array>

namespace kontor::prospecting {

namespace {

struct ShippedSource {
    std::string_view key; // the kind too
    Label name;
};
constexpr std::array shipped_sources = {
    ShippedSource { "web", { "Website", "Сайт" } },
    ShippedSource { "phone", { "Incoming call", "Входящий звонок" } },
    ShippedSource { "exhibition", { "Exhibition", "Выставка" } },
    ShippedSource { "advertising", { "Advertising", "Реклама" } },
    ShippedSource { "referral", { "Referral", "Рекомендация" } },
    ShippedSource { "register", { "Register of companies", "Реестр компаний" } },
    ShippedSource { "partner", { "Partner", "Партнёр" } },
    ShippedSource { "cold_call", { "Cold call", "Холодный звонок" } },
    ShippedSource { "tender", { "Tender", "Тендер" } },
    ShippedSource { "own_base", { "Own base", "Собственная база" } },
    ShippedSource { "social", { "Social networks", "Социальные сети" } },
};

void seed_sources(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_sources)
        records::Writer::create(transaction, lead_source,
            { { lead_source.name, std::string { shipped.name.in(language) } },
                { lead_source.key, std::string { shipped.key } }, { lead_source.kind, std::string { shipped.key } } });
}

}

void add_seeds(Registry& registry) { registry.seed({ "lead_sources", seed_sources }); }

}
