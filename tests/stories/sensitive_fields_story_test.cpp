#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "modules/orders/order.h"
#include "modules/orders/order_line.h"
#include "records/reader.h"
#include "tests/support/workspace.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

// What things cost, what is earned by them and how far somebody is trusted is for those who need it, and for nobody
// else: not to read, not to search for, not to sort by, not to add up.
namespace kontor::test {

namespace {

using records::FieldAccess;

// A letter for each role: h hidden, r read, w write.
constexpr std::array shipped_role_keys = { "head", "key_account_manager", "account_manager", "order_desk", "finance",
    "marketing", "executive", "auditor", "read_only" };
struct SensitiveField {
    std::string_view collection, field, access;
};
constexpr std::array sensitive_fields = {
    SensitiveField { "products", "cost", "rhhhwhrrh" },
    SensitiveField { "products", "min_margin_percent", "rhhhwhrrh" },
    SensitiveField { "offers", "cost_amount", "rhhhrhrrh" },
    SensitiveField { "offers", "margin_amount", "rhhhrhrrh" },
    SensitiveField { "offers", "margin_percent", "rrhhrhrrh" },
    SensitiveField { "offers", "lowest_margin_percent", "rhhhrhrrh" },
    SensitiveField { "offer_lines", "cost", "rhhhwhrrh" },
    SensitiveField { "offer_lines", "cost_amount", "rhhhrhrrh" },
    SensitiveField { "offer_lines", "margin_percent", "rhhhrhrrh" },
    SensitiveField { "orders", "cost_amount", "rhhhrhrrh" },
    SensitiveField { "orders", "margin_amount", "rhhhrhrrh" },
    SensitiveField { "orders", "margin_percent", "rhhhrhrrh" },
    SensitiveField { "orders", "lowest_margin_percent", "rhhhrhrrh" },
    SensitiveField { "order_lines", "cost", "rhhhwhrrh" },
    SensitiveField { "order_lines", "cost_amount", "rhhhrhrrh" },
    SensitiveField { "order_lines", "margin_percent", "rhhhrhrrh" },
    SensitiveField { "contracts", "margin_amount", "rhhhrhrrh" },
    SensitiveField { "contracts", "return_percent", "rhhhrhrrh" },
    SensitiveField { "contracts", "credit_limit", "rrrhwhrrh" },
    SensitiveField { "accounts", "credit_limit", "rrrhwhrrh" },
    SensitiveField { "accounts", "credit_used", "rrrhrhrrh" },
    SensitiveField { "accounts", "receivable_amount", "rrrhrhrrh" },
    SensitiveField { "accounts", "unallocated_amount", "rrrhrhrrh" },
    SensitiveField { "accounts", "free_credit", "rrrrrhrrh" },
    SensitiveField { "payments", "payer_iban", "hhhhwhhrh" },
    SensitiveField { "users", "hour_cost", "rhhhwhrhh" },
};

FieldAccess access_of(char letter)
{
    return letter == 'w' ? FieldAccess::write : letter == 'r' ? FieldAccess::read : FieldAccess::hidden;
}

std::string code_of_refusal(std::function<void()> const& attempt)
{
    try {
        attempt();
    } catch (Problem const& problem) {
        return problem.code();
    }
    return {};
}

}

TEST(sensitive_fields, are_seen_and_written_by_those_who_need_them_and_by_nobody_else)
{
    Workspace crm;
    for (std::size_t i = 0; i < shipped_role_keys.size(); ++i) {
        auto const actor = crm.as(crm.hire(shipped_role_keys[i], shipped_role_keys[i]));
        crm.store().read(actor, [&](records::Reading& reading) {
            for (auto const& [collection, name, letters] : sensitive_fields) {
                auto const& entity = *reading.schema.find(collection);
                auto const* field = entity.find(name);
                ASSERT_NE(field, nullptr) << collection << "." << name;
                EXPECT_TRUE(field->definition().sensitive) << collection << "." << name;
                EXPECT_EQ(reading.actor.access(reading.schema, entity, *field), access_of(letters[i]))
                    << shipped_role_keys[i] << " and " << collection << "." << name;
                if (letters[i] != 'h'
                    || reading.actor.level(reading.schema, entity, records::Right::read) == records::Level::none)
                    continue;
                // Whom a field is hidden from learns nothing by asking round the corner either.
                auto reader = records::Reader { reading };
                EXPECT_EQ(code_of_refusal([&] { reader.records(entity, fmt::format("{} > 1", name), "id", 1); }),
                    "filter_unknown_field")
                    << shipped_role_keys[i] << " filters " << collection << " by " << name;
                EXPECT_FALSE(code_of_refusal([&] { reader.records(entity, "", std::string { name }, 1); }).empty())
                    << shipped_role_keys[i] << " sorts " << collection << " by " << name;
            }
        });
    }
}

TEST(sensitive_fields, whatever_is_declared_sensitive_is_hidden_unless_a_role_says_otherwise)
{
    Workspace crm;
    auto const reader = crm.as(crm.hire("rita", "read_only"));
    auto const marketing = crm.as(crm.hire("mara", "marketing"));
    crm.store().read(reader, [&](records::Reading& reading) {
        for (auto const& entity : reading.schema.entities())
            for (auto const* field : entity->fields)
                if (field->definition().sensitive) {
                    EXPECT_FALSE(reader.sees(reading.schema, *entity, *field))
                        << entity->plural << "." << field->name();
                    if (field->name() != "travel_cost" && field->name() != "internal_note") {
                        EXPECT_FALSE(marketing.sees(reading.schema, *entity, *field))
                            << entity->plural << "." << field->name();
                    }
                }
    });
}

TEST(sensitive_fields, the_order_desk_knows_whether_one_more_order_fits_and_no_more)
{
    Workspace crm;
    auto const ana = crm.hire("ana", "account_manager"), olga = crm.hire("olga", "order_desk");
    auto const acme = crm.create(crm.as(ana), accounts::account, { { accounts::account.name, "Acme" } });
    crm.update(crm.kontor(), acme, { { accounts::account.credit_limit, *Decimal::parse("1000") } });
    auto const sold = crm.create(crm.as(olga), orders::order,
        { { orders::order.account, acme.id }, { orders::order.promised_on, *Day::parse("2026-11-30") },
            { orders::order.owned.owner, ana } });
    crm.create(crm.as(olga), orders::order_line,
        { { orders::order_line.lines.parent, sold.id }, { orders::order_line.priced.description, "Tea" },
            { orders::order_line.priced.price, *Decimal::parse("400") } });
    crm.act(crm.as(olga), crm.now(sold), "confirm");
    EXPECT_EQ(crm.now(acme).get(billing::account_money.free_credit), *Decimal::parse("600"));
    EXPECT_EQ(refusal([&] {
        crm.update(crm.as(olga), crm.now(acme), { { accounts::account.credit_limit, *Decimal::parse("9000") } });
    }),
        "forbidden");
    EXPECT_EQ(crm.now(acme).get(accounts::account.credit_limit), *Decimal::parse("1000"));
    auto const reports = crm.report(crm.as(olga), "backlog", {});
    EXPECT_EQ(reports.find("margin"), std::string::npos);
}

}
