#include "modules/accounts/accounts.h"

#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/file.h"
#include "modules/accounts/note.h"
#include "modules/accounts/position.h"
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
}

}
