#include "modules/deals/pipeline.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"
#include "modules/deals/stages.h"
#include "records/writer.h"

#include <array>

namespace kontor::deals {

namespace {

struct ShippedStage {
    std::string_view key;
    Label name;
    std::int64_t probability;
    std::int64_t rot_days;
    std::string_view forecast_category;
    std::string_view colour;
    std::string_view required_fields;
};
// Between the lead and the end; lead, won and lost come with every pipeline.
constexpr std::array open_stages = {
    ShippedStage { "contact", { "Contact", "Контакт" }, 20, 14, "pipeline", "blue", "" },
    ShippedStage { "need", { "Need", "Потребность" }, 35, 21, "pipeline", "cyan", "" },
    ShippedStage { "offer", { "Offer", "Предложение" }, 55, 14, "best", "indigo", "[\"account\"]" },
    ShippedStage { "negotiation", { "Negotiation", "Переговоры" }, 75, 10, "commit", "violet", "[\"account\"]" },
};

void seed_pipeline(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    auto const sales = records::Writer::create(transaction, pipeline,
        { { pipeline.name, std::string { Label { "Sales", "Продажи" }.in(language) } }, { pipeline.key, "sales" } });
    auto const first = stages_of(transaction, sales.id);
    records::Writer::update(transaction, first.at(0), { { stage.rot_days, 14 } });
    auto const won = stage_with(transaction, sales.id, "won");
    for (auto const& shipped : open_stages) {
        auto values = Values { { stage.pipeline, sales.id }, { stage.name, std::string { shipped.name.in(language) } },
            { stage.key, std::string { shipped.key } }, { stage.probability, Decimal::from_whole(shipped.probability) },
            { stage.rot_days, shipped.rot_days },
            { stage.forecast_category, std::string { shipped.forecast_category } },
            { stage.colour, std::string { shipped.colour } } };
        if (!shipped.required_fields.empty())
            values.set(stage.required_fields, JsonText { std::string { shipped.required_fields } });
        values.place = Place { Place::Kind::before, won.id };
        records::Writer::create(transaction, stage, values);
    }
    records::Writer::update(transaction, stage_with(transaction, sales.id, "lost"),
        { { stage.required_fields, JsonText { "[\"account\",\"lost_reason\"]" } } });
    records::Writer::update(transaction, won, { { stage.required_fields, JsonText { "[\"account\",\"amount\"]" } } });
}

}

void add_seeds(Registry& registry) { registry.seed({ "pipeline", seed_pipeline }); }

}
