#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::platform {

// A colleague's word on a record, seen by whoever sees the record. `title` is its first line, kept by a rule.
struct Comment : Entity {
    Comment();

    AnyLink about { *this, "about", { .label = { "About", "О чём" }, .required = true } };
    Text title { *this, "title", { .label = { "First line", "Первая строка" }, .computed = true } };
    RichText text { *this, "text", { .label = { "Text", "Текст" }, .required = true, .max = 20'000 } };
    Links mentions { *this, "mentions", "user", { .label = { "Mentions", "Упомянуты" } } };
    Owned owned { *this };
};

inline Comment const comment;

}
