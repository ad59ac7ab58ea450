#include "modules/accounts/accounts.h"

#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/assign.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/file.h"
#include "modules/accounts/note.h"
#include "modules/accounts/position.h"
#include "modules/accounts/rules.h"
#include "modules/accounts/tag.h"

namespace kontor::accounts {

void add_to(Registry& registry)
{
    registry.add(tag);
    registry.add(account);
    registry.add(contact);
    registry.add(position);
    registry.add(account_member);
    registry.add(note);
    registry.add(file);
    add_account_rules(registry);
    add_contact_rules(registry);
    add_position_rules(registry);
    add_team_rules(registry);
    add_note_rules(registry);
    add_actions(registry);
    offer_assigning(registry, contact, contact.owned);
    add_today(registry);
}

}
