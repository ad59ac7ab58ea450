#include "modules/orders/orders.h"

#include "modules/orders/carrier.h"
#include "modules/orders/delivery.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "modules/orders/rules.h"

namespace kontor::orders {

void add_to(Registry& registry)
{
    registry.add(carrier);
    registry.add(order);
    registry.add(order_line);
    registry.add(delivery);
    registry.add(delivery_line);
    add_order_rules(registry);
    add_order_line_rules(registry);
    add_delivery_rules(registry);
    add_order_actions(registry);
    add_delivery_actions(registry);
    add_call_off_action(registry);
    add_return_action(registry);
    add_revenue_reports(registry);
    add_consumption_report(registry);
    add_on_time_report(registry);
    add_backlog_report(registry);
    add_today(registry);
}

}
