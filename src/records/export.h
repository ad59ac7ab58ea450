#pragma once

#include "records/reader.h"
#include "records/store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

enum class ExportFormat { csv, json };

struct ExportQuery {
    std::string filter, q, order_by;
    std::vector<std::string> fields;
    ExportFormat format = ExportFormat::csv;
};

// How many rows the actor would carry away; throws Problem when the role may not export the collection at all.
std::int64_t count_export(Reading&, EntityInfo const&, ExportQuery const&);

// Writes the rows in slices by page, each with a snapshot of its own, so that no export holds writers or checkpoints
// up. `write` returns false when the reader has gone. Returns how many rows were written. CSV: links are two columns,
// `account` for people and `account.id` for coming back (API.md 10).
std::int64_t run_export(
    Store&, Actor const&, EntityInfo const&, ExportQuery const&, std::function<bool(std::string_view)> const& write);

// One line in the trail for each export, before the first byte leaves.
void audit_export(Transaction&, EntityInfo const&, ExportQuery const&, std::int64_t rows, std::string_view reason);

}
