#include "modules/approvals/approval.h"
#include "modules/approvals/approval_rule.h"
#include "modules/approvals/questions.h"
#include "modules/approvals/rules.h"
#include "modules/people/user.h"
#include "modules/platform/notify.h"
#include "records/action.h"
#include "records/said.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::approvals {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

void demand_approver_himself(ActionCall& call)
{
    auto const me = call.transaction.actor().user;
    if (call.record.get(approval.asked_by) == me)
        throw Problem::conflict("own_approval",
            said(call, { "Nobody approves what he asked for himself.", "Свой запрос согласует кто-то другой." }));
    if (call.record.get(approval.approver) == me)
        return;
    auto const name = name_of(call.transaction, call.record.get(approval.approver).value_or(Id {}));
    throw Problem::forbidden(call.transaction.actor().language == Language::ru ? fmt::format("Решает {}.", name)
                                                                               : fmt::format("{} decides this.", name));
}

void set_status_of(records::Transaction& transaction, Record const& about, std::string_view status)
{
    auto values = Values {};
    values.assignments.emplace_back(*about.entity().find("approval_status"), Value { std::string { status } }, 0);
    Writer::update(transaction, about, values);
}

void tell_who_asked(ActionCall& call, Label sentence)
{
    platform::notify(call.transaction,
        { .whom = call.record.get(approval.asked_by).value_or(Id {}),
            .kind = "reminder",
            .title = said(call, sentence) + " " + call.record.get(approval.name).value_or(""),
            .collection = call.record.entity_of(approval.about),
            .record = call.record.get(approval.about).value_or(Id {}) });
}

struct ApproveInput : Input {
    LongText comment { *this, "comment", { .label = { "Comment", "Комментарий" } } };
};
ApproveInput const approve_input;

ActionResult approve(ActionCall& call)
{
    demand_approver_himself(call);
    auto const about = subject_of(call.transaction, call.record);
    if (!about)
        throw Problem::not_found();
    auto values = Values { { approval.lifecycle.status, "approved" }, { approval.decided_at, call.transaction.now() } };
    if (auto const words = call.get(approve_input.comment))
        values.set(approval.comment, *words);
    call.update(values);
    auto const asked = approvals_of(call.transaction, about->id);
    if (std::ranges::any_of(asked, [](Record const& one) { return one.get(approval.lifecycle.status) == "waiting"; }))
        return { .message = said(call, { "Approved; others are still asked.", "Согласовано, решают остальные." }) };
    auto const next = ask(call.transaction, *about,
        { .rules = asking_rules(call.transaction, *about),
            .after_step = call.record.get(approval.step).value_or(1),
            .asked_by = call.record.get(approval.asked_by).value_or(Id {}),
            .reason = call.record.get(approval.reason).value_or(""),
            .state = call.record.get(approval.asked_state).value_or("") });
    if (!next.empty())
        return { .message = said(call, { "Approved; the next step is asked.", "Согласовано, спрошен следующий." }) };
    set_status_of(call.transaction, *about, "approved");
    tell_who_asked(call, { "Approved:", "Согласовано:" });
    return { .message = said(call, { "Approved.", "Согласовано." }) };
}

struct RefuseInput : Input {
    LongText comment { *this, "comment", { .label = { "Why?", "Почему?" }, .required = true } };
};
RefuseInput const refuse_input;

ActionResult refuse(ActionCall& call)
{
    demand_approver_himself(call);
    call.update({ { approval.lifecycle.status, "refused" }, { approval.decided_at, call.transaction.now() },
        { approval.comment, call.get(refuse_input.comment) } });
    if (auto const about = subject_of(call.transaction, call.record)) {
        withdraw_waiting(call.transaction, about->id);
        set_status_of(call.transaction, *about, "refused");
    }
    tell_who_asked(call, { "Refused:", "Отказано:" });
    return { .message = said(call, { "Refused.", "Отказано." }) };
}

