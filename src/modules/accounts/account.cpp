#include "modules/accounts/account.h"

namespace kontor::accounts {

Account::Account()
    : Entity { "account", "accounts",
        {
            .module = "accounts",
            .label = { { "Account", "Клиент" }, { "Accounts", "Клиенты" } },
            .icon = "building",
            .colour = "blue",
            .order_by = "name",
            .list = { "name", "segment", "tier", "status", "owner", "open_deal_amount", "last_contact_at",
                "next_step" },
            .highlight = { "segment", "tier", "open_deal_amount", "last_contact_at", "next_step", "owner" },
            .form = { "name", "segment", "kind", "tier", "industry", "phone", "email", "website", "tax_number",
                "owner" },
            .roles = { { "title", "name" }, { "status", "status" }, { "amount", "open_deal_amount" },
                { "owner", "owner" }, { "parent", "parent" } },
            .views = {
                { "mine", { "My accounts", "Мои клиенты" }, "owner = me()", "name" },
                { "corporate", { "All corporate", "Все корпоративные" },
                    "kind IN (\"corporate\", \"sole_proprietor\")", "name" },
                { "key_accounts", { "Key accounts", "Ключевые клиенты" }, "tier IN (\"strategic\", \"key\")", "name" },
                { "prospects", { "Prospects", "Потенциальные" }, "status IN (\"suspect\", \"prospect\")", "name" },
                { "beyond_rhythm", { "No contact beyond rhythm", "Нет контакта дольше ритма" },
                    "contact_due_on < today() AND status IN (\"prospect\", \"client\")", "contact_due_on" },
                { "retail", { "Retail and resellers", "Розница и посредники" },
                    "kind IN (\"retail\", \"reseller\")", "name" },
                { "former", { "Former clients", "Бывшие клиенты" }, "status = \"former_client\"", "name" },
                { "all", { "All", "Все" }, {}, "name" },
            },
        } }
{
}

}
