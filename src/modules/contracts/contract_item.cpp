#include "modules/contracts/contract_item.h"

namespace kontor::contracts {

ContractItem::ContractItem()
    : Entity { "contract_item", "contract_items",
        {
            .module = "contracts",
            .label = { { "Contract item", "Позиция договора" }, { "Contract items", "Позиции договора" } },
            .icon = "list",
            .colour = "grape",
            .title = "description",
            .hidden = true,
            .order_by = "id",
            .list = { "contract", "product", "quantity", "unit", "price", "ordered_quantity", "remaining_quantity" },
            .highlight = { "contract", "product", "quantity", "remaining_quantity" },
            .form = { "contract", "product", "quantity", "price" },
            .roles = { { "title", "description" }, { "amount", "price" }, { "currency", "currency" },
                { "parent", "contract" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
}

}
