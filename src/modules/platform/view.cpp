#include "modules/platform/view.h"

namespace kontor::platform {

View::View()
    : Entity { "view", "views",
        {
            .module = "platform",
            .label = { { "View", "Вид" }, { "Views", "Виды" } },
            .icon = "columns",
            .colour = "grey",
            .hidden = true,
            .order_by = "position",
            .list = { "name", "entity", "kind", "visibility", "owner" },
            .highlight = { "entity", "kind", "visibility" },
            .form = { "name", "entity", "kind", "filter", "visibility" },
            .roles = { { "title", "name" }, { "owner", "owner" } },
            .views = { { "all", { "All", "Все" }, {}, "position" } },
        } }
{
    // By this trait the rights let everybody read what its owner shares.
    traits.push_back("shared");
}

}
