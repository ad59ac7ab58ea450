#include "modules/catalog/catalog.h"

#include "modules/catalog/account_terms.h"
#include "modules/catalog/attribute.h"
#include "modules/catalog/discount_rule.h"
#include "modules/catalog/payment_term.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "modules/catalog/product_tie.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/service_plan.h"
#include "modules/catalog/special_condition.h"
#include "modules/catalog/tax_class.h"
#include "modules/catalog/unit.h"

namespace kontor::catalog {

void add_to(Registry& registry)
{
    registry.add(unit);
    registry.add(tax_class);
    registry.add(tax_rate);
    registry.add(payment_term);
    registry.add(attribute);
    registry.add(product_family);
    registry.add(service_plan);
    registry.add(product);
    registry.add(product_attribute);
    registry.add(bundle_item);
    registry.add(product_tie);
    registry.add(price_list);
    registry.add(price);
    registry.add(special_condition);
    registry.add(discount_rule);
    registry.add(discount_step);
    registry.add(account_terms);
    add_rules(registry);
    add_price_rules(registry);
    add_actions(registry);
    add_price_report(registry);
    add_today(registry);
    add_seeds(registry);
}

}
