#include "modules/accounts/account_of.h"
#include "modules/accounts/file.h"
#include "modules/accounts/note.h"
#include "modules/accounts/rules.h"
#include "modules/platform/notify.h"

namespace kontor::accounts {

void add_note_rules(Registry& registry)
{
    keep_account_of(registry, note, note.about, note.account);
    keep_first_line(registry, note, note.text, note.title);
    platform::notify_mentioned(registry, note, note.mentions, note.about);
    keep_account_of(registry, file, file.about, file.account);
}

}
