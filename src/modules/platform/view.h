#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::platform {

// A list as somebody likes to see it: filter, order, columns. Private, or shared with everybody by those who may.
struct View : Entity {
    View();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text entity { *this, "entity",
        { .label = { "Records", "Записи" }, .required = true, .exact = true, .indexed = true, .max = 60 } };
    Choice kind { *this, "kind",
        {
            { "list", { "List", "Список" } },
            { "board", { "Board", "Доска" } },
            { "calendar", { "Calendar", "Календарь" } },
            { "map", { "Map", "Карта" } },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "list" } };
    LongText filter { *this, "filter", { .label = { "Filter", "Отбор" }, .max = 8'192 } };
    Text order_by { *this, "order_by", { .label = { "Order", "Порядок" } } };
    Text group_by { *this, "group_by", { .label = { "Groups", "Группы" } } };
    JsonField columns { *this, "columns", { .label = { "Columns", "Столбцы" } } };
    JsonField aggregates { *this, "aggregates", { .label = { "Sums", "Итоги" } } };
    Choice density { *this, "density",
        {
            { "compact", { "Compact", "Плотно" } },
            { "normal", { "Normal", "Обычно" } },
            { "roomy", { "Roomy", "Свободно" } },
        },
        { .label = { "Density", "Плотность" } } };
    Choice visibility { *this, "visibility",
        { { "private", { "Private", "Личное" }, "grey" }, { "shared", { "Shared", "Общее" }, "blue" } },
        { .label = { "Visibility", "Доступ" }, .required = true, .default_value = "private" } };
    Flag pinned { *this, "pinned", { .label = { "Pinned", "Закреплено" }, .default_value = "false" } };
    Whole position { *this, "position", { .label = { "Position", "Место" } } };
    Owned owned { *this };
};

inline View const view;

}
