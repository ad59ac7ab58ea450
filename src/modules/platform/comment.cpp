#include "modules/platform/comment.h"

namespace kontor::platform {

Comment::Comment()
    : Entity { "comment", "comments",
        {
            .module = "platform",
            .label = { { "Comment", "Комментарий" }, { "Comments", "Комментарии" } },
            .icon = "message",
            .colour = "grey",
            .title = "title",
            .hidden = true,
            .list = { "title", "about", "owner" },
            .highlight = { "about", "owner" },
            .form = { "about", "text" },
            .roles = { { "title", "title" }, { "owner", "owner" } },
        } }
{
    traits.push_back("seen_with_about");
}

}