struct DelegateInput : Input {
    Link member { *this, "member", "user", { .label = { "Who decides instead?", "Кто решит?" }, .required = true } };
};
DelegateInput const delegate_input;

ActionResult delegate(ActionCall& call)
{
    demand_approver_himself(call);
    auto const whom = call.get(delegate_input.member).value_or(Id {});
    auto const person = records::load(call.transaction, people::user, whom);
    if (!person || !person->get(people::user.active).value_or(false))
        throw Problem::invalid(
            "member", "not_active", said(call, { "This person cannot sign in.", "Этот сотрудник не может войти." }));
    call.record = delegate_to(call.transaction, call.record, whom);
    return { .message = said(call, { "Handed on.", "Передано." }) };
}

ActionResult withdraw(ActionCall& call)
{
    auto const& actor = call.transaction.actor();
    if (call.record.get(approval.asked_by) != actor.user && !actor.is_administrator())
        throw Problem::forbidden(said(call, { "Only who asked takes it back.", "Отозвать может тот, кто запросил." }));
    call.update({ { approval.lifecycle.status, "withdrawn" } });
    if (auto const about = subject_of(call.transaction, call.record)) {
        withdraw_waiting(call.transaction, about->id);
        set_status_of(call.transaction, *about, "none");
    }
    return { .message = said(call, { "Taken back.", "Отозвано." }) };
}

struct SimulateInput : Input {
    Text record { *this, "record", { .label = { "Id of a record", "Номер записи" }, .required = true, .max = 40 } };
};
SimulateInput const simulate_input;

// Who would be asked for this record; nothing is written.
ActionResult simulate(ActionCall& call)
{
    auto& transaction = call.transaction;
    auto const id = Id::parse(call.get(simulate_input.record).value_or(""));
    auto const* entity = transaction.schema().find(call.record.get(approval_rule.entity).value_or(""));
    auto const about = id && entity
            && records::reaches(
                transaction.connection(), transaction.schema(), transaction.actor(), *entity, *id, records::Right::read)
        ? records::load(transaction.connection(), transaction.shared_schema(), *entity, *id)
        : std::nullopt;
    if (!about)
        throw Problem::invalid("record", "no_such_record", "There is no such record.");
    auto const asking = asking_rules(transaction, *about);
    auto const is_asked = std::ranges::any_of(asking, [&](Record const& rule) { return rule.id == call.record.id; });
    auto const who = is_asked ? approver_of(transaction, call.record, *about, transaction.actor().user) : std::nullopt;
    if (!who)
        return { .message = said(call, { "Nobody would be asked.", "Никого бы не спросили." }) };
    auto const name = name_of(transaction, *who);
    return { .message = transaction.actor().language == Language::ru ? fmt::format("Решал бы {}.", name)
                                                                     : fmt::format("{} would be asked.", name) };
}

}

void add_actions(Registry& registry)
{
    registry.action(approval,
        { .name = "approve",
            .label = { "Approve", "Согласовать" },
            .icon = "check",
            .when = "status = \"waiting\"",
            .undoable = false,
            .style = "primary" },
        &approve_input, approve);
    registry.action(approval,
        { .name = "refuse",
            .label = { "Refuse", "Отказать" },
            .icon = "x",
            .when = "status = \"waiting\"",
            .undoable = false,
            .style = "danger" },
        &refuse_input, refuse);
    registry.action(approval,
        { .name = "delegate",
            .label = { "Let somebody else decide", "Передать решение" },
            .icon = "arrow-forward-up",
            .when = "status = \"waiting\"" },
        &delegate_input, delegate);
    registry.action(approval,
        { .name = "withdraw",
            .label = { "Take back", "Отозвать" },
            .icon = "arrow-back-up",
            .when = "status = \"waiting\"",
            .right = "read" },
        nullptr, withdraw);
    registry.action(approval_rule,
        { .name = "simulate",
            .label = { "Try it out", "Проверить" },
            .icon = "test-pipe",
            .right = "read",
            .undoable = false },
        &simulate_input, simulate);
}

}
