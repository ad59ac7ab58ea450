#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::deals {

// A process with its stages: selling, renewing, tendering.
struct Pipeline : Entity {
    Pipeline();

    Text name { *this, "name", { .label = { "Name", "Воронка" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Choice kind { *this, "kind",
        {
            { "sale", { "Sale", "Продажа" }, "blue" },
            { "tender", { "Tender", "Тендер" }, "violet" },
            { "renewal", { "Renewal", "Продление" }, "green" },
            { "expansion", { "Expansion", "Расширение" }, "teal" },
            { "service", { "Service", "Сервис" }, "orange" },
        },
        { .label = { "Kind", "Вид" }, .required = true, .default_value = "sale" } };
    Links segments { *this, "segments", "segment", { .label = { "Segments", "Сегменты" } } };
    Whole rank { *this, "rank", { .label = { "Order", "Порядок" }, .computed = true } };
    Flag is_active { *this, "is_active", { .label = { "Active", "Действует" }, .default_value = "true" } };
    Timeline timeline { *this };
};

inline Pipeline const pipeline;

}
