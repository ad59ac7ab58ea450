#include "modules/catalog/catalog.h"

#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/unit.h"

namespace kontor::catalog {

void add_to(Registry& registry)
{
    registry.add(unit);
    registry.add(product_family);
    registry.add(product);
    add_rules(registry);
    add_seeds(registry);
}

}
