#include "modules/offers/offer_line.h"

namespace kontor::offers {

OfferLine::OfferLine()
    : Entity { "offer_line", "offer_lines",
        {
            .module = "offers",
            .label = { { "Offer line", "Позиция КП" }, { "Offer lines", "Позиции КП" } },
            .icon = "list",
            .colour = "blue",
            .title = "description",
            .hidden = true,
            .order_by = "id",
            .list = { "offer", "product", "description", "quantity", "unit", "price", "discount_percent", "amount",
                "is_optional" },
            .highlight = { "offer", "product", "quantity", "amount" },
            .form = { "offer", "product", "description", "quantity", "price", "discount_percent", "discount_reason" },
            .roles
            = { { "title", "description" }, { "amount", "amount" }, { "currency", "currency" }, { "parent", "offer" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
