#include "modules/approvals/questions.h"

#include "modules/accounts/account_of.h"
#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/people/department.h"
#include "modules/people/role.h"
#include "modules/people/user.h"
#include "modules/platform/notify.h"
#include "records/condition_check.h"
#include "records/filter_binding.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::approvals {

using people::department;
using people::user;
using records::Condition;
using records::Transaction;
using records::Writer;

namespace {

// No tree of ours is deeper; a ring that slipped in does not go round for ever.
constexpr int levels_max = 30;

std::optional<Condition> condition_of(Transaction& transaction, Record const& rule, EntityInfo const& entity)
{
    auto const text = rule.get(approval_rule.condition).value_or("");
    if (text.empty())
        return Condition {};
    auto const actor = records::Actor::system();
    try {
        return records::bind_filter(text, entity,
            { transaction.schema(), actor, transaction.now(), transaction.store().workspace().week_starts, true });
    } catch (Problem const&) {
        return {};
    }
}

bool holds(Transaction& transaction, Record const& rule, Record const& record)
{
    auto const condition = condition_of(transaction, rule, record.entity());
    // A rule that can no longer be read holds: it is safer to ask once too often.
    return !condition
        || records::meets(*condition, record,
            records::exists_in(transaction.connection(), transaction.schema(), records::Actor::system(), true));
}

// The first comparison with a number says what was asked for and what would have been allowed.
Condition const* measured(Condition const& condition)
{
    if (condition.kind == Condition::Kind::compare && condition.field && condition.field->is_decimal()
        && condition.values.size() == 1 && std::holds_alternative<Decimal>(condition.values.front()))
        return &condition;
    for (auto const& child : condition.children)
        if (auto const* found = measured(child))
            return found;
    return nullptr;
}

bool is_away(Record const& person, Day today)
{
    auto const from = person.get(user.away_starts_on), until = person.get(user.away_ends_on);
    return from && *from <= today && (!until || today <= *until);
}

// The person himself, or who stands in for him; nobody when he cannot sign in or asks himself.
std::optional<Id> present(Transaction& transaction, std::optional<Id> whom, Id asked_by)
{
    auto person = whom ? records::load(transaction, user, *whom) : std::nullopt;
    if (person && is_away(*person, transaction.today()) && person->get(user.deputy))
        person = records::load(transaction, user, *person->get(user.deputy));
    if (!person || person->id == asked_by || !person->get(user.active).value_or(false))
        return {};
    return person->id;
}

std::optional<Id> head_above(Transaction& transaction, std::optional<Id> unit, Id asked_by, Id not_him)
{
    for (auto level = 0; unit && level < levels_max; ++level) {
        auto const found = records::load(transaction, department, *unit);
        if (!found)
            return {};
        auto const head = found->get(department.head);
        if (head && *head != not_him)
            // His deputy may be the one who did not answer.
            if (auto const who = present(transaction, head, asked_by); who && *who != not_him)
                return who;
        unit = found->get(department.parent);
    }
    return {};
}

std::optional<Id> one_with_role(Transaction& transaction, std::optional<Id> role, Id asked_by)
{
    if (!role)
        return {};
    for (auto const& person : records::load_where(transaction, transaction.schema().of(user),
             fmt::format("role = \"{}\" AND active = true", role->to_string()), 100))
        if (auto const who = present(transaction, person.id, asked_by))
            return who;
    return {};
}

std::optional<Id> role_by_key(Transaction& transaction, std::string_view key)
{
    auto const found
        = records::load_where(transaction, transaction.schema().of(people::role), fmt::format("key = \"{}\"", key), 1);
    return found.empty() ? std::nullopt : std::optional { found.front().id };
}

std::optional<Id> link_of(Record const& record, std::string_view name)
{
    auto const* field = record.entity().find(name);
    auto const* id = field ? std::get_if<Id>(&record.value(*field)) : nullptr;
    return id ? std::optional { *id } : std::nullopt;
}

std::string title_of(Record const& record)
{
    auto const* title = std::get_if<std::string>(&record.value(record.entity().title()));
    return title ? *title : std::string {};
}

Instant hours_from_now(Transaction& transaction, Record const& rule)
{
    constexpr std::int64_t hour_ms = 3'600'000;
    return { transaction.now().milliseconds + rule.get(approval_rule.hours).value_or(24) * hour_ms };
}

void tell(Transaction& transaction, Record const& asked)
{
    platform::notify(transaction,
        { .whom = asked.get(approval.approver).value_or(Id {}),
            .kind = "reminder",
            .title = asked.get(approval.name).value_or(""),
            .collection = "approvals",
            .record = asked.id });
}

}

std::vector<Record> asking_rules(Transaction& transaction, Record const& record)
{
    auto rules = records::load_where(transaction, transaction.schema().of(approval_rule),
        fmt::format("entity = \"{}\" AND is_active = true", record.entity().plural));
    std::erase_if(rules, [&](Record const& rule) { return !holds(transaction, rule, record); });
    std::ranges::stable_sort(rules, {}, [](Record const& rule) { return rule.get(approval_rule.step).value_or(1); });
    return rules;
}

std::optional<Id> approver_of(Transaction& transaction, Record const& rule, Record const& about, Id asked_by)
{
    auto const kind = rule.get(approval_rule.approver_kind).value_or("owner_head");
    auto found = std::optional<Id> {};
    if (kind == "person") {
        found = present(transaction, rule.get(approval_rule.member), asked_by);
    } else if (kind == "role") {
        found = one_with_role(transaction, rule.get(approval_rule.role), asked_by);
    } else if (kind == "finance") {
        found = one_with_role(transaction, role_by_key(transaction, "finance"), asked_by);
    } else if (kind == "owner_head") {
        auto const owner = link_of(about, "owner").value_or(asked_by);
        found = superior_of(transaction, owner, asked_by);
    } else {
        found = head_above(transaction, link_of(about, "department"), asked_by, {});
    }
    return found ? found : one_with_role(transaction, role_by_key(transaction, "administrator"), asked_by);
}

