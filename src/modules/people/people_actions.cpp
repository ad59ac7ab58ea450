#include "modules/people/role.h"
#include "modules/people/rules.h"
#include "modules/people/user.h"
#include "records/action.h"
#include "records/said.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::people {

using records::ActionCall;
using records::ActionResult;
using records::said;
using records::Transaction;
using records::Writer;

namespace {

// What somebody must take over when a person goes: collection, and which of its records are still open.
struct OpenWork {
    std::string_view collection;
    std::string_view filter;
};
constexpr std::array open_work = {
    OpenWork { "accounts", "" },
    OpenWork { "contacts", "" },
    OpenWork { "enquiries", " AND status IN (\"new\", \"working\")" },
    OpenWork { "deals", " AND status = \"open\"" },
    OpenWork { "activities", " AND status = \"planned\"" },
};

std::vector<Record> open_work_of(Transaction& transaction, Id owner)
{
    auto all = std::vector<Record> {};
    for (auto const& work : open_work)
        if (auto const* entity = transaction.schema().find(work.collection))
            for (auto& record : records::load_where(
                     transaction, *entity, fmt::format("owner = \"{}\"{}", owner.value, work.filter), 100'000))
                all.push_back(std::move(record));
    return all;
}

struct DeactivateInput : Input {
    Link hand_over_to { *this, "hand_over_to", "user", { .label = { "Hand over to", "Передать дела" } } };
};
DeactivateInput const deactivate_input;

ActionResult deactivate(ActionCall& call)
{
    auto& transaction = call.transaction;
    auto const is_russian = transaction.actor().language == Language::ru;
    auto const successor = call.get(deactivate_input.hand_over_to);
    auto const work = open_work_of(transaction, call.record.id);
    if (!work.empty() && !successor)
        throw Problem::invalid("hand_over_to", "required",
            is_russian ? fmt::format("У сотрудника {} открытых записей: укажите, кто их примет.", work.size())
                       : fmt::format("This person owns {} open records: say who takes them over.", work.size()));
    if (successor == call.record.id)
        throw Problem::invalid("hand_over_to", "own_deputy",
            is_russian ? "Дела нельзя передать самому себе." : "Nobody takes over from himself.");
    auto result = ActionResult {};
    for (auto const& record : work) {
        auto values = Values {};
        values.assignments.emplace_back(*record.entity().find("owner"), Value { *successor }, 0);
        Writer::update(transaction, record, values);
    }
    call.update({ { user.lifecycle.status, "deactivated" } });
    result.message = is_russian ? fmt::format("Сотрудник отключён, передано записей: {}.", work.size())
                                : fmt::format("Deactivated; {} records handed over.", work.size());
    return result;
}

ActionResult activate(ActionCall& call)
{
    call.update({ { user.lifecycle.status, "active" } });
    return { .message
        = call.transaction.actor().language == Language::ru ? "Сотрудник может входить." : "May sign in now." };
}

struct NoticeInput : Input {
    DayField leaves_on { *this, "leaves_on", { .label = { "Leaves on", "Последний день" }, .required = true } };
};
NoticeInput const notice_input;

// A head decides about the people of his department and of those below, and nobody about himself.
void demand_head_of(ActionCall& call)
{
    auto const& actor = call.transaction.actor();
    auto const department = call.record.get(user.department);
    auto const is_below = department && std::ranges::find(actor.subtree, *department) != actor.subtree.end();
    if (call.record.id == actor.user || (!actor.is_administrator() && !is_below))
        throw Problem::forbidden(said(call,
            { "Only the head of this person's department may do this.", "Это может только руководитель отдела." }));
}

// From now on he reads and exports within a tenth of his role's limits (RELIABILITY.md, P20).
ActionResult start_notice(ActionCall& call)
{
    demand_head_of(call);
    auto const day = call.get(notice_input.leaves_on);
    if (day && *day < call.transaction.today())
        throw Problem::invalid("leaves_on", "too_small",
            said(call,
                { "The last day lies in the past: deactivate the person.",
                    "Последний день уже прошёл: отключите сотрудника." }));
    auto values = Values {};
    values.set(user.is_in_notice, true).set(user.leaves_on, day.value_or(call.transaction.today()));
    Writer::update(call.transaction, call.record, values);
    return { .message = said(call,
                 { "In notice: reading and exports are limited to a tenth.",
                     "На отработке: чтение и выгрузка ограничены десятой частью." }) };
}

ActionResult end_notice(ActionCall& call)
{
    demand_head_of(call);
    call.update({ { user.is_in_notice, false } });
    return { .message = said(call, { "The notice is withdrawn.", "Отработка отменена." }) };
}

struct CopyInput : Input {
    Text name { *this, "name", { .label = { "Name of the copy", "Название копии" }, .required = true } };
    Text key { *this, "key", { .label = { "Key", "Ключ" }, .max = 60 } };
};
CopyInput const copy_input;

ActionResult copy_role(ActionCall& call)
{
    auto const made = Writer::create(call.transaction, role,
        { { role.name, call.get(copy_input.name) }, { role.key, call.get(copy_input.key) },
            { role.description, call.record.get(role.description) }, { role.grants, call.record.get(role.grants) },
            { role.rights, call.record.get(role.rights) }, { role.limits, call.record.get(role.limits) } });
    auto const name = made.get(role.name).value_or("");
    return { .message = call.transaction.actor().language == Language::ru ? "Роль скопирована." : "Role copied.",
        .created = { { "roles", made.id, name } } };
}

}

void add_actions(Registry& registry)
{
    registry.action(user,
        { .name = "activate",
            .label = { "Activate", "Включить" },
            .icon = "user-check",
            .when = "status != \"active\"" },
        nullptr, activate);
    registry.action(user,
        { .name = "deactivate",
            .label = { "Deactivate", "Отключить" },
            .icon = "x",
            .when = "status != \"deactivated\"",
            .confirm = true,
            .style = "danger" },
        &deactivate_input, deactivate);
    registry.action(user,
        { .name = "start_notice",
            .label = { "Start the notice period", "Начать отработку" },
            .icon = "flag",
            .when = "status = \"active\" AND is_in_notice = false" },
        &notice_input, start_notice);
    registry.action(user,
        { .name = "end_notice",
            .label = { "Withdraw the notice", "Отменить отработку" },
            .icon = "check",
            .when = "is_in_notice = true" },
        nullptr, end_notice);
    registry.action(
        role, { .name = "copy", .label = { "Copy", "Скопировать" }, .icon = "users" }, &copy_input, copy_role);
}

}
