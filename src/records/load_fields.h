#pragma once

#include "records/store.h"

#include <initializer_list>
#include <optional>

namespace kontor::records {

// A record of which only these fields were read, for rules that ask for the same few of many records: a line of a paper
// needs five fields of the paper and nine of the product, out of a hundred. Each must have one column.
std::optional<Record> load_fields(
    Transaction&, Entity const&, Id, std::initializer_list<Field const*> fields, bool with_bin = false);

}
