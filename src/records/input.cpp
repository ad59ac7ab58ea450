#include "records/input.h"

#include "base/fold.h"
#include "base/problem.h"
#include "records/body_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace kontor::records {

namespace {

// Names come from the client and may be as long as the body.
std::string shortened(std::string_view name)
{
    static constexpr std::size_t shown_max = 80;
    if (name.size() <= shown_max)
        return std::string { name };
    auto end = shown_max;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string { name.substr(0, end) } + "...";
}

std::string with_hint(std::string sentence, std::string_view name, std::vector<std::string_view> const& known)
{
    if (auto near = nearest_name(name, known); !near.empty())
        sentence += fmt::format(" Did you mean \"{}\"?", near);
    return sentence;
}

}

void Faults::throw_if_any() const
{
    if (!shape.empty()) {
        auto all = shape;
        all.insert(all.end(), meaning.begin(), meaning.end());
        throw Problem::bad_request(std::move(all));
    }
    if (!meaning.empty())
        throw Problem::invalid(meaning);
}

void reject_shape(Faults& faults, std::string path, std::string_view code, std::string message)
{
    faults.shape.push_back({ std::move(path), std::string { code }, std::move(message), {} });
}

void reject_meaning(Faults& faults, std::string path, std::string_view code, std::string message,
    std::vector<std::pair<std::string, std::string>> params)
{
    faults.meaning.push_back({ std::move(path), std::string { code }, std::move(message), std::move(params) });
}

void reject_type(Faults& faults, std::string path, std::string message)
{
    reject_shape(faults, std::move(path), "wrong_type", std::move(message));
}

std::string nearest_name(std::string_view wrong, std::vector<std::string_view> const& names)
{
    auto nearest = std::string {};
    auto nearest_distance = wrong.size() <= 4 ? 2 : 3;
    for (auto name : names) {
        auto const distance = edit_distance(wrong, name, nearest_distance);
        if (distance < nearest_distance) {
            nearest = name;
            nearest_distance = distance;
        }
    }
    return nearest;
}

Values read_values(
    Json const& body, EntityInfo const& entity, Schema const& schema, Actor const& actor, std::string_view path)
{
    auto faults = Faults {};
    auto values = Values {};
    auto below = std::string { path };
    if (!below.empty() && !below.ends_with('.'))
        below += '.';
    BodyReader { schema, actor, faults }.read(body, entity, below, values);
    faults.throw_if_any();
    return values;
}

void BodyReader::read(Json const& body, EntityInfo const& entity, std::string const& path, Values& values)
{
    auto const* members = body.as_object();
    if (!members) {
        auto const where = path.ends_with('.') ? path.substr(0, path.size() - 1) : path;
        reject_type(m_faults, where, "Send an object: names of fields with their values.");
        return;
    }
    auto seen = std::set<std::string_view> {};
    for (auto const& [name, value] : *members) {
        if (!seen.insert(name).second) {
            reject_shape(
                m_faults, path + name, "duplicate_field", fmt::format("\"{}\" is named twice.", shortened(name)));
            continue;
        }
        read_member(name, value, entity, path, values);
    }
}

void BodyReader::read_member(
    std::string const& name, Json const& json, EntityInfo const& entity, std::string const& path, Values& values)
{
    auto reject_read_only = [&] {
        reject_shape(m_faults, path + name, "read_only", fmt::format("\"{}\" can be read but not written.", name));
    };
    if (name == "id" || name == "version")
        return reject_read_only();
    auto const* field = entity.find(name);
    if (!field) {
        if (name == "place" && (entity.is_ordered || entity.access == AccessKind::lines)) {
            values.place = read_place(json, path + name, m_faults);
            return;
        }
        auto const* relation = entity.find_relation(name);
        if (relation && relation->is_lines && m_actor.level(m_schema, *relation->target, Right::read) != Level::none)
            return read_lines(*relation, json, path + name, values);
        return reject_unknown(name, entity, path);
    }
    switch (m_actor.access(m_schema, entity, *field)) {
    case FieldAccess::hidden: return reject_unknown(name, entity, path);
    case FieldAccess::read: return reject_read_only();
    case FieldAccess::write: break;
    }
    if (field->is_read_only())
        return reject_read_only();
    read_field(*field, json, path + name, values);
}

namespace {

unsigned named_parts(Json const& address)
{
    auto named = 0U;
    for (std::size_t i = 0; i < std::size(address_parts); ++i)
        if (address.find(address_parts[i]))
            named |= 1U << i;
    return named;
}

}

