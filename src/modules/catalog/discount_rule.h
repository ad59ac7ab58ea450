#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// A discount that follows from what is bought, by whom and how: for large quantities, early orders, quick payment.
struct DiscountRule : Entity {
    DiscountRule();

    Text name { *this, "name",
        { .label = { "Name", "Название" },
            .help = { "Stands on the line as the reason of its discount.", "Попадает в позицию как причина скидки." },
            .required = true,
            .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Choice scope { *this, "scope",
        {
            { "line", { "Each line by itself", "Каждая позиция отдельно" } },
            { "document", { "The whole paper", "Весь документ" } },
        },
        { .label = { "Measured over", "По чему считается" }, .required = true, .default_value = "line" } };
    LongText condition { *this, "condition",
        { .label = { "For which clients", "Для каких клиентов" },
            .help = { "A filter over accounts: segment = \"large\". Empty: for all.",
                "Отбор клиентов: segment = \"large\". Пусто: для всех." },
            .max = 8'192 } };
    Link product { *this, "product", "product", { .label = { "Product", "Товар" } } };
    Link product_family { *this, "product_family", "product_family",
        { .label = { "Family", "Группа" },
            .help = { "Neither product nor family: for everything.", "Ни товара, ни группы: на всё." } } };
    Choice basis { *this, "basis",
        {
            { "quantity", { "Quantity", "Количество" } },
            { "amount", { "Amount before discounts", "Сумма до скидок" } },
            { "annual_turnover", { "Ordered within twelve months", "Заказано за двенадцать месяцев" } },
            { "payment_days", { "Days to pay, at most", "Отсрочка, не больше дней" } },
            { "early_order", { "Days ordered ahead", "За сколько дней заказано" } },
        },
        { .label = { "Counted by", "База расчёта" }, .required = true, .default_value = "quantity" } };
    Choice stack { *this, "stack",
        {
            { "add", { "On top of other discounts", "Сверх других скидок" } },
            { "best", { "The larger one counts", "Действует большая" } },
            { "exclusive", { "Instead of all others", "Вместо всех других" } },
        },
        { .label = { "With other discounts", "Сложение скидок" }, .required = true, .default_value = "best" } };
    Whole rank { *this, "rank", { .label = { "Order", "Порядок" }, .default_value = "100" } };
    DayField starts_on { *this, "starts_on",
        { .label = { "Starts", "Действует с" }, .required = true, .default_value = "today()" } };
    DayField ends_on { *this, "ends_on", { .label = { "Ends", "Действует до" } } };
    Timeline timeline { *this };
};

inline DiscountRule const discount_rule;

// From so much on, that much off.
struct DiscountStep : Entity {
    DiscountStep();

    LinesOf lines { *this, "discount_rule", "discount_steps", { "Discount rule", "Правило скидки" } };
    Number from_amount { *this, "from_amount",
        { .label = { "From", "От" }, .required = true, .min_value = "0", .default_value = "0" } };
    Percent percent { *this, "percent",
        { .label = { "Percent", "Процент" }, .required = true, .min_value = "0", .max_value = "100" } };
    Text note { *this, "note", { .label = { "Note", "Примечание" }, .max = 200 } };
};

inline DiscountStep const discount_step;

}
