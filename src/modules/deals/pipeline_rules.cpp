#include "modules/deals/deal.h"
#include "modules/deals/pipeline.h"
#include "modules/deals/rules.h"
#include "modules/deals/stage.h"
#include "modules/platform/keys.h"
#include "records/change.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::deals {

using records::Change;
using records::Writer;

namespace {

// A pipeline is born with the stages that it cannot do without; more are put between them.
void give_first_stages(Change& change)
{
    if (!change.is_creation())
        return;
    auto& transaction = change.transaction();
    auto const language = transaction.store().workspace().language;
    auto const here = change.after.id;
    Writer::create(transaction, stage,
        { { stage.pipeline, here }, { stage.name, std::string { Label { "Lead", "Лид" }.in(language) } },
            { stage.key, "lead" }, { stage.probability, Decimal::from_whole(10) },
            { stage.forecast_category, "pipeline" }, { stage.colour, "grey" } });
    Writer::create(transaction, stage,
        { { stage.pipeline, here }, { stage.name, std::string { Label { "Won", "Выиграна" }.in(language) } },
            { stage.key, "won" }, { stage.base_status, "won" }, { stage.probability, Decimal::from_whole(100) },
            { stage.forecast_category, "closed" }, { stage.colour, "green" } });
    Writer::create(transaction, stage,
        { { stage.pipeline, here }, { stage.name, std::string { Label { "Lost", "Проиграна" }.in(language) } },
            { stage.key, "lost" }, { stage.base_status, "lost" }, { stage.probability, Decimal {} },
            { stage.forecast_category, "omitted" }, { stage.colour, "red" } });
}

std::int64_t stages_with(Change& change, std::string const& base_status)
{
    auto rows = change.transaction().connection().query(
        "select count(*) from \"stages\" where \"pipeline\" = ?1 and \"base_status\" = ?2 and \"id\" <> ?3 "
        "and \"deleted_at\" is null",
        { change.get(stage.pipeline).value_or(Id {}).value, base_status, change.after.id.value });
    rows->next();
    return rows->whole(0);
}

constexpr Label one_won_one_lost { "A pipeline has exactly one won and one lost stage.",
    "В воронке ровно один выигрышный и один проигрышный этап." };
constexpr Label some_open { "A pipeline has at least one open stage.", "В воронке есть хотя бы один открытый этап." };

void keep_won_and_lost(Change& change)
{
    auto const status = change.get(stage.base_status).value_or("open");
    if (change.changes(stage.base_status) && status != "open" && stages_with(change, status) > 0)
        change.reject(stage.base_status, "needs_won_and_lost", one_won_one_lost);
    if (change.is_creation())
        return;
    auto const before = change.before.get(stage.base_status).value_or("open");
    if (before != status && stages_with(change, before) == 0)
        change.reject(stage.base_status, "needs_won_and_lost", before == "open" ? some_open : one_won_one_lost);
    if (change.changes(stage.pipeline))
        change.reject(stage.pipeline, "stage_of_other_pipeline",
            Label { "A stage stays in its pipeline.", "Этап остаётся в своей воронке." });
}

std::int64_t deals_in(Change& change)
{
    auto rows = change.transaction().connection().query(
        "select count(*) from \"deals\" where \"stage\" = ?1 and \"deleted_at\" is null", { change.after.id.value });
    rows->next();
    return rows->whole(0);
}

void refuse_to_lose_deals(Change& change)
{
    auto const language = change.actor().language;
    if (auto const count = deals_in(change); count > 0)
        throw Problem::conflict("stage_in_use",
            language == Language::ru ? fmt::format("Сначала переведите сделки этого этапа ({}) на другой.", count)
                                     : fmt::format("Say where its {} deals go: move them first.", count));
    // A pipeline without deals may be taken down altogether.
    auto rows = change.transaction().connection().query(
        "select 1 from \"deals\" where \"pipeline\" = ?1 and \"deleted_at\" is null limit 1",
        { change.get(stage.pipeline).value_or(Id {}).value });
    if (!rows->next())
        return;
    auto const status = change.get(stage.base_status).value_or("open");
    if (stages_with(change, status) == 0)
        throw Problem::conflict(
            "needs_won_and_lost", std::string { (status == "open" ? some_open : one_won_one_lost).in(language) });
}

// What the stage demands is a list of fields that a deal has.
void check_required_fields(Change& change)
{
    auto const text = change.get(stage.required_fields);
    if (!text || !change.changes(stage.required_fields))
        return;
    auto const parsed = parse_json(text->text);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* names = json ? json->as_array() : nullptr;
    auto const& entity = change.transaction().schema().of(deal);
    auto const is_field = [&](Json const& name) { return name.as_string() && entity.find(*name.as_string()); };
    if (!names || !std::ranges::all_of(*names, is_field))
        change.reject(stage.required_fields, "bad_format",
            Label { "Write a list of a deal's fields: [\"account\", \"amount\"].",
                "Перечислите поля сделки: [\"account\", \"amount\"]." });
}

// Deals copy base status from their stage, so it cannot change under them.
void refuse_to_turn_deals(Change& change)
{
    if (!change.is_creation() && change.changes(stage.base_status) && deals_in(change) > 0)
        change.reject(stage.base_status, "stage_in_use",
            Label {
                "Deals stand in this stage; move them first.", "На этом этапе есть сделки; сначала переведите их." });
}

}

void add_pipeline_rules(Registry& registry)
{
    platform::keep_key(registry, pipeline, pipeline.name, pipeline.key);
    registry.rule(pipeline, Moment::after_save, "first_stages", give_first_stages);
    platform::keep_key(registry, stage, stage.name, stage.key, &stage.pipeline);
    registry.rule(stage, Moment::before_save, "needs_won_and_lost", keep_won_and_lost);
    registry.rule(stage, Moment::before_save, "required_fields", check_required_fields);
    registry.rule(stage, Moment::before_save, "stage_in_use", refuse_to_turn_deals);
    registry.rule(stage, Moment::before_remove, "stage_in_use", refuse_to_lose_deals);
}

}
