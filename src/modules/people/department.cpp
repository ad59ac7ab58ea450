#include "modules/people/department.h"

namespace kontor::people {

Department::Department()
    : Entity { "department", "departments",
        {
            .module = "people",
            .label = { { "Department", "Подразделение" }, { "Departments", "Подразделения" } },
            .icon = "sitemap",
            .colour = "cyan",
            .keyed = true,
            .order_by = "name",
            .list = { "name", "kind", "head", "parent", "people_count" },
            .highlight = { "kind", "head", "parent", "people_count" },
            .form = { "name", "kind", "parent", "head" },
            .roles = { { "title", "name" }, { "parent", "parent" } },
            .views = {
                { "active", { "Active", "Действующие" }, "is_active", "name" },
                { "all", { "All", "Все" }, {}, "name" },
            },
        } }
{
}

}
