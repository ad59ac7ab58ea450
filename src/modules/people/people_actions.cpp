#include "modules/people/role.h"
#include "modules/people/rules.h"
#include "modules/people/user.h"
#include "records/action.h"

#include <fmt/format.h>

#include <array>

namespace kontor::people {

using records::ActionCall;
using records::ActionResult;
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
    registry.action(
        role, { .name = "copy", .label = { "Copy", "Скопировать" }, .icon = "users" }, &copy_input, copy_role);
}

}
