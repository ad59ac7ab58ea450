#include "modules/orders/carrier.h"

namespace kontor::orders {

Carrier::Carrier()
    : Entity { "carrier", "carriers",
        {
            .module = "orders",
            .label = { { "Carrier", "Перевозчик" }, { "Carriers", "Перевозчики" } },
            .icon = "truck",
            .colour = "grey",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "phone", "is_active" },
            .highlight = { "phone" },
            .form = { "name", "phone" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
