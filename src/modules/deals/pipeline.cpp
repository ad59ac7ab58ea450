#include "modules/deals/pipeline.h"

namespace kontor::deals {

Pipeline::Pipeline()
    : Entity { "pipeline", "pipelines",
        {
            .module = "deals",
            .label = { { "Pipeline", "Воронка" }, { "Pipelines", "Воронки" } },
            .icon = "kanban",
            .colour = "indigo",
            .keyed = true,
            .hidden = true,
            .order_by = "rank",
            .list = { "name", "key", "kind", "is_active" },
            .highlight = { "kind", "is_active" },
            .form = { "name", "kind" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "rank" } },
            .ordered = true,
        } }
{
}

}
