#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/catalog/priced.h"

namespace kontor::offers {

// One position of an offer. An optional one counts only when the client chose it.
struct OfferLine : Entity {
    OfferLine();

    LinesOf lines { *this, "offer", "offer_lines", { "Offer", "КП" } };
    catalog::PricedLine priced { *this };
    catalog::LineCost cost { *this };
    Flag is_optional { *this, "is_optional", { .label = { "Optional", "Опция" }, .default_value = "false" } };
    Flag is_chosen { *this, "is_chosen", { .label = { "Chosen", "Выбрана" }, .default_value = "false" } };
    Whole delivery_days { *this, "delivery_days",
        { .label = { "Delivery, days", "Срок, дней" }, .min_value = "0", .max_value = "3000" } };
};

inline OfferLine const offer_line;

}
