#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// Two products that belong together, or do not: accessories, substitutes, spare parts.
struct ProductTie : Entity {
    ProductTie();

    Link product { *this, "product", "product",
        { .label = { "Product", "Товар" }, .required = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Link other_product { *this, "other_product", "product",
        { .label = { "Goes with", "Связанный товар" },
            .required = true,
            .indexed = true,
            .on_delete = OnDelete::cascade } };
    Choice kind { *this, "kind",
        {
            { "accessory", { "Accessory", "Принадлежность" }, "blue" },
            { "substitute", { "Substitute", "Замена" }, "teal" },
            { "cross_sell", { "Sold together", "Покупают вместе" }, "green" },
            { "up_sell", { "The better one", "Лучший вариант" }, "violet" },
            { "spare_part", { "Spare part", "Запчасть" }, "grey" },
            { "required", { "Required", "Обязательно" }, "orange" },
            { "excluded", { "Does not go together", "Несовместимо" }, "red" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "cross_sell" } };
    Whole rank { *this, "rank", { .label = { "Order", "Порядок" }, .default_value = "100" } };
    Text note { *this, "note", { .label = { "Note", "Примечание" }, .max = 200 } };
    Number lift { *this, "lift", { .label = { "Strength", "Сила связи" }, .computed = true } };
};

inline ProductTie const product_tie;

// A part of a bundle.
struct BundleItem : Entity {
    BundleItem();

    LinesOf lines { *this, "product", "bundle_items", { "Bundle", "Комплект" } };
    Link part { *this, "part", "product", { .label = { "Product", "Товар" }, .required = true, .indexed = true } };
    Number quantity { *this, "quantity",
        { .label = { "Quantity", "Кол-во" }, .required = true, .min_value = "0", .default_value = "1" } };
    Flag is_optional { *this, "is_optional", { .label = { "Optional", "Необязательно" }, .default_value = "false" } };
    Percent price_share_percent { *this, "price_share_percent",
        { .label = { "Share of the price, %", "Доля цены, %" }, .min_value = "0", .max_value = "100" } };
    Text note { *this, "note", { .label = { "Note", "Примечание" }, .max = 200 } };
};

inline BundleItem const bundle_item;

}
