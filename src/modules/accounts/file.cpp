#include "modules/accounts/file.h"

namespace kontor::accounts {

File::File()
    : Entity { "file", "files",
        {
            .module = "accounts",
            .label = { { "File", "Файл" }, { "Files", "Файлы" } },
            .icon = "file",
            .colour = "grey",
            .hidden = true,
            .list = { "name", "kind", "about", "size_bytes", "owner" },
            .highlight = { "kind", "about", "size_bytes", "owner" },
            .form = { "name", "kind", "about" },
            .roles = { { "title", "name" }, { "owner", "owner" }, { "parent", "account" } },
            .views = {
                { "mine", { "Mine", "Мои" }, "owner = me()" },
                { "all", { "All", "Все" } },
            },
        } }
{
}

}
