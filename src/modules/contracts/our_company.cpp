#include "modules/contracts/our_company.h"

#include "modules/contracts/rules.h"
#include "records/change.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::contracts {

using records::Change;

namespace {

// There is one that is taken where nobody chooses.
void keep_one_default(Change& change)
{
    if (!change.changes(our_company.is_default) || !change.get(our_company.is_default).value_or(false))
        return;
    for (auto const& other : records::load_where(change.transaction(), change.entity(), "is_default = true"))
        if (other.id != change.after.id)
            records::Writer::update(change.transaction(), other, { { our_company.is_default, false } });
}

void seed_own_company(records::Transaction& transaction)
{
    records::Writer::create(transaction, our_company,
        { { our_company.name, transaction.store().workspace().name }, { our_company.is_default, true } });
}

}

OurCompany::OurCompany()
    : Entity { "our_company", "our_companies",
        {
            .module = "contracts",
            .label = { { "Our company", "Наше юрлицо" }, { "Our companies", "Наши юрлица" } },
            .icon = "building-bank",
            .colour = "grape",
            .hidden = true,
            .order_by = "name",
            .list = { "name", "legal_name", "tax_number", "invoice_prefix", "is_default" },
            .highlight = { "legal_name", "tax_number", "registration_number", "invoice_prefix", "is_default" },
            .form
            = { "name", "legal_name", "tax_number", "registration_number", "address", "invoice_prefix", "is_default" },
            .roles = { { "title", "name" } },
            .views = { { "all", { "All", "Все" }, {}, "name" } },
        } }
{
}

std::optional<Id> default_company(records::Transaction& transaction)
{
    auto const found = records::load_where(transaction, transaction.schema().of(our_company), "is_default = true", 1);
    return found.empty() ? std::nullopt : std::optional { found.front().id };
}

void add_our_company(Registry& registry)
{
    registry.rule(our_company, Moment::after_save, "default", keep_one_default);
    registry.seed({ "our_company", seed_own_company });
}

}
