#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/rules.h"
#include "modules/accounts/service_conflict.h"
#include "modules/platform/trees.h"
#include "records/change.h"

namespace kontor::accounts {

using records::Change;

namespace {

// Who stands in for the manager must serve that kind of client too; engineers and lawyers serve everybody.
void refuse_wrong_manager(Change& change)
{
    auto const team_role = change.get(account_member.team_role);
    if (team_role != "key_account_manager" && team_role != "deputy")
        return;
    if (!change.changes(account_member.member) && !change.changes(account_member.team_role))
        return;
    if (auto const client = change.find(account_member.account))
        refuse_other_kind_of_client(change, account_member.member, client->get(account.kind).value_or("corporate"));
}

void refuse_second_time(Change& change)
{
    auto const client = change.get(account_member.account), member = change.get(account_member.member);
    auto const team_role = change.get(account_member.team_role);
    if (!client || !member || !team_role)
        return;
    auto rows = change.transaction().connection().query(
        "select 1 from \"account_members\" where \"account\" = ?1 and \"member\" = ?2 and \"team_role\" = ?3 "
        "and \"deleted_at\" is null and \"id\" <> ?4",
        { client->value, member->value, *team_role, change.after.id.value });
    if (rows->next())
        change.reject(account_member.member, "not_unique",
            Label { "This colleague already has this role in the team.", "У сотрудника уже есть эта роль в команде." });
}

}

void add_team_rules(Registry& registry)
{
    registry.rule(account_member, Moment::before_save, "serves_conflict", refuse_wrong_manager);
    registry.rule(account_member, Moment::before_save, "not_unique", refuse_second_time);
    platform::refuse_reversed(registry, account_member, account_member.starts_on, account_member.ends_on);
}

}
