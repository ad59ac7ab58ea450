#include "modules/deals/stage.h"

namespace kontor::deals {

Stage::Stage()
    : Entity { "stage", "stages",
        {
            .module = "deals",
            .label = { { "Stage", "Этап" }, { "Stages", "Этапы" } },
            .icon = "columns",
            .colour = "indigo",
            .keyed = true,
            .hidden = true,
            .order_by = "rank",
            .list = { "name", "pipeline", "base_status", "probability", "rot_days", "forecast_category" },
            .highlight = { "pipeline", "base_status", "probability", "rot_days" },
            .form = { "name", "pipeline", "base_status", "probability", "rot_days" },
            .roles = { { "title", "name" }, { "status", "base_status" }, { "parent", "pipeline" } },
            .views = { { "all", { "All", "Все" }, {}, "rank" } },
            .ordered = true,
        } }
{
}

}
