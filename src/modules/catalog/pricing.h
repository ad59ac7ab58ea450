#pragma once

#include "base/decimal.h"
#include "base/id.h"
#include "base/language.h"
#include "base/time.h"
#include "db/database.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The one place that knows what something costs.
namespace kontor::catalog {

struct PriceQuestion {
    Id account; // may be empty: anybody
    Id product;
    Decimal quantity;
    Day day;
    std::string currency;
    Decimal other_quantity {}; // of the other lines of the paper, for rules that look at all of it
    Decimal other_amount {};
    Decimal tax_percent {};                                         // taken out of prices that contain it
    std::optional<std::int64_t> payment_days {};                    // of the paper's payment term
    std::optional<std::int64_t> days_ahead {};                      // from the day to the day on which it is wanted
    std::function<bool(std::string const& filter)> client_meets {}; // whether a filter over accounts holds
    Id agreed_list {}; // the one that was agreed; without it the account's own, its segment's, or that for everybody
};

// Where a price, or a discount on it, comes from.
struct PriceStep {
    enum class Source { of_product, of_price_list, special_price, special_discount, of_discount_rule } source;
    std::string name; // of the price list; the reason of a special condition
    std::optional<Decimal> price;
    std::optional<Decimal> discount_percent;
    std::optional<Decimal> from_quantity;
    Id record; // price list or special condition
};

struct PriceAnswer {
    std::optional<Decimal> list_price; // before anything that is the client's own; nothing: no price in this currency
    std::optional<Decimal> price;      // of one unit, before the discount
    std::optional<Decimal> discount_percent;
    std::string discount_reason;
    std::vector<PriceStep> steps; // in the order in which they were applied: list, price list, special condition, rules
};

// The product's own price holds where no price list says otherwise; of several lists the one that was named, then the
// client's own, then its segment's, then the first by rank; in a list the price for the largest quantity that is
// reached. A special price of the client, or of its head company, replaces it; without one the best special discount
// counts: for the product before its family before everything. Discount rules come last, by rank. A list that is based
// on another one takes from there what it does not say itself, times its factor; three lists deep.
PriceAnswer price_for(db::Connection&, PriceQuestion const&);

// The percentage of a tax class on a day, for a client from a country (empty: unknown); nothing where none holds.
std::optional<Decimal> tax_percent_for(db::Connection&, Id tax_class, std::string_view country, Day);

// [{"source":"price_list","name":"Wholesale 2026","price":"12.00"}], as the steps are kept beside a line.
std::string to_json(std::vector<PriceStep> const&);

}
