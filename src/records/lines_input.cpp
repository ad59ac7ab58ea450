#include "records/body_reader.h"

#include <fmt/format.h>

namespace kontor::records {

std::optional<Place> read_place(Json const& json, std::string const& path, Faults& faults)
{
    if (auto const* word = json.as_string()) {
        if (*word == "first")
            return Place { Place::Kind::first };
        if (*word == "last")
            return Place { Place::Kind::last };
    }
    if (auto const* members = json.as_object(); members && members->size() == 1) {
        auto const& [side, neighbour] = members->front();
        if (side == "before" || side == "after") {
            auto const id = read_id(neighbour, path + "." + side, faults);
            if (!id)
                return {};
            return Place { side == "before" ? Place::Kind::before : Place::Kind::after, *id };
        }
    }
    reject_type(faults, path, R"(A place is "first", "last", {"before": id} or {"after": id}.)");
    return {};
}

void BodyReader::read_lines(Relation const& relation, Json const& json, std::string const& path, Values& values)
{
    auto edit = LinesEdit { .lines = relation.target };
    auto const& parent = *relation.via;
    if (json.is_null()) {
        edit.replaces = true;
    } else if (json.as_array()) {
        edit.replaces = true;
        read_line_list(edit, parent, json, path, false);
    } else if (auto const* members = json.as_object()) {
        for (auto const& [name, part] : *members) {
            auto const where = path + "." + name;
            if (name == "add" || name == "update") {
                read_line_list(edit, parent, part, where, name == "update");
            } else if (name == "remove" && part.as_array()) {
                for (std::size_t i = 0; i < part.as_array()->size(); ++i)
                    if (auto id = read_id((*part.as_array())[i], fmt::format("{}[{}]", where, i), m_faults))
                        edit.remove.push_back(*id);
            } else if (name == "remove") {
                reject_type(m_faults, where, "Send a list of ids.");
            } else {
                reject_shape(
                    m_faults, where, "unknown_field", "Lines are changed by \"add\", \"update\" and \"remove\".");
            }
        }
    } else {
        reject_type(m_faults, path, R"(Send a list of lines, or {"add": [...], "update": [...], "remove": [...]}.)");
        return;
    }
    if (edit.edits.size() + edit.remove.size() > lines_of_a_parent_max)
        reject_meaning(m_faults, path, "too_long", fmt::format("At most {} lines fit.", lines_of_a_parent_max),
            { { "max", std::to_string(lines_of_a_parent_max) } });
    for (std::size_t i = 0; i < edit.edits.size(); ++i)
        for (std::size_t j = 0; j < i && !edit.edits[i].id.is_empty(); ++j)
            if (edit.edits[i].id == edit.edits[j].id) {
                reject_meaning(m_faults, fmt::format("{}[{}].id", path, edit.edits[i].position), "not_unique",
                    "The same line is named twice.");
                break;
            }
    values.lines.push_back(std::move(edit));
}

void BodyReader::read_line_list(
    LinesEdit& edit, Field const& parent, Json const& json, std::string const& path, bool needs_id)
{
    auto const* lines = json.as_array();
    if (!lines) {
        reject_type(m_faults, path, "Send a list of lines.");
        return;
    }
    for (std::size_t i = 0; i < lines->size() && i <= lines_of_a_parent_max; ++i)
        read_line(edit, parent, (*lines)[i], fmt::format("{}[{}]", path, i), i, needs_id);
}

// A line is a body of its own, but for its id; the record that it hangs on is the one that brings it.
void BodyReader::read_line(LinesEdit& edit, Field const& parent, Json const& json, std::string const& path,
    std::size_t position, bool needs_id)
{
    auto line = LineEdit { .id = {}, .values = std::make_shared<Values>(), .position = position };
    auto rest = JsonObject {};
    auto const* members = json.as_object();
    if (!members) {
        reject_type(m_faults, path, "A line is an object: names of fields with their values.");
        return;
    }
    auto has_id = false;
    for (auto const& [name, value] : *members) {
        if (name == "id" && !has_id) {
            has_id = true;
            if (auto id = read_id(value, path + ".id", m_faults))
                line.id = *id;
        } else if (name == "id") {
            reject_shape(m_faults, path + ".id", "duplicate_field", "\"id\" is named twice.");
        } else if (name == parent.name()) {
            reject_shape(m_faults, path + "." + name, "read_only",
                fmt::format("A line belongs to the record that brings it; leave \"{}\" out.", name));
        } else {
            rest.emplace_back(name, value);
        }
    }
    if (needs_id && !has_id)
        reject_meaning(m_faults, path + ".id", "required", "Say which line is meant.");
    read(Json { std::move(rest) }, *edit.lines, path + ".", *line.values);
    edit.edits.push_back(std::move(line));
}

}
