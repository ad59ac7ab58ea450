#pragma once

#include "base/decimal.h"
#include "base/time.h"
#include "db/database.h"

#include <optional>
#include <string>
#include <string_view>

namespace kontor {
class EntityInfo;
class Field;
class Schema;
}

// Amounts in the company's own currency, by the dated rates of the collection exchange_rates: `units` of `currency` are
// worth `rate` of `in_currency`.
namespace kontor::records {

// What one amount is multiplied and divided by.
struct Conversion {
    Decimal times;
    Decimal over;
    [[nodiscard]] std::optional<Decimal> of(Decimal amount) const; // four places, half to even
};

// The day on which a record came to its end, or a paper was given out: its amounts keep the rate of that day. What is
// open follows the newest one. Null where nothing ends.
Field const* rate_day_field(EntityInfo const&);

// The newest rate on or before `day`: from one to the other, the other way round, or both against a third currency.
// Nothing when none is known.
std::optional<Conversion> find_conversion(
    db::Connection&, Schema const&, std::string_view from, std::string_view to, Day day);

}
