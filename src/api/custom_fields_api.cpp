#include "api/admin_api.h"
#include "api/customisation.h"
#include "base/utf8.h"
#include "model/choices.h"
#include "model/formula.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/meta.h"
#include "records/roll_up.h"
#include "records/search.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

namespace {

// "sum(lines.total)", "count(deals, stage = \"won\")": the relation's child and link are looked up in the Schema.
std::optional<RollUp> read_roll_up(Schema const&, EntityInfo const& entity, std::string const& text)
{
    static constexpr std::pair<std::string_view, RollUpFunction> functions[] = { { "sum(", RollUpFunction::sum },
        { "count(", RollUpFunction::count }, { "min(", RollUpFunction::min }, { "max(", RollUpFunction::max } };
    for (auto const& [prefix, function] : functions) {
        if (!text.starts_with(prefix) || !text.ends_with(")"))
            continue;
        auto inside = text.substr(prefix.size(), text.size() - prefix.size() - 1);
        auto const comma = inside.find(',');
        auto const head = std::string { trim(inside.substr(0, comma)) };
        auto const dot = head.find('.');
        auto const* relation = entity.find_relation(head.substr(0, dot));
        if (!relation || relation->kind != Relation::Kind::to_many)
            return {};
        static std::mutex mutex;
        static std::vector<std::unique_ptr<std::string>> kept; // a RollUp holds views for the life of the process
        auto const lock = std::scoped_lock { mutex };
        auto const keep = [&](std::string value) -> std::string_view {
            return *kept.emplace_back(std::make_unique<std::string>(std::move(value)));
        };
        auto roll_up = RollUp { function, keep(relation->target->plural), keep(relation->via->name()),
            dot == std::string::npos ? std::string_view {} : keep(head.substr(dot + 1)),
            comma == std::string::npos ? std::string_view {} : keep(std::string { trim(inside.substr(comma + 1)) }) };
        if ((function == RollUpFunction::count) != roll_up.field.empty())
            invalid("formula", "formula_syntax", "Write sum(lines.total), min(...), max(...) or count(lines).");
        if (!roll_up.field.empty() && !relation->target->find(roll_up.field))
            invalid("formula", "unknown_field",
                fmt::format("{} have no field \"{}\".", relation->target->label_many.en, roll_up.field));
        return roll_up;
    }
    return {};
}

FieldDefinition read_definition(Call const& call, EntityInfo const& entity, Json const& body)
{
    auto definition = FieldDefinition {};
    definition.is_custom = true;
    auto type = std::string {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "name")
            definition.name = demand_text("name", value);
        else if (key == "type")
            type = demand_text("type", value);
        else if (key == "label")
            definition.label = read_label("label", value);
        else if (key == "help")
            definition.help = read_label("help", value);
        else if (key == "required" && value.as_bool())
            definition.required = *value.as_bool();
        else if (key == "unique" && value.as_bool())
            definition.unique = *value.as_bool();
        else if (key == "searchable" && value.as_bool())
            definition.searchable = *value.as_bool();
        else if (key == "choices")
            definition.choices = read_choices("choices", value);
        else if (key == "entity") {
            auto const* target = call.schema().find(demand_text("entity", value));
            if (!target)
                invalid("entity", "no_such_record", "There is no such collection.");
            definition.target = target->singular;
        } else if (key == "formula")
            definition.formula = demand_text("formula", value);
        else if (key == "max" && value.as_whole())
            definition.max = static_cast<std::size_t>(std::clamp<std::int64_t>(*value.as_whole(), 1, 100'000));
        else if (key == "default" && (value.as_string() || value.as_number() || value.as_bool() || value.is_null()))
            definition.default_value = value.as_string() ? *value.as_string() : value.is_null() ? "" : value.to_text();
        else
            throw Problem::bad_request({ { key, "unknown_field", fmt::format("\"{}\" does not fit a field.", key) } });
    }
    demand_name(definition.name);
    if (entity.find(definition.name))
        invalid("name", "not_unique",
            fmt::format("{} have a field \"{}\" already.", entity.label_many.en, definition.name));
    auto const known = field_type_by_name(type);
    if (!known || *known == FieldType::any_link)
        invalid("type", "no_such_choice",
            "The type is one of text, long_text, rich_text, email, phone, url, whole, number, percent, money, day, "
            "instant, duration, flag, choice, choices, link, links, file, address, json.");
    definition.type = *known;
    if (definition.label.en.empty())
        definition.label.en = definition.name.substr(2);
    if (definition.type == FieldType::choice || definition.type == FieldType::choices) {
        if (definition.choices.empty())
            invalid("choices", "required", "A choice needs its choices.");
    } else if (!definition.choices.empty())
        invalid("choices", "bad_format", "Only choices have choices.");
    if ((definition.type == FieldType::link || definition.type == FieldType::links) == definition.target.empty())
        invalid("entity", "required", "A link names the entity that it leads to, and nothing else does.");
    definition.on_delete = OnDelete::clear;
    if (definition.type == FieldType::long_text || definition.type == FieldType::rich_text)
        definition.max = std::max<std::size_t>(definition.max, 10'000);
    if (definition.type == FieldType::money)
        definition.currency_field = entity.find("currency") ? "currency" : "";
    if (!definition.formula.empty()) {
        definition.computed = true;
        if (auto roll_up = read_roll_up(call.schema(), entity, definition.formula)) {
            definition.roll_up = *roll_up;
            definition.formula.clear();
        } else {
            auto const formula = Formula::parse(definition.formula);
            for (auto const& name : formula.names())
                if (name == definition.name)
                    invalid("formula", "cycle", fmt::format("{} would be computed from itself.", name));
            auto const result = formula.type_check([&](std::string_view name) -> std::optional<FieldType> {
                auto const* source = entity.find(name);
                return source ? std::optional { source->type() } : std::nullopt;
            });
            if (auto const* fault = std::get_if<FormulaFault>(&result))
                throw fault->problem();
            if (!Formula::fits(std::get<FieldType>(result), definition.type))
                invalid("type", "cannot_convert",
                    fmt::format("The formula gives {}, which does not fit a field of type {}.",
                        name_of(std::get<FieldType>(result)), type));
        }
    }
    return definition;
}

// A computed field added later is filled for the records that are there, in slices.
void fill_computed(Call const& call, std::string_view plural)
{
    auto const schema = call.store.schema();
    auto const& entity = *schema->find(plural);
    for (auto last = std::int64_t { 0 };;) {
        auto done = std::size_t { 0 };
        auto next = last;
        call.store.write(
            records::Actor::system(),
            [&](records::Transaction& transaction) {
                next = last; // the closure may run again
                done = records::recompute_slice(transaction, entity, next, 500);
            },
            db::Lane::background);
        if (done == 0)
            return;
        last = next;
    }
}

}

http::Response create_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const definition = read_definition(call, entity, call.body());
    auto const present_count = std::ranges::count_if(
        call.schema().customisation().fields, [&](CustomField const& field) { return field.entity == entity.plural; });
    if (present_count >= 200)
        invalid("name", "too_many", "An entity has at most 200 custom fields.");
    if (call.flag("dry_run"))
        return ok(
            fmt::format("{{\"creates\":{{\"field\":\"{}.{}\"}},\"dry_run\":true}}", entity.plural, definition.name));
    auto const plural = entity.plural;
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        wanted.fields.push_back({ plural, definition });
        return wanted;
    });
    if (definition.computed)
        fill_computed(call, plural);
    audit(call, "field_created", plural, definition.name);
    announce(call, rooms);
    auto response = no_store(http::Response::json(201, field_answer(call, plural)));
    response.with_header("Location", fmt::format("/api/v1/meta/{}/fields/{}", plural, definition.name));
    return response;
}

