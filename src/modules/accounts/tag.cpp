#include "modules/accounts/tag.h"

namespace kontor::accounts {

Tag::Tag()
    : Entity { "tag", "tags",
        {
            .module = "accounts",
            .label = { { "Tag", "Метка" }, { "Tags", "Метки" } },
            .icon = "tag",
            .colour = "grape",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "colour", "entity" },
            .highlight = { "colour", "entity" },
            .form = { "name", "colour" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

}
