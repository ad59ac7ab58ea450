#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::catalog {

// A thing, service, warranty or bundle that we sell.
struct Product : Entity {
    Product();

    Text name { *this, "name", { .label = { "Name", "Наименование" }, .required = true, .searchable = true } };
    Text sku { *this, "sku",
        { .label = { "Article", "Артикул" }, .unique = true, .searchable = true, .exact = true, .max = 60 } };
    Choice kind { *this, "kind",
        {
            { "goods", { "Goods", "Товар" }, "blue" },
            { "service", { "Service", "Услуга" }, "violet" },
            { "work", { "Work", "Работа" }, "orange" },
            { "warranty", { "Warranty", "Гарантия" }, "teal" },
            { "subscription", { "Subscription", "Подписка" }, "cyan" },
            { "bundle", { "Bundle", "Комплект" }, "grape" },
        },
        { .label = { "Kind", "Вид" }, .default_value = "goods" } };
    Link product_family { *this, "product_family", "product_family",
        { .label = { "Family", "Группа" }, .indexed = true } };
    Text manufacturer { *this, "manufacturer", { .label = { "Manufacturer", "Производитель" }, .searchable = true } };
    Text model { *this, "model", { .label = { "Model", "Модель" }, .searchable = true } };
    Text gtin { *this, "gtin", { .label = { "Bar code", "Штрихкод" }, .exact = true, .max = 14 } };
    Link unit { *this, "unit", "unit", { .label = { "Unit", "Единица" }, .required = true, .default_value = "piece" } };
    Number pack_quantity { *this, "pack_quantity",
        { .label = { "In a pack", "В упаковке" }, .min_value = "0", .default_value = "1" } };
    Text packaging { *this, "packaging",
        { .label = { "Packaging", "Упаковка" }, .help = { "24 x 12 oz", "24 × 330 мл" } } };
    Number min_quantity { *this, "min_quantity",
        { .label = { "Smallest quantity", "Мин. количество" }, .min_value = "0" } };
    Number quantity_step { *this, "quantity_step", { .label = { "In steps of", "Кратность" }, .min_value = "0" } };
    Money list_price { *this, "list_price", { .label = { "List price", "Базовая цена" }, .min_value = "0" } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
    Money cost { *this, "cost", { .label = { "Cost", "Себестоимость" }, .sensitive = true, .min_value = "0" } };
    Percent min_margin_percent { *this, "min_margin_percent",
        { .label = { "Lowest margin", "Мин. маржа" }, .sensitive = true, .max_value = "100" } };
    Link tax_class { *this, "tax_class", "tax_class",
        { .label = { "Tax class", "Ставка НДС" }, .default_value = "standard" } };
    Whole lead_days { *this, "lead_days",
        { .label = { "Delivery time, days", "Срок поставки, дней" }, .min_value = "0" } };
    Whole warranty_months { *this, "warranty_months",
        { .label = { "Warranty, months", "Гарантия, мес." }, .min_value = "0" } };
    Whole lifetime_months { *this, "lifetime_months",
        { .label = { "Lifetime, months", "Срок службы, мес." }, .min_value = "0" } };
    Link service_plan { *this, "service_plan", "service_plan",
        { .label = { "Service plan", "Сервис" }, .on_delete = OnDelete::clear } };
    Number stock_quantity { *this, "stock_quantity",
        { .label = { "In stock", "Остаток" },
            .help = { "As the warehouse says; comes by import.", "Со склада, приходит импортом." } } };
    InstantField stock_at { *this, "stock_at", { .label = { "Stock of", "Остаток на" } } };
    DayField released_on { *this, "released_on", { .label = { "Released", "Выпуск" } } };
    DayField ends_on { *this, "ends_on", { .label = { "Ends", "Снят с" } } };
    Link successor { *this, "successor", *this, { .label = { "Successor", "Замена" }, .on_delete = OnDelete::clear } };
    Text phase_out_reason { *this, "phase_out_reason", { .label = { "Why it ends", "Почему снимается" }, .max = 500 } };
    LongText summary { *this, "summary", { .label = { "Summary", "Описание" }, .searchable = true } };
    RichText selling_points { *this, "selling_points",
        { .label = { "Selling points", "Преимущества" }, .searchable = true } };
    Number weight_kg { *this, "weight_kg", { .label = { "Weight, kg", "Масса, кг" }, .min_value = "0" } };
    Text country { *this, "country",
        { .label = { "Country of origin", "Страна" }, .help = { "Two letters: DE.", "Две буквы: RU." }, .max = 2 } };
    Text customs_code { *this, "customs_code", { .label = { "Customs code", "ТН ВЭД" }, .max = 20 } };
    Lifecycle lifecycle { *this,
        {
            { "planned", { "Planned", "Планируется" }, "grey" },
            { "active", { "Active", "Продаётся" }, "green" },
            { "phase_out", { "Phasing out", "Снимается" }, "orange" },
            { "ended", { "Ended", "Снят" }, "red" },
        },
        {
            { "planned", "active" },
            { "active", "phase_out" },
            { "phase_out", "active" },
            { "phase_out", "ended" },
            { "active", "ended" },
            { "ended", "active" },
        },
        "active" };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
    Tagged tagged { *this };
};

inline Product const product;

}
