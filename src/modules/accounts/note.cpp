#include "modules/accounts/note.h"

namespace kontor::accounts {

Note::Note()
    : Entity { "note", "notes",
        {
            .module = "accounts",
            .label = { { "Note", "Заметка" }, { "Notes", "Заметки" } },
            .icon = "note",
            .colour = "yellow",
            .title = "title",
            .hidden = true,
            .list = { "title", "about", "account", "owner", "is_pinned" },
            .highlight = { "about", "account", "owner" },
            .form = { "about", "text", "is_pinned" },
            .roles = { { "title", "title" }, { "owner", "owner" }, { "parent", "account" } },
            .views = {
                { "mine", { "Mine", "Мои" }, "owner = me()" },
                { "all", { "All", "Все" } },
            },
        } }
{
}

}
