#include "modules/deals/stages.h"

#include "base/json.h"
#include "base/problem.h"
#include "modules/deals/deal.h"
#include "modules/deals/stage.h"
#include "records/writer.h"

#include <algorithm>

namespace kontor::deals {

std::vector<Record> stages_of(records::Transaction& transaction, Id of_pipeline)
{
    auto stages = records::load_linked(transaction, stage, stage.pipeline, of_pipeline);
    std::ranges::stable_sort(stages, {}, [](Record const& step) { return step.get(stage.rank).value_or(0); });
    return stages;
}

Record stage_with(records::Transaction& transaction, Id of_pipeline, std::string_view base_status)
{
    for (auto& step : stages_of(transaction, of_pipeline))
        if (step.get(stage.base_status) == base_status)
            return std::move(step);
    auto const sentence = Label { "The pipeline lacks such a stage: it needs one won and one lost.",
        "В воронке нет такого этапа: нужны один выигрышный и один проигрышный." };
    throw Problem::conflict("needs_won_and_lost", std::string { sentence.in(transaction.actor().language) });
}

std::vector<Field const*> required_fields_of(records::Transaction& transaction, Record const& step)
{
    auto fields = std::vector<Field const*> {};
    auto const text = step.get(stage.required_fields);
    if (!text)
        return fields;
    auto const parsed = parse_json(text->text);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* names = json ? json->as_array() : nullptr;
    if (!names)
        return fields;
    for (auto const& name : *names)
        if (auto const* text_of_name = name.as_string())
            // A custom field that is gone is not asked for any more.
            if (auto const* field = transaction.schema().of(deal).find(*text_of_name))
                fields.push_back(field);
    return fields;
}

}
