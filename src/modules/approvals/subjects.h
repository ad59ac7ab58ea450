#pragma once

#include "model/field.h"

#include <initializer_list>

namespace kontor::approvals {

// What somebody may decide alone only up to a limit.
inline std::initializer_list<ChoiceDeclaration> const subjects = {
    { "discount_percent", { "Discount", "Скидка" }, "orange" },
    { "margin_percent", { "Margin", "Маржа" }, "red" },
    { "payment_days", { "Days to pay", "Отсрочка" }, "teal" },
    { "credit_amount", { "Credit", "Кредит" }, "grape" },
    { "offer_amount", { "Amount of an offer", "Сумма КП" }, "blue" },
    { "contract_amount", { "Amount of a contract", "Сумма договора" }, "indigo" },
    { "clause", { "Special terms", "Особые условия" }, "violet" },
    { "write_off", { "Write-off", "Списание" }, "pink" },
    { "expense", { "Expense", "Расход" }, "cyan" },
    { "bonus", { "Bonus", "Бонус" }, "green" },
};

}
