#include "modules/accounts/formats.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
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
    accounts::demand_country(registry, product, product.country);
    platform::refuse_cycle(registry, product, product.successor);
    platform::refuse_reversed(registry, product, product.released_on, product.ends_on);
}

}
