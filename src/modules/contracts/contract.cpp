#include "modules/contracts/contract.h"

namespace kontor::contracts {

Contract::Contract()
    : Entity { "contract", "contracts",
        {
            .module = "contracts",
            .label = { { "Contract", "Договор" }, { "Contracts", "Договоры" } },
            .icon = "file-certificate",
            .colour = "grape",
            .order_by = "ends_on",
            .list = { "number", "name", "account", "kind", "amount", "starts_on", "ends_on", "prolongation", "status",
                "owner" },
            .highlight = { "account", "amount", "remaining_amount", "ends_on", "notice_until_on",
                "fulfilment_percent", "return_percent", "status" },
            .form = { "name", "account", "kind", "amount", "currency", "starts_on", "ends_on", "prolongation",
                "owner" },
            .roles = { { "title", "name" }, { "status", "status" }, { "amount", "amount" },
                { "currency", "currency" }, { "owner", "owner" }, { "closes_on", "ends_on" },
                { "parent", "account" } },
            .views = {
                { "active", { "Active", "Действуют" }, "status = \"active\"", "ends_on" },
                { "ending", { "Ending in 90 days", "Заканчиваются за 90 дней" },
                    "status = \"active\" AND ends_on <= days(90)", "ends_on" },
                { "notice_due", { "Notice due", "Пора уведомить" },
                    "status = \"active\" AND notice_until_on >= today() AND notice_until_on <= days(60)",
                    "notice_until_on" },
                { "unsigned", { "Unsigned for 14 days", "Не подписаны 14 дней" },
                    "status IN (\"draft\", \"sent\") AND created_at < days(-14)", "starts_on" },
                { "mine", { "Mine", "Мои" }, "owner = me()", "ends_on" },
                { "all", { "All", "Все" }, {}, "ends_on" },
            },
        } }
{
}

}
