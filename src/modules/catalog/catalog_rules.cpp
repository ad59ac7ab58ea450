#include "modules/accounts/formats.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "modules/catalog/product_tie.h"
#include "modules/catalog/rules.h"
#include "modules/catalog/unit.h"
#include "modules/platform/keys.h"
#include "modules/platform/trees.h"
#include "records/change.h"

#include <algorithm>

namespace kontor::catalog {

using records::Change;

namespace {

void check_gtin(Change& change)
{
    auto const text = change.get(product.gtin);
    if (text && change.changes(product.gtin) && !is_gtin(*text))
        change.reject(product.gtin, "wrong_checksum",
            Label { "This bar code fails its check digit.", "Контрольная цифра штрихкода не сходится." });
}

// Whoever takes it off the list says what to sell instead, or why there is nothing.
void demand_successor(Change& change)
{
    if (!change.is_creation() && change.moves(product.lifecycle.status, "phase_out") && change.lacks(product.successor)
        && change.lacks(product.phase_out_reason))
        change.reject(product.successor, "required_when_phase_out",
            Label { "Name a successor, or say why there is none.", "Укажите замену или причину, почему её нет." });
}

void refuse_tie_to_itself(Change& change)
{
    if (change.get(product_tie.product) == change.get(product_tie.other_product))
        change.reject(product_tie.other_product, "cycle",
            Label { "A product is not tied to itself.", "Товар не связывают с самим собой." });
}

// A bundle is made of other things: it does not contain itself, and only bundles have parts.
void check_part(Change& change)
{
    auto const whole = change.find(bundle_item.lines.parent);
    if (whole && whole->get(product.kind) != "bundle")
        change.reject(bundle_item.lines.parent, "no_bundle",
            Label { "Only a bundle has parts.", "Состав есть только у комплекта." });
    if (whole && change.get(bundle_item.part) == whole->id)
        change.reject(
            bundle_item.part, "cycle", Label { "A bundle cannot contain itself.", "Комплект не содержит себя." });
    if (change.get(bundle_item.quantity).value_or(Decimal {}) <= Decimal {})
        change.reject(bundle_item.quantity, "zero_quantity",
            Label { "Say how much; zero is nothing.", "Укажите количество больше нуля." });
}

// What is no longer sold says since when.
void remember_its_end(Change& change)
{
    if (change.moves(product.lifecycle.status, "ended") && change.lacks(product.ends_on))
        change.set(product.ends_on, change.transaction().today());
}

}

bool is_gtin(std::string_view text)
{
    if (text.size() != 8 && text.size() != 12 && text.size() != 13 && text.size() != 14)
        return false;
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return false;
    auto sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        sum += (text[i] - '0') * ((text.size() - i) % 2 == 0 ? 3 : 1);
    return sum % 10 == 0;
}

void add_rules(Registry& registry)
{
    platform::keep_key(registry, unit, unit.name, unit.key);
    platform::refuse_cycle(registry, unit, unit.base);
    platform::keep_key(registry, product_family, product_family.name, product_family.key);
    platform::refuse_cycle(registry, product_family, product_family.parent);
    registry.rule(product, Moment::before_save, "gtin", check_gtin);
    registry.rule(product, Moment::before_save, "ended", remember_its_end);
    registry.rule(product, Moment::before_save, "phase_out", demand_successor);
    registry.rule(product_tie, Moment::before_save, "cycle", refuse_tie_to_itself);
    registry.rule(bundle_item, Moment::before_save, "part", check_part);
    accounts::demand_country(registry, product, product.country);
    platform::refuse_cycle(registry, product, product.successor);
    platform::refuse_reversed(registry, product, product.released_on, product.ends_on);
}

}
