#pragma once

#include "records/store.h"

#include <cstddef>
#include <string_view>

namespace kontor::records {

// The setting that says in which currency the converted amounts are.
inline constexpr std::string_view conversion_setting = "conversion";

// Brings amounts in the company's currency up to date, at most so many; returns how many were looked at or changed, 0
// when all are right (docs/decisions/0002). Open records follow the newest exchange rate, closed ones that had no rate
// get theirs. When the company has another currency than before, every amount is computed anew: that of a closed
// record, too, with the rate of its day.
std::size_t refresh_conversions(Transaction&, std::size_t at_most);

}
