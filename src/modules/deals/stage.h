#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::deals {

// A step of a pipeline. Its base status says what reports make of it, whatever people call it. A stage's key is unique
// in its pipeline; `required_fields` is a JSON list of the deal's fields that must be filled in before the deal gets
// here.
struct Stage : Entity {
    Stage();

    Link pipeline { *this, "pipeline", "pipeline",
        { .label = { "Pipeline", "Воронка" },
            .required = true,
            .indexed = true,
            .default_value = "first()",
            .on_delete = OnDelete::cascade } };
    Text name { *this, "name", { .label = { "Name", "Этап" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .exact = true, .max = 60 } };
    Whole rank { *this, "rank", { .label = { "Order", "Порядок" }, .computed = true } };
    Choice base_status { *this, "base_status",
        {
            { "open", { "Open", "Открыта" }, "blue" },
            { "won", { "Won", "Выиграна" }, "green" },
            { "lost", { "Lost", "Проиграна" }, "red" },
        },
        { .label = { "Base status", "Базовый статус" }, .required = true, .default_value = "open" } };
    Percent probability { *this, "probability",
        { .label = { "Probability", "Вероятность" }, .min_value = "0", .max_value = "100" } };
    Whole rot_days { *this, "rot_days", { .label = { "Days until it rots", "Дней до застоя" }, .min_value = "1" } };
    Choice forecast_category { *this, "forecast_category",
        {
            { "pipeline", { "Pipeline", "Воронка" }, "grey" },
            { "best", { "Best case", "Лучший случай" }, "blue" },
            { "commit", { "Commit", "Обязательство" }, "teal" },
            { "closed", { "Closed", "Закрыто" }, "green" },
            { "omitted", { "Omitted", "Не учитывать" }, "grey" },
        },
        { .label = { "Forecast category", "Категория прогноза" } } };
    JsonField required_fields { *this, "required_fields", { .label = { "Required fields", "Обязательные поля" } } };
    Text colour { *this, "colour", { .label = { "Colour", "Цвет" }, .max = 20, .default_value = "blue" } };
};

inline Stage const stage;

}
