#include "modules/accounts/assign.h"

#include "modules/accounts/account.h"
#include "modules/accounts/note.h"
#include "modules/accounts/rules.h"
#include "modules/people/user.h"
#include "modules/platform/notify.h"
#include "records/action.h"

#include <fmt/format.h>

#include <array>

namespace kontor::accounts {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct AssignInput : Input {
    Link owner { *this, "owner", "user", { .label = { "New owner", "Новый ответственный" }, .required = true } };
    LongText note { *this, "note", { .label = { "Note", "Примечание" } } };
};
AssignInput const assign_input;

struct AssignAccountInput : AssignInput {
    Flag hand_over { *this, "hand_over",
        { .label = { "With its contacts, open deals and papers, and planned activities",
              "Вместе с контактами, открытыми сделками, документами и планами" } } };
};
AssignAccountInput const assign_account_input;

void add_note(ActionCall& call, std::string text)
{
    auto values = Values { { note.text, std::move(text) } };
    auto about = Assignment { note.about, call.record.id };
    about.any_entity = call.record.entity().plural;
    values.assignments.push_back(std::move(about));
    Writer::create(call.transaction, note, values);
}

ActionResult assign(ActionCall& call, AssignInput const& input, Owned const& owned)
{
    auto& transaction = call.transaction;
    auto const is_russian = transaction.actor().language == Language::ru;
    auto const new_owner = *call.get(input.owner);
    auto const colleague = records::load(transaction, people::user, new_owner);
    if (!colleague)
        throw Problem::invalid(
            "owner", "no_such_record", is_russian ? "Такого сотрудника нет." : "There is no such record.");
    auto const name = colleague->get(people::user.name).value_or("");
    call.update({ { owned.owner, new_owner } });
    if (auto const text = call.get(input.note))
        add_note(call, *text);
    auto const* title = std::get_if<std::string>(&call.record.value(call.record.entity().title()));
    platform::notify(transaction,
        { .whom = new_owner,
            .kind = "assignment",
            .title = fmt::format("{}: {}",
                call.record.entity().label_one.in(
                    colleague->get(people::user.language) == "ru" ? Language::ru : Language::en),
                title ? *title : ""),
            .collection = call.record.entity().plural,
            .record = call.record.id });
    return { .message = is_russian ? fmt::format("Теперь отвечает {}.", name) : fmt::format("Assigned to {}.", name) };
}

// What goes with a client when its manager changes: collection, and which of its records are still open.
struct Company {
    std::string_view collection;
    std::string_view filter;
};
constexpr std::array goes_with_account = {
    Company { "contacts", "" },
    Company { "deals", " AND status = \"open\"" },
    Company { "activities", " AND status = \"planned\"" },
    Company { "offers", " AND status IN (\"draft\", \"sent\")" },
    Company { "contracts", " AND status NOT IN (\"ended\", \"terminated\", \"cancelled\")" },
    Company { "obligations", " AND status IN (\"open\", \"breached\")" },
    Company { "orders", " AND status NOT IN (\"closed\", \"cancelled\")" },
    Company { "invoices", " AND status NOT IN (\"paid\", \"written_off\", \"cancelled\")" },
};

ActionResult assign_account(ActionCall& call)
{
    auto& transaction = call.transaction;
    auto const old_owner = call.record.get(account.owned.owner);
    auto result = assign(call, assign_account_input, account.owned);
    if (!call.get(assign_account_input.hand_over).value_or(false) || !old_owner)
        return result;
    auto const new_owner = *call.get(assign_account_input.owner);
    for (auto const& company : goes_with_account) {
        auto const* entity = transaction.schema().find(company.collection);
        if (!entity)
            continue;
        auto const filter = fmt::format(
            "account = \"{}\" AND owner = \"{}\"{}", call.record.id.value, old_owner->value, company.filter);
        for (auto const& record : records::load_where(transaction, *entity, filter, 10'000)) {
            auto values = Values {};
            values.assignments.emplace_back(*entity->find("owner"), Value { new_owner }, 0);
            Writer::update(transaction, record, values);
            auto const* title = std::get_if<std::string>(&record.value(entity->title()));
            result.changed.push_back({ entity->plural, record.id, title ? *title : std::string {} });
        }
    }
    return result;
}

ActionDeclaration declaration()
{
    return { .name = "assign", .label = { "Assign", "Назначить" }, .icon = "user-check", .bulk = true };
}

}

void offer_assigning(Registry& registry, Entity const& entity, Owned const& owned)
{
    registry.action(
        entity, declaration(), &assign_input, [&owned](ActionCall& call) { return assign(call, assign_input, owned); });
}

void add_actions(Registry& registry) { registry.action(account, declaration(), &assign_account_input, assign_account); }

}
