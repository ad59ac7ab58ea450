#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::market {

// A class of clients with its own logic of decision. Four are shipped, more may be added; each account has one.
struct Segment : Entity {
    Segment();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Whole rank { *this, "rank", { .label = { "Order", "Порядок" }, .computed = true } };
    LongText decision_logic { *this, "decision_logic", { .label = { "How they decide", "Логика решения" } } };
    Number response_hours { *this, "response_hours",
        { .label = { "Time to answer, hours", "Время ответа, ч" }, .min_value = "0" } };
    Timeline timeline { *this };
};

inline Segment const segment;

}
