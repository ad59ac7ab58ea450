#include "modules/catalog/attribute.h"

namespace kontor::catalog {

Attribute::Attribute()
    : Entity { "attribute", "attributes",
        {
            .module = "catalog",
            .label = { { "Property", "Характеристика" }, { "Properties", "Характеристики" } },
            .icon = "ruler",
            .colour = "grey",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "data_kind", "unit", "better" },
            .highlight = { "data_kind", "unit" },
            .form = { "name", "data_kind", "unit", "better" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

ProductAttribute::ProductAttribute()
    : Entity { "product_attribute", "product_attributes",
        {
            .module = "catalog",
            .label = { { "Value of a property", "Значение характеристики" }, { "Specification", "Спецификация" } },
            .icon = "ruler",
            .colour = "grey",
            .title = "text_value",
            .hidden = true,
            .order_by = "id",
            .list = { "product", "attribute", "number_value", "number_high", "text_value", "flag_value" },
            .highlight = { "product", "attribute", "number_value", "text_value" },
            .form = { "product", "attribute", "number_value", "text_value" },
            .roles = { { "parent", "product" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
