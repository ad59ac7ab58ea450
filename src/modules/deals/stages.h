#pragma once

#include "model/record.h"
#include "records/store.h"

#include <optional>
#include <string_view>
#include <vector>

// What rules, actions and reports ask about the stages of a pipeline.
namespace kontor::deals {

// In their order.
std::vector<Record> stages_of(records::Transaction&, Id pipeline);

// The first one with this base status; throws Problem when the pipeline has none.
Record stage_with(records::Transaction&, Id pipeline, std::string_view base_status);

// The deal's fields that must be filled in before the stage.
std::vector<Field const*> required_fields_of(records::Transaction&, Record const& stage);

}
