#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// A property with a unit, and one meaning in all families.
struct Attribute : Entity {
    Attribute();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .unique = true, .exact = true, .max = 60 } };
    Choice data_kind { *this, "data_kind",
        {
            { "number", { "Number", "Число" } },
            { "text", { "Text", "Текст" } },
            { "choice", { "Choice", "Выбор" } },
            { "flag", { "Yes or no", "Да или нет" } },
            { "range", { "Range", "Диапазон" } },
            { "day", { "Day", "Дата" } },
        },
        { .label = { "Kind of value", "Вид значения" }, .required = true, .default_value = "number" } };
    Link unit { *this, "unit", "unit", { .label = { "Unit", "Единица" } } };
    JsonField choices { *this, "choices", { .label = { "Choices", "Варианты" } } };
    Choice better { *this, "better",
        {
            { "higher", { "Higher is better", "Больше — лучше" } },
            { "lower", { "Lower is better", "Меньше — лучше" } },
            { "equal", { "Must be equal", "Должно совпадать" } },
            { "none", { "Does not matter", "Не важно" } },
        },
        { .label = { "Which is better", "Что лучше" }, .default_value = "none" } };
};

inline Attribute const attribute;

// One line of a product's specification.
struct ProductAttribute : Entity {
    ProductAttribute();

    LinesOf lines { *this, "product", "product_attributes", { "Product", "Товар" } };
    Link attribute { *this, "attribute", "attribute",
        { .label = { "Property", "Характеристика" }, .required = true, .indexed = true } };
    Number number_value { *this, "number_value", { .label = { "Value", "Значение" } } };
    Number number_high { *this, "number_high", { .label = { "Up to", "До" } } };
    Text text_value { *this, "text_value", { .label = { "Text", "Текст" }, .searchable = true } };
    Flag flag_value { *this, "flag_value", { .label = { "Yes", "Да" } } };
    Number tolerance { *this, "tolerance", { .label = { "Tolerance", "Допуск" }, .min_value = "0" } };
    Link source { *this, "source", "file", { .label = { "Source", "Источник" }, .on_delete = OnDelete::clear } };
};

inline ProductAttribute const product_attribute;

}
