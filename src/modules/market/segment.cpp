#include "modules/market/segment.h"

namespace kontor::market {

Segment::Segment()
    : Entity { "segment", "segments",
        {
            .module = "market",
            .label = { { "Segment", "Сегмент" }, { "Segments", "Сегменты" } },
            .icon = "target",
            .colour = "orange",
            .keyed = true,
            .hidden = true,
            .order_by = "rank",
            .list = { "name", "key", "response_hours" },
            .highlight = { "key", "response_hours" },
            .form = { "name", "decision_logic", "response_hours" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "rank" } },
            .ordered = true,
        } }
{
}

}
