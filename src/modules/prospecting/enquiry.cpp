#include "modules/prospecting/enquiry.h"

namespace kontor::prospecting {

Enquiry::Enquiry()
    : Entity { "enquiry", "enquiries",
        {
            .module = "prospecting",
            .label = { { "Enquiry", "Обращение" }, { "Enquiries", "Обращения" } },
            .icon = "inbox",
            .colour = "orange",
            .title = "subject",
            .order_by = "received_at desc",
            .list = { "received_at", "subject", "company_name", "channel", "owner", "respond_by_at", "status" },
            .highlight = { "company_name", "contact_name", "phone", "email", "received_at", "respond_by_at" },
            .form = { "subject", "text", "channel", "company_name", "contact_name", "phone", "email", "source",
                "urgency" },
            .roles = { { "title", "subject" }, { "status", "status" }, { "amount", "budget" },
                { "currency", "currency" }, { "owner", "owner" }, { "parent", "account" } },
            .views = {
                { "unassigned", { "Unassigned", "Неразобранные" }, "owner = null AND status = \"new\"", "received_at" },
                { "mine", { "Mine", "Мои" }, "owner = me() AND status IN (\"new\", \"working\")", "received_at" },
                { "overdue", { "Overdue", "Просроченные" },
                    "respond_by_at < now() AND responded_at = null AND status IN (\"new\", \"working\")",
                    "respond_by_at" },
                { "this_week", { "This week", "За неделю" }, "received_at >= start_of_week()", "received_at desc",
                    "board", "channel" },
                { "all", { "All", "Все" }, {}, "received_at desc" },
            },
        } }
{
}

}
