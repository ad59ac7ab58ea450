#include "modules/catalog/discounts.h"

#include "base/rounding.h"

#include <algorithm>

namespace kontor::catalog {

namespace {

constexpr auto as_it_is = Decimal::from_whole(1);
constexpr auto all_of_it = Decimal::from_whole(100);
constexpr int year_days = 365;

struct FoundRule {
    Id id;
    std::string name, condition, scope, basis, stack;
};

std::vector<FoundRule> rules_for(db::Connection& connection, PriceQuestion const& question, Id family)
{
    auto rows = connection.query(
        "select \"id\", \"name\", \"condition\", \"scope\", \"basis\", \"stack\" from \"discount_rules\" where "
        "\"deleted_at\" is null and \"starts_on\" <= ?1 and (\"ends_on\" is null or \"ends_on\" >= ?1) and "
        "(\"product\" is null or \"product\" = ?2) and (\"product_family\" is null or \"product_family\" = ?3) order "
        "by \"rank\" is null, \"rank\", \"id\"",
        { question.day.to_string(), question.product.value, family.value });
    auto found = std::vector<FoundRule> {};
    while (rows->next())
        found.push_back({ Id { rows->whole(0) }, std::string { rows->text(1) },
            rows->is_null(2) ? std::string {} : std::string { rows->text(2) }, std::string { rows->text(3) },
            std::string { rows->text(4) }, std::string { rows->text(5) } });
    return found;
}

std::optional<Decimal> ordered_in_a_year(db::Connection& connection, PriceQuestion const& question)
{
    if (question.account.is_empty())
        return {};
    auto rows = connection.query(
        "select cast(coalesce(sum(case when \"kind\" = 'return' then -\"net_amount_base\" else \"net_amount_base\" "
        "end), 0) as bigint) from \"orders\" where \"account\" = ?1 and \"ordered_on\" > ?2 and \"ordered_on\" <= ?3 "
        "and \"status\" not in ('draft', 'cancelled') and \"deleted_at\" is null",
        { question.account.value, question.day.plus_days(-year_days).to_string(), question.day.to_string() });
    return rows->next() ? std::optional { Decimal { rows->whole(0) } } : std::nullopt;
}

// What the rule is counted by; nothing where that is not known here.
std::optional<Decimal> basis_of(
    db::Connection& connection, PriceQuestion const& question, FoundRule const& rule, PriceAnswer const& answer)
{
    auto const amount = answer.price ? proportion(question.quantity, *answer.price, as_it_is, as_it_is) : std::nullopt;
    auto const is_document = rule.scope == "document";
    if (rule.basis == "quantity")
        return is_document ? checked_add(question.quantity, question.other_quantity) : question.quantity;
    if (rule.basis == "amount")
        return is_document && amount ? checked_add(*amount, question.other_amount) : amount;
    if (rule.basis == "annual_turnover")
        return ordered_in_a_year(connection, question);
    auto const& days = rule.basis == "payment_days" ? question.payment_days : question.days_ahead;
    return days ? std::optional { Decimal::from_whole(*days) } : std::nullopt;
}

// The step that is reached; of days to pay the one that is kept.
std::optional<Decimal> percent_of(db::Connection& connection, FoundRule const& rule, Decimal basis)
{
    auto const is_at_most = rule.basis == "payment_days";
    auto rows = connection.query(std::string { "select \"percent\" from \"discount_steps\" where \"discount_rule\" = "
                                               "?1 and \"deleted_at\" is null and \"from_amount\" " }
            + (is_at_most ? ">= ?2 order by \"from_amount\"" : "<= ?2 order by \"from_amount\" desc")
            + ", \"percent\" desc limit 1",
        { rule.id.value, basis.ten_thousandths });
    return rows->next() ? std::optional { Decimal { rows->whole(0) } } : std::nullopt;
}

}

void apply_discount_rules(db::Connection& connection, PriceQuestion const& question, Id family, PriceAnswer& answer)
{
    for (auto const& rule : rules_for(connection, question, family)) {
        if (!rule.condition.empty() && (!question.client_meets || !question.client_meets(rule.condition)))
            continue;
        auto const basis = basis_of(connection, question, rule, answer);
        auto const percent = basis ? percent_of(connection, rule, *basis) : std::nullopt;
        if (!percent || *percent <= Decimal {})
            continue;
        auto const given = answer.discount_percent.value_or(Decimal {});
        if (rule.stack == "best" && given >= *percent)
            continue;
        auto const is_added = rule.stack == "add" && given > Decimal {};
        answer.discount_percent
            = is_added ? std::min(checked_add(given, *percent).value_or(all_of_it), all_of_it) : *percent;
        answer.discount_reason = is_added ? answer.discount_reason + " + " + rule.name : rule.name;
        answer.steps.push_back({ PriceStep::Source::of_discount_rule, rule.name, {}, *percent, std::nullopt, rule.id });
        if (rule.stack == "exclusive")
            return;
    }
}

}
