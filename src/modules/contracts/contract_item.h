#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::contracts {

// What may be called off under a contract, how much of it and for what price.
struct ContractItem : Entity {
    ContractItem();

    LinesOf lines { *this, "contract", "contract_items", { "Contract", "Договор" } };
    Link product { *this, "product", "product",
        { .label = { "Product", "Товар" }, .required = true, .indexed = true } };
    Text description { *this, "description", { .label = { "Description", "Описание" }, .searchable = true } };
    Number quantity { *this, "quantity", { .label = { "Quantity", "Количество" } } };
    Number min_quantity { *this, "min_quantity", { .label = { "At least", "Не менее" }, .min_value = "0" } };
    Number max_quantity { *this, "max_quantity",
        { .label = { "At most", "Не более" },
            .help = { "Empty: the quantity.", "Пусто: само количество." },
            .min_value = "0" } };
    Link unit { *this, "unit", "unit", { .label = { "Unit", "Ед." } } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .computed = true } };
    Money price { *this, "price", { .label = { "Price", "Цена" }, .min_value = "0" } };
    Number ordered_quantity { *this, "ordered_quantity",
        { .label = { "Ordered", "Заказано" },
            .default_value = "0",
            .roll_up
            = { RollUpFunction::sum, "order_lines", "contract_item", "quantity", "status != \"cancelled\"" } } };
    Number remaining_quantity { *this, "remaining_quantity",
        { .label = { "Remaining", "Остаток" }, .formula = "coalesce(max_quantity, quantity) - ordered_quantity" } };
};

inline ContractItem const contract_item;

}
