#pragma once

#include "model/entity.h"

namespace kontor::billing {

// What a client owes and still waits for: the money of his page, and what his credit is measured by.
struct AccountMoney : Extension {
    AccountMoney() : Extension("account") { }

    Money open_order_amount { *this, "open_order_amount",
        { .label = { "Open orders", "Открытые заказы" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "orders", "account", "open_amount_base",
                "status IN (\"confirmed\", \"in_delivery\") AND kind != \"return\"" },
            .currency = "workspace()" } };
    Money receivable_amount { *this, "receivable_amount",
        { .label = { "Receivables", "Дебиторская задолженность" },
            .sensitive = true,
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "invoices", "account", "open_amount_base",
                "status IN (\"sent\", \"partly_paid\", \"disputed\") AND kind != \"credit_note\"" },
            .currency = "workspace()" } };
    Money unallocated_amount { *this, "unallocated_amount",
        { .label = { "Credit of the client", "Аванс клиента" },
            .sensitive = true,
            .default_value = "0",
            .roll_up
            = { RollUpFunction::sum, "payments", "account", "unallocated_amount_base", "status != \"returned\"" },
            .currency = "workspace()" } };
    Money credit_used { *this, "credit_used",
        { .label = { "Credit used", "Использовано кредита" },
            .sensitive = true,
            .formula = "receivable_amount + open_order_amount - unallocated_amount",
            .currency = "workspace()" } };
    // All that the order desk needs to know: whether one more order fits.
    Money free_credit { *this, "free_credit",
        { .label = { "Free credit", "Свободный кредит" },
            .help = { "Empty: no limit was set.", "Пусто: лимит не установлен." },
            .sensitive = true,
            .formula = "credit_limit_base - credit_used",
            .currency = "workspace()" } };
};

inline AccountMoney const account_money;

}
