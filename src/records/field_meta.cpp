#include "records/field_meta.h"

#include "model/record.h"
#include "records/input.h"
#include "records/reader.h"

#include <algorithm>

namespace kontor::records {

namespace {

// A longer list is looked up by its titles, not sent whole to everybody.
constexpr std::size_t keyed_choices_max = 200;

std::string_view on_delete_name(OnDelete what)
{
    switch (what) {
    case OnDelete::refuse: return "refuse";
    case OnDelete::clear: return "clear";
    case OnDelete::cascade: return "cascade";
    }
    return {};
}

std::string_view computed_by(FieldDefinition const& definition)
{
    if (definition.roll_up)
        return "roll_up";
    if (!definition.formula.empty())
        return "formula";
    if (!definition.base_of.empty())
        return "conversion";
    return definition.computed ? "rule" : std::string_view {};
}

std::vector<std::string_view> aggregates_of(FieldType type)
{
    switch (type) {
    case FieldType::whole:
    case FieldType::duration:
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return { "sum", "avg", "min", "max" };
    case FieldType::day:
    case FieldType::instant: return { "min", "max" };
    default: return {};
    }
}

bool has_length(FieldType type)
{
    switch (type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url: return true;
    default: return false;
    }
}

void write_if(JsonWriter& json, std::string_view name, bool flag)
{
    if (flag)
        json.member(name, true);
}

void write_if(JsonWriter& json, std::string_view name, std::string_view text)
{
    if (!text.empty())
        json.member(name, text);
}

void write_names(JsonWriter& json, std::string_view name, std::vector<std::string_view> const& names)
{
    if (names.empty())
        return;
    json.key(name).begin_array();
    for (auto text : names)
        json.string(text);
    json.end_array();
}

}

std::string_view wire_type(FieldType type) { return type == FieldType::currency ? "text" : name_of(type); }

std::vector<std::string_view> filter_operators(FieldType type)
{
    switch (type) {
    case FieldType::text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url: return { "=", "!=", "IN", "<", "<=", ">", ">=", ":", "null" };
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::address:
    case FieldType::file: return { ":", "null" };
    case FieldType::whole:
    case FieldType::duration:
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money:
    case FieldType::day:
    case FieldType::instant: return { "=", "!=", "IN", "<", "<=", ">", ">=", "null" };
    case FieldType::flag: return { "=", "!=", "null" };
    case FieldType::choice:
    case FieldType::currency:
    case FieldType::any_link: return { "=", "!=", "IN", "null" };
    case FieldType::choices:
    case FieldType::link:
    case FieldType::links: return { "=", "!=", "IN", ":", "null" };
    case FieldType::json: return { "null" };
    }
    return {};
}

bool is_sortable(FieldType type)
{
    switch (type) {
    case FieldType::links:
    case FieldType::json:
    case FieldType::choices:
    case FieldType::address:
    case FieldType::any_link:
    case FieldType::file: return false;
    default: return true;
    }
}

void FieldMeta::write(EntityInfo const& entity, Field const& field)
{
    auto const& definition = field.definition();
    auto const access = m_reading.actor.access(m_reading.schema, entity, field);
    m_json.begin_object();
    write_common(field);
    write_if(m_json, "read_only", field.is_read_only());
    write_if(m_json, "system", definition.is_system);
    write_if(m_json, "computed", computed_by(definition));
    write_if(m_json, "unique", definition.unique);
    write_if(m_json, "exact", definition.exact);
    write_if(m_json, "searchable", definition.searchable);
    write_if(m_json, "sortable", is_sortable(field.type()));
    write_names(m_json, "filter", filter_operators(field.type()));
    if (field.type() == FieldType::money) {
        write_if(m_json, "currency", definition.currency_field);
        auto const* base = entity.find(definition.name + "_base");
        if (base && base->definition().base_of == definition.name)
            m_json.member("base", std::string_view { base->name() });
    }
    write_names(m_json, "aggregates", aggregates_of(field.type()));
    if (field.type() == FieldType::link)
        m_json.member("on_delete", on_delete_name(definition.on_delete));
    write_if(m_json, "open_choices", definition.open_choices);
    write_if(m_json, "custom", definition.is_custom);
    m_json.member("write", access == FieldAccess::write && !field.is_read_only());
    m_json.end_object();
}

void FieldMeta::write_input(Field const& field)
{
    m_json.begin_object();
    write_common(field);
    m_json.end_object();
}

void FieldMeta::write_common(Field const& field)
{
    auto const& definition = field.definition();
    auto const language = m_reading.actor.language;
    m_json.member("name", std::string_view { definition.name });
    m_json.member("type", wire_type(definition.type));
    write_if(m_json, "format", std::string_view { definition.type == FieldType::currency ? "currency" : "" });
    m_json.member("label", std::string_view { definition.label.in(language) });
    write_if(m_json, "help", definition.help.in(language));
    write_target(field);
    write_rules(definition);
    write_default(field);
    if (!definition.choices.empty())
        write_choices(definition.choices);
    if (!definition.columns.empty())
        write_columns(definition.columns);
}

void FieldMeta::write_rules(FieldDefinition const& definition)
{
    write_if(m_json, "required", definition.required);
    write_if(m_json, "required_when", definition.required_when);
    if (has_length(definition.type))
        m_json.member("max", static_cast<std::int64_t>(definition.max));
    if (definition.min_value)
        m_json.member("min", std::string_view { definition.min_value->to_string() });
    if (definition.max_value)
        m_json.member("max", std::string_view { definition.max_value->to_string() });
}

// A literal as it would be sent; what is settled when the record is made by the name of its function: "me", "today".
void FieldMeta::write_default(Field const& field)
{
    auto const text = std::string_view { field.definition().default_value };
    if (text.empty())
        return;
    m_json.key("default");
    if (text.ends_with("()")) {
        m_json.string(text.substr(0, text.size() - 2));
        return;
    }
    auto faults = Faults {};
    auto value = Value {};
    auto const is_literal
        = field.type() != FieldType::link && read_cell(text, field, m_reading.schema, {}, field.name(), value, faults);
    if (!is_literal) {
        m_json.string(text);
        return;
    }
    auto literal = std::string {};
    append_json(literal, field, value, 0);
    m_json.raw(literal);
}

void FieldMeta::write_choices(std::vector<ChoiceOption> const& choices)
{
    m_json.key("choices").begin_array();
    for (auto const& choice : choices) {
        m_json.begin_object();
        m_json.member("value", std::string_view { choice.value });
        m_json.member("label", std::string_view { choice.label.in(m_reading.actor.language) });
        write_if(m_json, "colour", choice.colour);
        write_if(m_json, "retired", choice.is_retired);
        m_json.end_object();
    }
    m_json.end_array();
}

// A target of which the reader sees nothing has no name for him.
void FieldMeta::write_target(Field const& field)
{
    auto const* target = field.definition().target.empty() ? nullptr : m_reading.schema.target_of(field);
    if (!target || m_reading.actor.level(m_reading.schema, *target, Right::read) == Level::none)
        return;
    m_json.member("entity", std::string_view { target->plural });
    if (!target->is_keyed)
        return;
    if (auto const& choices = choices_of(*target); !choices.empty())
        m_json.key("choices").raw(choices);
}

void FieldMeta::write_columns(std::vector<FieldDefinition> const& columns)
{
    m_json.key("columns").begin_array();
    for (auto const& column : columns) {
        m_json.begin_object();
        m_json.member("name", std::string_view { column.name });
        m_json.member("type", wire_type(column.type));
        m_json.member("label", std::string_view { column.label.in(m_reading.actor.language) });
        write_rules(column);
        if (!column.choices.empty())
            write_choices(column.choices);
        m_json.end_object();
    }
    m_json.end_array();
}

std::string const& FieldMeta::choices_of(EntityInfo const& keyed)
{
    auto [found, is_new] = m_keyed_choices.try_emplace(&keyed);
    if (!is_new)
        return found->second;
    auto const* pipeline = keyed.find("pipeline"); // stages of one pipeline stand together
    auto const is_grouped = pipeline && m_reading.actor.sees(m_reading.schema, keyed, *pipeline);
    auto const order
        = (is_grouped ? "pipeline, " : "") + (keyed.find("rank") ? std::string { "rank" } : keyed.title_field);
    auto const records = Reader { m_reading }.records(keyed, {}, order, keyed_choices_max + 1);
    if (records.empty() || records.size() > keyed_choices_max)
        return found->second;
    auto json = JsonWriter { found->second };
    json.begin_array();
    for (auto const& record : records)
        append_choice(json, record);
    json.end_array();
    return found->second;
}

void FieldMeta::append_choice(JsonWriter& json, Record const& record) const
{
    auto const& entity = record.entity();
    auto value_of = [&](std::string_view name) {
        auto const* field = entity.find(name);
        return field ? record.value(*field) : Value {};
    };
    auto write_text = [&](std::string_view key, Value const& value) {
        if (auto const* text = std::get_if<std::string>(&value))
            json.member(key, std::string_view { *text });
    };
    json.begin_object();
    json.member("id", record.id);
    write_text("key", value_of("key"));
    auto const title = value_of(entity.title_field);
    json.key("label");
    json.string(std::holds_alternative<std::string>(title) ? std::get<std::string>(title) : record.id.to_string());
    write_text("colour", value_of("colour"));
    // What a page needs of a stage to draw its board and ask what it demands.
    auto const pipeline = value_of("pipeline");
    if (auto const* id = std::get_if<Id>(&pipeline))
        json.member("pipeline", *id);
    write_text("status", value_of("base_status"));
    auto const probability = value_of("probability");
    if (auto const* decimal = std::get_if<Decimal>(&probability))
        json.member("probability", std::string_view { decimal->to_string() });
    for (auto name : { "days_until_rot", "rot_days" }) {
        auto const days = value_of(name);
        if (auto const* whole = std::get_if<std::int64_t>(&days))
            json.member("days_until_rot", *whole);
    }
    for (auto name : { "requires", "required_fields" }) {
        auto const required = value_of(name);
        if (auto const* list = std::get_if<JsonText>(&required))
            json.key("requires").raw(list->text);
    }
    if (auto const active = value_of("is_active"); active == Value { false })
        json.member("retired", true);
    json.end_object();
}

}
