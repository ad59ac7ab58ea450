#include "base/utf8.h"
#include "records/body_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace kontor::records {

namespace {

// What an answer says about a linked record beside its id; it may be sent back and says nothing.
bool is_said_by_answers(std::string_view name)
{
    static constexpr std::array names
        = { std::string_view { "title" }, std::string_view { "key" }, std::string_view { "deleted" },
              std::string_view { "record" }, std::string_view { "name" }, std::string_view { "size" },
              std::string_view { "type" }, std::string_view { "sha256" }, std::string_view { "created_at" } };
    return std::ranges::find(names, name) != names.end();
}

void reject_missing(Faults& faults, std::string path)
{
    reject_meaning(faults, std::move(path), "no_such_record", "There is no such record.");
}

class LinksReader {
public:
    LinksReader(Field const& field, Schema const& schema, Faults& faults)
        : m_field(field)
        , m_schema(schema)
        , m_faults(faults)
    {
    }

    void read_list(Json const& json, std::string const& path, std::vector<LinkedRecord>& out, bool may_make)
    {
        auto const* elements = json.as_array();
        if (!elements)
            return reject_type(m_faults, path, "Send a list of ids.");
        if (elements->size() > links_of_a_field_max)
            return reject_meaning(m_faults, path, "too_long",
                fmt::format("At most {} records can be linked here.", links_of_a_field_max),
                { { "max", std::to_string(links_of_a_field_max) } });
        auto seen = std::set<Id> {};
        for (std::size_t i = 0; i < elements->size(); ++i) {
            auto const where = fmt::format("{}[{}]", path, i);
            auto element = read_element((*elements)[i], where, may_make);
            if (!element)
                continue;
            if (!element->id.is_empty() && !seen.insert(element->id).second)
                reject_meaning(m_faults, where, "not_unique", "The same record is named twice.");
            else
                out.push_back(std::move(*element));
        }
    }

private:
    std::optional<LinkedRecord> read_element(Json const& json, std::string const& path, bool may_make)
    {
        auto const* members = json.as_object();
        auto const& columns = m_field.definition().columns;
        if (members && !json.find("id") && may_make && m_field.definition().target == "tag")
            return read_new_tag(*members, path);
        auto id = read_id_of_element(json, path);
        if (!id)
            return {};
        auto linked = LinkedRecord { .id = *id };
        for (auto const& [name, value] : members ? *members : JsonObject {}) {
            auto const where = path + "." + name;
            auto column = std::ranges::find(columns, name, &FieldDefinition::name);
            if (column != columns.end()) {
                auto read = Value {};
                if (read_value(value, *column, m_schema, where, read, m_faults))
                    linked.data.emplace_back(name, std::move(read));
            } else if (name != "id" && !is_said_by_answers(name)) {
                reject_shape(m_faults, where, "unknown_field",
                    fmt::format("The links of \"{}\" have no field \"{}\".", m_field.name(), name));
            }
        }
        return linked;
    }

    std::optional<Id> read_id_of_element(Json const& json, std::string const& path)
    {
        auto const* members = json.as_object();
        if (!members)
            return read_id(json, path, m_faults);
        auto const* id = json.find("id");
        if (!id || !id->as_string()) {
            reject_type(m_faults, path, "Send the id of the record as a string.");
            return {};
        }
        return read_id(*id, path + ".id", m_faults);
    }

    // {"name": "vip"}: the write path finds or makes the tag.
    std::optional<LinkedRecord> read_new_tag(JsonObject const& members, std::string const& path)
    {
        if (members.size() != 1 || members.front().first != "name") {
            reject_shape(m_faults, path, "unknown_field", R"(Send the id of a tag, or {"name": "..."}.)");
            return {};
        }
        auto const* tag = m_schema.find_singular("tag");
        auto const* name_field = tag ? tag->find("name") : nullptr;
        auto value = Value {};
        auto definition = name_field ? name_field->definition() : FieldDefinition {};
        auto const where = path + ".name";
        if (!read_value(members.front().second, definition, m_schema, where, value, m_faults))
            return {};
        auto const* name = std::get_if<std::string>(&value);
        if (!name) {
            reject_meaning(m_faults, where, "required", "Give the tag a name.");
            return {};
        }
        return LinkedRecord { .id = {}, .new_name = std::string { trim(*name) } };
    }

    Field const& m_field;
    Schema const& m_schema;
    Faults& m_faults;
};

}

std::optional<Id> read_id(Json const& json, std::string const& path, Faults& faults)
{
    auto const* text = json.as_string();
    if (auto const* members = json.as_object()) {
        for (auto const& [name, value] : *members) {
            if (name == "id")
                text = value.as_string();
            else if (!is_said_by_answers(name))
                reject_shape(faults, path + "." + name, "unknown_field",
                    fmt::format("A link has no field \"{}\"; send the id of the record.", name));
        }
    }
    if (!text) {
        reject_type(faults, path, "Send the id of the record as a string.");
        return {};
    }
    auto const id = Id::parse(*text);
    if (!id || id->is_empty()) {
        reject_missing(faults, path);
        return {};
    }
    return id;
}

std::optional<AnyRecord> read_any_record(
    Json const& json, Schema const& schema, Actor const* actor, std::string const& path, Faults& faults)
{
    if (json.is_null())
        return AnyRecord {};
    auto const* collection = json.find("entity") ? json.find("entity")->as_string() : nullptr;
    auto const* id_text = json.find("id") ? json.find("id")->as_string() : nullptr;
    if (!collection || !id_text) {
        reject_type(faults, path, R"(Send {"entity": "deals", "id": "17"}.)");
        return {};
    }
    for (auto const& [name, value] : *json.as_object())
        if (name != "entity" && name != "id" && !is_said_by_answers(name))
            reject_shape(faults, path + "." + name, "unknown_field", fmt::format("A link has no field \"{}\".", name));
    auto const* entity = schema.find(*collection);
    auto const id = Id::parse(*id_text);
    // A collection that the writer may not read does not exist for him.
    auto const is_known = entity && (!actor || actor->level(schema, *entity, Right::read) != Level::none);
    if (!is_known || !id || id->is_empty()) {
        reject_missing(faults, path);
        return {};
    }
    return AnyRecord { *collection, *id };
}

std::optional<LinksEdit> read_links(
    Json const& json, Field const& field, Schema const& schema, std::string const& path, Faults& faults)
{
    auto edit = LinksEdit { .field = &field };
    auto reader = LinksReader { field, schema, faults };
    if (json.is_null()) {
        edit.replaces = true;
    } else if (json.as_array()) {
        edit.replaces = true;
        reader.read_list(json, path, edit.add, true);
    } else if (auto const* members = json.as_object()) {
        for (auto const& [name, part] : *members) {
            auto const where = path + "." + name;
            if (name == "add") {
                reader.read_list(part, where, edit.add, true);
            } else if (name == "update") {
                reader.read_list(part, where, edit.update, false);
            } else if (name == "remove") {
                auto removed = std::vector<LinkedRecord> {};
                reader.read_list(part, where, removed, false);
                for (auto const& linked : removed)
                    edit.remove.push_back(linked.id);
            } else {
                reject_shape(
                    faults, where, "unknown_field", "Links are changed by \"add\", \"update\" and \"remove\".");
            }
        }
    } else {
        reject_type(faults, path, R"(Send a list of ids, or {"add": [...], "remove": [...]}.)");
        return {};
    }
    return edit;
}

}
