#include "app/demo/house.h"

#include "base/check.h"
#include "modules/accounts/tag.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/stage.h"
#include "modules/deals/stages.h"
#include "modules/market/segment.h"
#include "modules/prospecting/lead_source.h"
#include "records/writer.h"

#include <array>

namespace kontor::demo {

using deals::pipeline;
using deals::stage;
using prospecting::lead_source;
using records::Transaction;
using records::Writer;

namespace {

// What the shipped sources cost a month, in euros.
struct Cost {
    std::string_view key;
    int monthly;
};
constexpr std::array costs = { Cost { "web", 900 }, Cost { "exhibition", 2'400 }, Cost { "advertising", 1'500 },
    Cost { "partner", 600 }, Cost { "tender", 300 } };

struct TagWords {
    Label name;
    std::string_view colour;
};
constexpr std::array tag_words = {
    TagWords { { "vip", "важный" }, "red" },
    TagWords { { "reference", "референс" }, "green" },
    TagWords { { "pays late", "платит поздно" }, "orange" },
    TagWords { { "expansion", "расширение" }, "teal" },
    TagWords { { "export", "экспорт" }, "blue" },
    TagWords { { "seasonal", "сезонный" }, "yellow" },
    TagWords { { "exhibition", "выставка" }, "violet" },
    TagWords { { "holding", "холдинг" }, "indigo" },
};

// What a euro is worth, roughly: so that amounts look as they do where the company works.
double price_level_of(std::string_view currency)
{
    struct Level {
        std::string_view currency;
        double level;
    };
    static constexpr std::array levels = { Level { "RUB", 95 }, Level { "KZT", 520 }, Level { "JPY", 160 },
        Level { "PLN", 4.3 }, Level { "SEK", 11 }, Level { "CNY", 7.8 }, Level { "TRY", 37 }, Level { "UAH", 45 } };
    for (auto const& one : levels)
        if (one.currency == currency)
            return one.level;
    return 1;
}

void add_tags(Transaction& transaction, Language language, House& house)
{
    auto const& tag = accounts::tag;
    house.tags.clear();
    for (auto const& words : tag_words) {
        auto const name = std::string { words.name.in(language) };
        auto id = find_by(transaction, tag, tag.name, name);
        if (id.is_empty())
            id = Writer::create(transaction, tag, { { tag.name, name }, { tag.colour, std::string { words.colour } } })
                     .id;
        house.tags.push_back(id);
    }
}

void learn_sources(Transaction& transaction, House& house)
{
    house.sources.clear();
    for (auto const& source : records::load_where(transaction, transaction.schema().of(lead_source), "is_active"))
        house.sources[source.get(lead_source.key).value_or("")] = source.id;
    for (auto const& cost : costs)
        if (auto const found = house.sources.find(cost.key); found != house.sources.end())
            Writer::update(transaction, transaction.schema().of(lead_source), found->second,
                { { lead_source.monthly_cost,
                    Decimal::from_whole(static_cast<std::int64_t>(cost.monthly * house.price_level)) } },
                {}, Writer::Authority::engine);
}

struct TenderStage {
    std::string_view key;
    Label name;
    int probability;
    int rot_days;
    std::string_view forecast_category;
};
constexpr std::array tender_stages = {
    TenderStage { "preparing", { "Preparing", "Подготовка" }, 25, 10, "pipeline" },
    TenderStage { "submitted", { "Submitted", "Подана" }, 35, 30, "best" },
    TenderStage { "evaluated", { "Evaluated", "Оценка" }, 60, 15, "commit" },
};

void add_tender_pipeline(Transaction& transaction, Language language)
{
    if (!find_by(transaction, pipeline, pipeline.key, "tender").is_empty())
        return;
    auto const name = std::string { Label { "Tenders", "Тендеры" }.in(language) };
    auto const made = Writer::create(
        transaction, pipeline, { { pipeline.name, name }, { pipeline.key, "tender" }, { pipeline.kind, "tender" } });
    auto const won = deals::stage_with(transaction, made.id, "won");
    for (auto const& one : tender_stages) {
        auto values = Values { { stage.pipeline, made.id }, { stage.name, std::string { one.name.in(language) } },
            { stage.key, std::string { one.key } }, { stage.probability, Decimal::from_whole(one.probability) },
            { stage.rot_days, one.rot_days }, { stage.forecast_category, std::string { one.forecast_category } } };
        values.place = Place { Place::Kind::before, won.id };
        Writer::create(transaction, stage, values);
    }
}

Process process_of(Transaction& transaction, Id pipeline_id)
{
    auto process = Process { pipeline_id, {}, deals::stage_with(transaction, pipeline_id, "won").id,
        deals::stage_with(transaction, pipeline_id, "lost").id };
    for (auto const& step : deals::stages_of(transaction, pipeline_id))
        if (step.get(stage.base_status) == "open")
            process.open.push_back({ step.id, static_cast<int>(step.get(stage.rot_days).value_or(14)) });
    check(!process.open.empty(), "a pipeline has an open stage");
    return process;
}

}

Id find_by(Transaction& transaction, Entity const& entity, Field const& field, std::string const& text)
{
    auto rows = transaction.connection().query("select \"id\" from " + db::quote(entity.plural_name) + " where "
            + db::quote(field.name()) + " = ?1 and \"deleted_at\" is null order by \"id\" limit 1",
        { text });
    return rows->next() ? Id { rows->whole(0) } : Id {};
}

void add_processes(History& history, Language language, House& house)
{
    history.write(records::Actor::system(), [&](Transaction& transaction) {
        add_tags(transaction, language, house);
        learn_sources(transaction, house);
        add_tender_pipeline(transaction, language);
        auto first = Id {};
        {
            auto rows = transaction.connection().query(
                "select \"id\" from \"pipelines\" where \"deleted_at\" is null order by \"rank\", \"id\" limit 1");
            check(rows->next(), "the seeds gave the workspace a pipeline");
            first = Id { rows->whole(0) };
        }
        house.sale = process_of(transaction, first);
        house.tender = process_of(transaction, find_by(transaction, pipeline, pipeline.key, "tender"));
        for (auto const* key : { "small", "medium", "large", "government" })
            house.segments[key] = find_by(transaction, market::segment, market::segment.key, key);
    });
}

House furnish_house(History& history, DemoOptions const& options)
{
    auto house = House {};
    auto const workspace = history.store().workspace();
    auto const language = options.language.value_or(workspace.language);
    house.currency = workspace.currency;
    house.price_level = price_level_of(workspace.currency);
    add_people(history, options, house);
    add_processes(history, language, house);
    add_catalogue(history, language, house);
    return house;
}

}