std::string name_of(Transaction& transaction, Id whom)
{
    auto const person = records::load(transaction, user, whom);
    return person ? person->get(user.name).value_or("") : std::string {};
}

std::optional<Id> superior_of(Transaction& transaction, Id whom, Id asked_by)
{
    auto const person = records::load(transaction, user, whom);
    if (!person)
        return {};
    if (auto const who = present(transaction, person->get(user.reports_to), asked_by); who && *who != whom)
        return who;
    return head_above(transaction, person->get(user.department), asked_by, whom);
}

std::vector<Record> ask(Transaction& transaction, Record const& about, Question const& question)
{
    auto const step_of = [](Record const& rule) { return rule.get(approval_rule.step).value_or(1); };
    auto asked = std::vector<Record> {};
    auto step = std::optional<std::int64_t> {};
    for (auto const& rule : question.rules) {
        if (step_of(rule) <= question.after_step || (step && step_of(rule) != *step))
            continue;
        step = step_of(rule);
        auto const who = approver_of(transaction, rule, about, question.asked_by);
        if (!who)
            throw Problem::unprocessable("nobody_decides",
                std::string { Label { "Nobody is there who could approve this.", "Согласовать это некому." }.in(
                    transaction.actor().language) });
        auto values = Values { { approval.name, rule.get(approval_rule.name).value_or("") + ": " + title_of(about) },
            { approval.rule, rule.id }, { approval.subject, rule.get(approval_rule.subject) },
            { approval.reason, question.reason }, { approval.asked_by, question.asked_by }, { approval.approver, *who },
            { approval.owned.owner, *who }, { approval.step, *step }, { approval.asked_state, question.state },
            { approval.due_at, hours_from_now(transaction, rule) } };
        auto target = Assignment { approval.about, about.id };
        target.any_entity = about.entity().plural;
        values.assignments.push_back(std::move(target));
        if (auto const condition = condition_of(transaction, rule, about.entity()))
            // What only some may see is not told by way of a question about it.
            if (auto const* compared = measured(*condition); compared && !compared->field->definition().sensitive) {
                if (auto const* value = std::get_if<Decimal>(&about.value(*compared->field)))
                    values.set(approval.asked_value, *value);
                values.set(approval.limit_amount, std::get<Decimal>(compared->values.front()));
            }
        asked.push_back(Writer::create(transaction, approval, values));
        tell(transaction, asked.back());
    }
    return asked;
}

Record delegate_to(Transaction& transaction, Record const& asked, Id approver)
{
    auto const changed
        = Writer::update(transaction, asked, { { approval.approver, approver }, { approval.owned.owner, approver } });
    tell(transaction, changed);
    return changed;
}

Record pass_on(Transaction& transaction, Record const& asked, Id approver)
{
    auto values = Values { { approval.approver, approver }, { approval.owned.owner, approver } };
    Field const* const fields[] = { &approval.name, &approval.rule, &approval.subject, &approval.reason,
        &approval.asked_by, &approval.step, &approval.asked_state, &approval.asked_value, &approval.limit_amount };
    for (auto const* field : fields)
        if (!is_empty(asked.value(*field)))
            values.assignments.emplace_back(*field, asked.value(*field), 0);
    auto target = Assignment { approval.about, asked.get(approval.about).value_or(Id {}) };
    target.any_entity = asked.entity_of(approval.about);
    values.assignments.push_back(std::move(target));
    auto const rule = asked.get(approval.rule) ? records::load(transaction, approval_rule, *asked.get(approval.rule))
                                               : std::nullopt;
    if (rule)
        values.set(approval.due_at, hours_from_now(transaction, *rule));
    Writer::update(transaction, asked, { { approval.lifecycle.status, "escalated" } });
    auto const made = Writer::create(transaction, approval, values);
    tell(transaction, made);
    return made;
}

void withdraw_waiting(Transaction& transaction, Id about)
{
    for (auto const& one : approvals_of(transaction, about))
        if (one.get(approval.lifecycle.status) == "waiting")
            Writer::update(transaction, one, { { approval.lifecycle.status, "withdrawn" } });
}

std::vector<Record> approvals_of(Transaction& transaction, Id about)
{
    auto ids = std::vector<Id> {};
    {
        auto rows = transaction.connection().query(
            "select \"id\" from \"approvals\" where \"about\" = ?1 and \"deleted_at\" is null order by \"id\"",
            { about.value });
        while (rows->next())
            ids.emplace_back(rows->whole(0));
    }
    auto found = std::vector<Record> {};
    for (auto id : ids)
        if (auto one = records::load(transaction, approval, id))
            found.push_back(std::move(*one));
    return found;
}

std::string approved_state(Transaction& transaction, Id about)
{
    auto state = std::string {};
    for (auto const& one : approvals_of(transaction, about))
        if (one.get(approval.lifecycle.status) == "approved")
            state = one.get(approval.asked_state).value_or("");
    return state;
}

std::optional<Record> subject_of(Transaction& transaction, Record const& asked)
{
    auto const id = asked.get(approval.about);
    auto const* entity = id ? transaction.schema().find(asked.entity_of(approval.about)) : nullptr;
    return entity ? records::load(transaction.connection(), transaction.shared_schema(), *entity, *id) : std::nullopt;
}

}