void BodyReader::read_field(Field const& field, Json const& json, std::string const& path, Values& values)
{
    if (field.type() == FieldType::links) {
        if (auto edit = read_links(json, field, m_schema, path, m_faults))
            values.links.push_back(std::move(*edit));
        return;
    }
    if (field.type() == FieldType::any_link) {
        if (auto target = read_any_record(json, m_schema, &m_actor, path, m_faults)) {
            auto assignment = Assignment { field, target->id.is_empty() ? Value {} : Value { target->id }, 0 };
            assignment.any_entity = std::move(target->entity);
            values.assignments.push_back(std::move(assignment));
        }
        return;
    }
    auto value = Value {};
    if (!kontor::records::read_value(json, field, m_schema, path, value, m_faults))
        return;
    auto& assignment = values.assignments.emplace_back(field, std::move(value), 0);
    if (field.type() == FieldType::address && json.as_object())
        assignment.parts = named_parts(json);
}

void BodyReader::reject_unknown(std::string const& name, EntityInfo const& entity, std::string const& path)
{
    auto known = std::vector<std::string_view> {};
    for (auto const* field : entity.fields)
        if (may_write(entity, *field))
            known.push_back(field->name());
    for (auto const& relation : entity.relations)
        if (relation.is_lines && m_actor.level(m_schema, *relation.target, Right::read) != Level::none)
            known.push_back(relation.name);
    auto sentence = fmt::format("{} have no field \"{}\".", entity.label_many.en, shortened(name));
    reject_shape(m_faults, path + shortened(name), "unknown_field", with_hint(std::move(sentence), name, known));
}

bool BodyReader::may_write(EntityInfo const& entity, Field const& field) const
{
    return !field.is_read_only() && m_actor.access(m_schema, entity, field) == FieldAccess::write;
}

Values read_input(
    Json const& body, std::vector<Field const*> const& fields, Schema const& schema, std::string_view action)
{
    auto faults = Faults {};
    auto values = Values {};
    auto known = std::vector<std::string_view> {};
    for (auto const* field : fields)
        known.push_back(field->name());
    static JsonObject const no_members;
    auto const* members = body.is_null() ? &no_members : body.as_object();
    if (!members) {
        reject_type(faults, {}, "Send an object: names of fields with their values.");
        faults.throw_if_any();
    }
    auto seen = std::set<std::string_view> {};
    for (auto const& [name, json] : *members) {
        auto found = std::ranges::find_if(fields, [&](Field const* field) { return field->name() == name; });
        if (!seen.insert(name).second) {
            reject_shape(faults, name, "duplicate_field", fmt::format("\"{}\" is named twice.", shortened(name)));
        } else if (found == fields.end()) {
            auto sentence = fmt::format("\"{}\" takes no field \"{}\".", action, shortened(name));
            reject_shape(faults, shortened(name), "unknown_field", with_hint(std::move(sentence), name, known));
        } else if ((*found)->type() == FieldType::links) {
            if (auto edit = read_links(json, **found, schema, name, faults))
                values.links.push_back(std::move(*edit));
        } else if ((*found)->type() == FieldType::any_link) {
            if (auto target = read_any_record(json, schema, nullptr, name, faults)) {
                auto assignment = Assignment { **found, target->id.is_empty() ? Value {} : Value { target->id }, 0 };
                assignment.any_entity = std::move(target->entity);
                values.assignments.push_back(std::move(assignment));
            }
        } else {
            auto value = Value {};
            if (kontor::records::read_value(json, **found, schema, name, value, faults))
                values.assignments.emplace_back(**found, std::move(value), 0);
        }
    }
    // A field with a fault has been told already, and is not missing.
    auto is_filled = [&](Field const& field) {
        auto const* assignment = values.find(field);
        auto const is_linked = std::ranges::any_of(
            values.links, [&](LinksEdit const& edit) { return *edit.field == field && !edit.add.empty(); });
        auto const has_fault = std::ranges::any_of(faults.shape,
                                   [&](FieldFault const& fault) { return fault.field.starts_with(field.name()); })
            || std::ranges::any_of(
                faults.meaning, [&](FieldFault const& fault) { return fault.field.starts_with(field.name()); });
        return is_linked || has_fault || (assignment && !is_empty(assignment->value));
    };
    for (auto const* field : fields) {
        auto const& definition = field->definition();
        auto const has_default = !definition.default_value.empty() && !seen.contains(definition.name);
        if (definition.required && !has_default && !is_filled(*field))
            reject_meaning(faults, definition.name, "required", fmt::format("Fill in {}.", definition.label.en));
    }
    faults.throw_if_any();
    return values;
}

bool read_value(
    Json const& json, Field const& field, Schema const& schema, std::string const& path, Value& out, Faults& faults)
{
    return read_value(json, field.definition(), schema, path, out, faults);
}

void check_value(Field const& field, Value& value, std::string const& path, Faults& faults)
{
    check_value(field.definition(), value, path, faults);
}

}
