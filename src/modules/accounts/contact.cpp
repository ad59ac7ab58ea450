#include "modules/accounts/contact.h"

namespace kontor::accounts {

Contact::Contact()
    : Entity { "contact", "contacts",
        {
            .module = "accounts",
            .label = { { "Contact", "Контактное лицо" }, { "Contacts", "Контактные лица" } },
            .icon = "address-book",
            .colour = "teal",
            .order_by = "name",
            .list = { "name", "title", "account", "phone", "email", "last_contact_at", "owner" },
            .highlight = { "title", "account", "phone", "mobile", "email", "last_contact_at" },
            .form = { "name", "account", "title", "email", "phone", "mobile" },
            .roles = { { "title", "name" }, { "owner", "owner" }, { "parent", "account" } },
            .views = {
                { "mine", { "My contacts", "Мои контакты" }, "owner = me()", "name" },
                { "decision_makers", { "Decision makers", "Принимают решения" },
                    "positions.buying_role IN (\"decision_maker\", \"economic_buyer\")", "name" },
                { "not_met", { "Not met for 90 days", "Не встречались 90 дней" },
                    "last_contact_at = null OR last_contact_at < days(-90)", "last_contact_at" },
                { "moved", { "Left their company", "Ушли из компании" }, "left_company", "name" },
                { "all", { "All", "Все" }, {}, "name" },
            },
        } }
{
}

}
