#include "modules/catalog/priced.h"

namespace kontor::catalog {

Priced::Priced(Entity& entity)
    : currency(
        entity, "currency", { .label = { "Currency", "Валюта" }, .required = true, .default_value = "workspace()" })
    , price_list(
          entity, "price_list", "price_list", { .label = { "Price list", "Прайс-лист" }, .on_delete = OnDelete::clear })
    , payment_term(entity, "payment_term", "payment_term", { .label = { "Payment term", "Оплата" } })
    , net_amount(entity, "net_amount", { .label = { "Net amount", "Без НДС" }, .computed = true, .default_value = "0" })
    , discount_amount(
          entity, "discount_amount", { .label = { "Discount", "Скидка" }, .computed = true, .default_value = "0" })
    , tax_amount(entity, "tax_amount", { .label = { "Tax", "НДС" }, .computed = true, .default_value = "0" })
    , total(entity, "total", { .label = { "Total", "Итого" }, .computed = true, .default_value = "0" })
    , largest_discount_percent(entity, "largest_discount_percent",
          { .label = { "Largest discount, %", "Наибольшая скидка, %" }, .computed = true, .default_value = "0" })
    , tax_by_rate(entity, "tax_by_rate", { .label = { "Tax by rate", "НДС по ставкам" }, .computed = true })
{
    entity.traits.push_back("priced");
}

PricedLine::PricedLine(Entity& entity)
    : product(entity, "product", "product", { .label = { "Product", "Товар" }, .indexed = true })
    , description(entity, "description",
          { .label = { "Description", "Описание" }, .required = true, .searchable = true, .max = 500 })
    , quantity(entity, "quantity", { .label = { "Quantity", "Кол-во" }, .required = true, .default_value = "1" })
    , unit(entity, "unit", "unit", { .label = { "Unit", "Ед." } })
    , list_price(entity, "list_price", { .label = { "List price", "Прайс" }, .computed = true })
    , price(entity, "price", { .label = { "Price", "Цена" }, .required = true })
    , is_price_fixed(entity, "is_price_fixed",
          { .label = { "Price set by hand", "Цена задана вручную" }, .computed = true, .default_value = "false" })
    , discount_percent(entity, "discount_percent", { .label = { "Discount, %", "Скидка, %" }, .default_value = "0" })
    , discount_reason(entity, "discount_reason", { .label = { "Why the discount", "Причина скидки" }, .max = 500 })
    , gross_amount(entity, "gross_amount",
          { .label = { "Before discount", "До скидки" }, .computed = true, .default_value = "0" })
    , amount(entity, "amount", { .label = { "Amount", "Сумма" }, .computed = true, .default_value = "0" })
    , tax_class(entity, "tax_class", "tax_class", { .label = { "Tax class", "НДС" }, .default_value = "standard" })
    , tax_percent(entity, "tax_percent", { .label = { "Tax, %", "НДС, %" }, .computed = true, .default_value = "0" })
    , currency(entity, "currency", { .label = { "Currency", "Валюта" }, .computed = true })
    , price_steps(
          entity, "price_steps", { .label = { "How the price was found", "Как получена цена" }, .computed = true })
{
}

LineCost::LineCost(Entity& entity)
    : cost(entity, "cost", { .label = { "Cost", "Себестоимость" }, .sensitive = true, .min_value = "0" })
    , cost_amount(entity, "cost_amount",
          { .label = { "Cost of the line", "Себестоимость позиции" }, .computed = true, .sensitive = true })
    , margin_percent(
          entity, "margin_percent", { .label = { "Margin, %", "Маржа, %" }, .computed = true, .sensitive = true })
{
}

Margin::Margin(Entity& entity)
    : cost_amount(entity, "cost_amount",
        { .label = { "Cost", "Себестоимость" }, .computed = true, .sensitive = true, .default_value = "0" })
    , margin_amount(entity, "margin_amount", { .label = { "Margin", "Маржа" }, .computed = true, .sensitive = true })
    , margin_percent(
          entity, "margin_percent", { .label = { "Margin, %", "Маржа, %" }, .computed = true, .sensitive = true })
    , lowest_margin_percent(entity, "lowest_margin_percent",
          { .label = { "Lowest margin of a line, %", "Наименьшая маржа позиции, %" },
              .computed = true,
              .sensitive = true })
{
}

}
