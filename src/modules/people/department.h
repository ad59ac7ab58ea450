#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::people {

// A unit of our company. Departments form a tree, and the tree decides rights.
struct Department : Entity {
    Department();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Код" }, .unique = true, .exact = true, .max = 60 } };
    Choice kind { *this, "kind",
        {
            { "corporate_department", { "Corporate clients", "Работа с корпоративными клиентами" }, "indigo" },
            { "sales", { "Sales", "Продажи" }, "blue" },
            { "order_desk", { "Order desk", "Отдел заказов" }, "teal" },
            { "logistics", { "Logistics", "Логистика" }, "cyan" },
            { "production", { "Production", "Производство" }, "orange" },
            { "service", { "Service", "Сервис" }, "violet" },
            { "finance", { "Finance", "Финансы" }, "green" },
            { "marketing", { "Marketing", "Маркетинг" }, "pink" },
            { "legal", { "Legal", "Юридический отдел" }, "grape" },
            { "management", { "Management", "Руководство" }, "red" },
            { "other", { "Other", "Прочее" } },
        },
        { .label = { "Kind", "Вид" }, .default_value = "sales", .open_choices = true } };
    Link parent { *this, "parent", *this, { .label = { "Parent", "Вышестоящее" }, .indexed = true } };
    Link head { *this, "head", "user", { .label = { "Head", "Руководитель" }, .on_delete = OnDelete::clear } };
    Links deputies { *this, "deputies", "user", { .label = { "Deputies", "Заместители" } } };
    Text region { *this, "region", { .label = { "Region", "Регион" } } };
    Text cost_center { *this, "cost_center", { .label = { "Cost centre", "ЦФО" } } };
    Flag is_active { *this, "is_active", { .label = { "Active", "Действует" }, .default_value = "true" } };
    Whole people_count { *this, "people_count",
        { .label = { "People", "Сотрудников" },
            .default_value = "0",
            .roll_up = { RollUpFunction::count, "users", "department", {}, "active" } } };
    Timeline timeline { *this };
};

inline Department const department;

}
