#include "records/action.h"

#include "base/problem.h"
#include "records/audit.h"
#include "records/condition_check.h"
#include "records/input.h"
#include "records/precondition.h"
#include "records/validation.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

Right right_of(ActionDeclaration const& declaration)
{
    if (declaration.right == "read")
        return Right::read;
    if (declaration.right == "create")
        return Right::create;
    if (declaration.right == "delete")
        return Right::remove;
    return Right::update;
}

bool is_in_state(db::Connection& connection, Schema const& schema, Actor const& actor, Action const& action,
    Record const& record, Instant now)
{
    if (action.declaration.when.empty())
        return true;
    auto const context = BindingContext { schema, actor, now, 1, true };
    auto const condition = bind_filter(action.declaration.when, record.entity(), context);
    return meets(condition, record, exists_in(connection, schema, actor, true));
}

void check_input(Action const& action, Schema const& schema, Values const& input)
{
    auto faults = std::vector<FieldFault> {};
    for (auto const* field : schema.input_of(*action.input)) {
        if (!field->definition().required)
            continue;
        auto const* assignment = input.find(*field);
        if (!assignment || kontor::is_empty(assignment->value))
            faults.push_back({ field->name(), "required", fmt::format("Fill in {}.", field->definition().label.en) });
    }
    if (!faults.empty())
        throw Problem::invalid(std::move(faults));
}

// Links of an input are keys, in the scope of the record (a stage of its pipeline), or ids that the person must be able
// to see.
void look_up_links(Transaction& transaction, Record const& record, Values& input)
{
    auto const& schema = transaction.schema();
    for (auto& assignment : input.assignments) {
        auto const& field = *assignment.field;
        auto const* target = field.type() == FieldType::link ? schema.target_of(field) : nullptr;
        if (!target)
            continue;
        if (auto const* key = std::get_if<Key>(&assignment.value)) {
            auto const found = find_keyed(transaction, record, *target, key->text);
            if (found.is_empty())
                throw Problem::invalid(field.name(), "no_such_record", fmt::format("There is no \"{}\".", key->text));
            assignment.value = found;
        } else if (auto const* id = std::get_if<Id>(&assignment.value);
                   id && !reaches(transaction.connection(), schema, transaction.actor(), *target, *id, Right::read)) {
            throw Problem::invalid(field.name(), "no_such_record", "There is no such record.");
        }
    }
}

Values with_defaults(Action const& action, Values input, Schema const& schema)
{
    for (auto const* field : schema.input_of(*action.input)) {
        auto const& text = field->definition().default_value;
        if (text.empty() || input.find(*field))
            continue;
        auto value = Value {};
        auto faults = Faults {};
        if (text != "today()" && text != "me()" && text != "now()"
            && read_cell(text, *field, schema, {}, field->name(), value, faults))
            input.assignments.emplace_back(*field, std::move(value), 0);
    }
    return input;
}

}

std::pair<Record, ActionResult> run_action(Transaction& transaction, EntityInfo const& entity, Id id,
    std::string_view name, Json const& body, std::optional<std::vector<std::int64_t>> const& if_versions)
{
    auto const& registry = transaction.store().registry();
    auto const& schema = transaction.schema();
    auto const& actor = transaction.actor();
    auto const* action = registry.find_action(entity.singular, name);
    if (!action || !reaches(transaction.connection(), schema, actor, entity, id, Right::read))
        throw Problem::not_found();
    auto record = load_locked(transaction, entity, id);
    if (!record)
        throw Problem::not_found();
    auto const level = actor.action_level(schema, entity, name, right_of(action->declaration));
    if (!reaches(transaction.connection(), schema, actor, entity, id, level))
        throw Problem::forbidden(fmt::format("You may not do this with this {}.", entity.label_one.en));
    demand_version(transaction, *record, if_versions);
    if (!is_in_state(transaction.connection(), schema, actor, *action, *record, transaction.now()))
        throw Problem::not_in_this_state(fmt::format("\"{}\" is not possible in the present state of this {}.",
                                             action->declaration.label.en, entity.label_one.en),
            allowed_actions(transaction.connection(), schema, registry, actor, *record, transaction.now()));
    auto input = Values {};
    if (action->input) {
        input = with_defaults(*action, read_input(body, schema.input_of(*action->input), schema, name), schema);
        check_input(*action, schema, input);
        look_up_links(transaction, *record, input);
    } else if (auto const* members = body.as_object(); members && !members->empty()) {
        throw Problem::bad_request(
            { { members->front().first, "unknown_field", fmt::format("\"{}\" takes no input.", name) } });
    }
    auto call = ActionCall { transaction, *action, std::move(*record), input };
    auto result = action->run(call);
    auto after = load(transaction.connection(), transaction.shared_schema(), entity, id, true);
    if (!after)
        throw Problem::not_found();
    auto const* title = std::get_if<std::string>(&after->value(entity.title()));
    write_audit(transaction, "action:" + std::string { name }, entity.plural, id, title ? *title : "", "[]");
    return { std::move(*after), std::move(result) };
}

std::vector<std::string> allowed_actions(db::Connection& connection, Schema const& schema, Registry const& registry,
    Actor const& actor, Record const& record, Instant now)
{
    auto names = std::vector<std::string> {};
    for (auto const& action : registry.actions()) {
        if (action.entity->singular_name != record.entity().singular)
            continue;
        auto const level
            = actor.action_level(schema, record.entity(), action.declaration.name, right_of(action.declaration));
        if (level != Level::none && reaches(connection, schema, actor, record.entity(), record.id, level)
            && is_in_state(connection, schema, actor, action, record, now))
            names.emplace_back(action.declaration.name);
    }
    return names;
}

}
