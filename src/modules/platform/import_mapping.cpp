#include "modules/platform/import_mapping.h"

namespace kontor::platform {

ImportMapping::ImportMapping()
    : Entity { "import_mapping", "import_mappings",
        {
            .module = "platform",
            .label = { { "Import mapping", "Сопоставление импорта" }, { "Import mappings", "Сопоставления импорта" } },
            .icon = "columns",
            .colour = "grey",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "entity", "owner" },
            .highlight = { "entity", "owner" },
            .form = { "name", "entity", "mapping" },
            .roles = { { "title", "name" }, { "owner", "owner" } },
        } }
{
}

}