namespace {

// Where a field moves among the custom fields of its entity: in front of, or behind, another one.
struct Place {
    std::string other;
    bool is_after = false;
};

Place read_place(EntityInfo const& entity, Json const& json)
{
    auto const* members = json.as_object();
    if (!members || members->size() != 1 || ((*members)[0].first != "before" && (*members)[0].first != "after"))
        throw Problem::bad_request(
            { { "place", "wrong_type", R"(A place is {"before": "x_other"} or {"after": "x_other"}.)" } });
    auto place
        = Place { demand_text("place." + (*members)[0].first, (*members)[0].second), (*members)[0].first == "after" };
    auto const* other = entity.find(place.other);
    if (!other || !other->definition().is_custom)
        invalid("place", "no_such_field", fmt::format("There is no custom field \"{}\" here.", place.other));
    return place;
}

// What a PATCH says of a field. Built-in ones take label, help, required and choices; custom ones the rest, too.
struct FieldChange {
    FieldOverride change;
    std::optional<bool> searchable;
    std::optional<std::size_t> max;
    std::optional<FieldType> type;
    std::optional<Place> place;
};

// Values stay as they are stored, so that only such changes are free of doubt.
bool is_wider(FieldType from, FieldType to)
{
    return from == to || (from == FieldType::text && to == FieldType::long_text);
}

FieldChange read_change(EntityInfo const& entity, Field const& field, Json const& body)
{
    auto read = FieldChange {};
    auto& change = read.change;
    change.entity = entity.plural;
    change.field = field.name();
    auto const& present = field.definition();
    auto faults = std::vector<FieldFault> {};
    for (auto const& [key, value] : *body.as_object()) {
        auto const is_of_custom_fields = key == "searchable" || key == "max" || key == "type" || key == "place";
        if (key == "label")
            change.label = read_label("label", value);
        else if (key == "help")
            change.help = value.is_null() ? OwnedLabel {} : read_label("help", value);
        else if (key == "required" && value.as_bool())
            change.required = *value.as_bool();
        else if (key == "choices") {
            if (field.type() != FieldType::choice && field.type() != FieldType::choices)
                invalid("choices", "bad_format", "Only choices have choices.");
            change.choices = read_choices("choices", value);
        } else if (is_of_custom_fields && !present.is_custom)
            faults.push_back({ key, "read_only", "A built-in field takes label, help, required and choices." });
        else if (key == "searchable" && value.as_bool())
            read.searchable = *value.as_bool();
        else if (key == "max" && value.as_whole()) {
            read.max = static_cast<std::size_t>(std::clamp<std::int64_t>(*value.as_whole(), 1, 100'000));
            if (*read.max < present.max)
                throw Problem::unprocessable("cannot_convert",
                    fmt::format("A field may become longer, not shorter: it takes {} characters now.", present.max));
        } else if (key == "type") {
            read.type = field_type_by_name(demand_text("type", value));
            if (!read.type || !is_wider(field.type(), *read.type))
                throw Problem::unprocessable("cannot_convert",
                    fmt::format("A field of type {} cannot become that; only text can become long_text.",
                        name_of(field.type())));
        } else if (key == "place")
            read.place = read_place(entity, value);
        else
            faults.push_back({ key, "unknown_field", fmt::format("\"{}\" of a field cannot be changed.", key) });
    }
    if (!faults.empty())
        throw Problem::bad_request(std::move(faults));
    if (present.computed && change.required.value_or(false))
        invalid("required", "read_only", "A computed field cannot be required.");
    return read;
}

void change_definition(FieldDefinition& definition, FieldChange const& read)
{
    definition.label = read.change.label.value_or(definition.label);
    definition.help = read.change.help.value_or(definition.help);
    definition.required = read.change.required.value_or(definition.required);
    definition.searchable = read.searchable.value_or(definition.searchable);
    definition.max = read.max.value_or(definition.max);
    definition.type = read.type.value_or(definition.type);
    if (definition.type == FieldType::long_text)
        definition.max = std::max<std::size_t>(definition.max, 10'000);
    definition.choices = merge_choices(definition.choices, read.change.choices);
}

void move(std::vector<CustomField>& fields, std::string const& plural, std::string const& name, Place const& place)
{
    auto const position = [&](std::string const& wanted) {
        return std::ranges::find_if(fields,
            [&](CustomField const& field) { return field.entity == plural && field.definition.name == wanted; });
    };
    auto const found = position(name);
    if (found == fields.end() || place.other == name)
        return;
    auto moved = std::move(*found);
    fields.erase(found);
    auto const other = position(place.other);
    fields.insert(other == fields.end() || !place.is_after ? other : std::next(other), std::move(moved));
}

// One override per field: what an earlier call changed stays unless this one says otherwise.
void change_override(std::vector<FieldOverride>& overrides, FieldOverride const& change)
{
    auto const found = std::ranges::find_if(overrides,
        [&](FieldOverride const& other) { return other.entity == change.entity && other.field == change.field; });
    if (found == overrides.end()) {
        overrides.push_back(change);
        return;
    }
    if (change.label)
        found->label = change.label;
    if (change.help)
        found->help = change.help;
    if (change.required)
        found->required = change.required;
    found->choices = merge_choices(found->choices, change.choices);
}

Customisation with_change(Customisation wanted, FieldChange const& read)
{
    auto const& change = read.change;
    auto const custom = std::ranges::find_if(wanted.fields, [&](CustomField const& field) {
        return field.entity == change.entity && field.definition.name == change.field;
    });
    if (custom == wanted.fields.end()) {
        change_override(wanted.overrides, change);
        return wanted;
    }
    change_definition(custom->definition, read);
    if (read.place)
        move(wanted.fields, change.entity, change.field, *read.place);
    return wanted;
}

// Computed fields that read this one: they would have nothing to be computed from.
void demand_not_computed_from(EntityInfo const& entity, std::string const& name)
{
    for (auto const* other : entity.fields) {
        if (other->definition().formula.empty())
            continue;
        auto const formula = Formula::parse(other->definition().formula);
        auto const& names = formula.names();
        if (std::ranges::find(names, name) != names.end())
            throw Problem::conflict("in_use",
                fmt::format("{} is computed from this field. Take that one away first.", other->definition().label.en));
    }
}

}

http::Response update_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const* field = entity.find(call.path_parameter("name"));
    if (!field || field->definition().is_system)
        throw Problem::not_found();
    auto const plural = entity.plural, name = field->name();
    auto const was_searchable = field->definition().searchable;
    auto const read = read_change(entity, *field, call.body());
    if (call.flag("dry_run"))
        return ok(fmt::format("{{\"changes\":{{\"field\":\"{}.{}\"}},\"dry_run\":true}}", plural, name));
    call.store.customise(call.actor, [&](Customisation const& present) { return with_change(present, read); });
    if (read.searchable && *read.searchable != was_searchable)
        records::rebuild_search(call.store, plural);
    audit(call, "field_changed", plural, name);
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

http::Response delete_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const& entity = call.entity();
    auto const name = call.path_parameter("name");
    auto const plural = entity.plural;
    auto const* field = entity.find(name);
    if (!field)
        throw Problem::not_found();
    if (!field->definition().is_custom || !field->definition().base_of.empty())
        throw Problem::forbidden("Built-in fields stay; hide them by role instead.");
    demand_not_computed_from(entity, name);
    if (call.flag("dry_run"))
        return ok(fmt::format("{{\"removes\":{{\"field\":\"{}.{}\"}},\"dry_run\":true}}", plural, name));
    auto taken = Customisation {};
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        taken.fields.clear();
        std::erase_if(wanted.fields, [&](CustomField const& custom) {
            auto const is_it = custom.entity == plural && custom.definition.name == name;
            if (is_it)
                taken.fields.push_back(custom);
            return is_it;
        });
        return wanted;
    });
    call.store.write(call.actor, [&](records::Transaction& transaction) {
        keep_retired(transaction, plural + "." + name, taken);
        records::write_audit(transaction, "field_removed", plural, {}, name, "[]");
    });
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

http::Response restore_field(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto const plural = call.entity().plural;
    auto const name = call.path_parameter("name");
    auto const kept = find_retired(call, plural + "." + name);
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        for (auto const& field : kept.what.fields)
            wanted.fields.push_back(field);
        return wanted;
    });
    call.store.write(call.actor, [&](records::Transaction& transaction) {
        forget_retired(transaction, kept.name);
        records::write_audit(transaction, "field_restored", plural, {}, name, "[]");
    });
    // Formulas and roll-ups went on without it.
    if (std::ranges::any_of(kept.what.fields, [](CustomField const& field) { return field.definition.computed; }))
        fill_computed(call, plural);
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

}
