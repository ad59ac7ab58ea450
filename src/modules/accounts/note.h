#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::accounts {

// A remark on any record. `title` is its first line, kept by a rule, so that links and lists have something to show.
struct Note : Entity {
    Note();

    AnyLink about { *this, "about", { .label = { "About", "О чём" }, .required = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .computed = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Text title { *this, "title", { .label = { "First line", "Первая строка" }, .computed = true } };
    RichText text { *this, "text", { .label = { "Text", "Текст" }, .required = true, .searchable = true } };
    Flag is_pinned { *this, "is_pinned", { .label = { "Pinned", "Закреплена" }, .default_value = "false" } };
    Links mentions { *this, "mentions", "user", { .label = { "Mentions", "Упомянуты" } } };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
};

inline Note const note;

}
