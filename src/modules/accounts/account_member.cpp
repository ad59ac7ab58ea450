#include "modules/accounts/account_member.h"

namespace kontor::accounts {

AccountMember::AccountMember()
    : Entity { "account_member", "account_members",
        {
            .module = "accounts",
            .label = { { "Team member", "Участник команды" }, { "Account team", "Команда клиента" } },
            .icon = "users",
            .colour = "indigo",
            .title = "team_role",
            .hidden = true,
            .order_by = "id",
            .list = { "member", "team_role", "may_edit", "starts_on", "ends_on" },
            .highlight = { "account", "member", "team_role" },
            .form = { "account", "member", "team_role", "may_edit" },
            .roles = { { "title", "team_role" }, { "parent", "account" } },
            .views = { { "all", { "All", "Все" }, {}, "id" } },
        } }
{
    // By this trait the rights find out who works for an account.
    traits.push_back("team");
}

}
