#include "modules/billing/invoice.h"

namespace kontor::billing {

Invoice::Invoice()
    : Entity { "invoice", "invoices",
        {
            .module = "billing",
            .label = { { "Invoice", "Счёт" }, { "Invoices", "Счета" } },
            .icon = "receipt",
            .colour = "green",
            .title = "number",
            .order_by = "issued_on desc",
            .list = { "number", "account", "issued_on", "due_on", "total", "open_amount", "status" },
            .highlight = { "account", "total", "open_amount", "due_on", "dunning_level", "promised_pay_on", "status" },
            .form = { "account", "order", "kind", "issued_on", "due_on", "currency", "payment_term", "owner" },
            .roles = { { "title", "number" }, { "status", "status" }, { "amount", "total" },
                { "currency", "currency" }, { "owner", "owner" }, { "closes_on", "due_on" },
                { "parent", "account" } },
            .views = {
                { "overdue", { "Overdue", "Просрочены" }, "open_amount > 0 AND due_on < today() AND status IN (\"sent\", "
                                                          "\"partly_paid\", \"disputed\") AND kind != \"credit_note\"",
                    "due_on" },
                { "overdue_30", { "Overdue 1 to 30 days", "Просрочены 1–30 дней" },
                    "open_amount > 0 AND due_on < today() AND due_on >= days(-30) AND status IN (\"sent\", "
                    "\"partly_paid\", \"disputed\")",
                    "due_on" },
                { "overdue_60", { "Overdue 31 to 60 days", "Просрочены 31–60 дней" },
                    "open_amount > 0 AND due_on < days(-30) AND due_on >= days(-60) AND status IN (\"sent\", "
                    "\"partly_paid\", \"disputed\")",
                    "due_on" },
                { "overdue_61", { "Overdue 61 to 90 days", "Просрочены 61–90 дней" },
                    "open_amount > 0 AND due_on < days(-60) AND due_on >= days(-90) AND status IN (\"sent\", "
                    "\"partly_paid\", \"disputed\")",
                    "due_on" },
                { "overdue_90", { "Overdue more than 90 days", "Просрочены более 90 дней" },
                    "open_amount > 0 AND due_on < days(-90) AND status IN (\"sent\", \"partly_paid\", \"disputed\")",
                    "due_on" },
                { "due_this_week", { "Due this week", "Оплатить на этой неделе" },
                    "open_amount > 0 AND due_on >= today() AND due_on <= end_of_week() AND status IN (\"sent\", "
                    "\"partly_paid\")",
                    "due_on" },
                { "disputed", { "Disputed", "Оспариваются" }, "status = \"disputed\"", "issued_on" },
                { "drafts", { "Drafts", "Черновики" }, "status = \"draft\"", "issued_on" },
                { "paid", { "Paid this month", "Оплачены в этом месяце" },
                    "status = \"paid\" AND paid_on >= start_of_month()", "paid_on desc" },
                { "all", { "All", "Все" }, {}, "issued_on desc" },
            },
        } }
{
}

}
