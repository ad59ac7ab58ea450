#include "records/lines.h"

#include "base/check.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

std::vector<Id> present_lines(Transaction& transaction, EntityInfo const& lines, Id parent)
{
    auto ids = std::vector<Id> {};
    auto rows = transaction.connection().query("select \"id\" from " + db::quote(lines.plural) + " where "
            + db::quote(lines.parent_field) + " = ?1 and \"deleted_at\" is null order by \"line_no\", \"id\"",
        { parent.value });
    while (rows->next())
        ids.emplace_back(rows->whole(0));
    return ids;
}

// line_no is kept from 1 without gaps; it is the engine's and makes no version of its own.
void number_lines(Transaction& transaction, EntityInfo const& lines, std::vector<Id> const& order)
{
    for (std::size_t i = 0; i < order.size(); ++i)
        transaction.connection().execute("update " + db::quote(lines.plural)
                + " set \"line_no\" = ?2 where \"id\" = ?1 and (\"line_no\" is null or \"line_no\" <> ?2)",
            { order[i].value, static_cast<std::int64_t>(i + 1) });
}

// Where a line stands among the others when somebody said where; `order` is without it.
std::size_t index_in(Change& change, std::vector<Id> const& order, Place const& place, std::string const& path)
{
    if (place.kind == Place::Kind::first)
        return 0;
    if (place.kind == Place::Kind::last)
        return order.size();
    auto const neighbour = std::ranges::find(order, place.neighbour);
    if (neighbour == order.end()) {
        change.reject(path, "no_such_record", "There is no such neighbour.");
        return order.size();
    }
    auto const at = static_cast<std::size_t>(neighbour - order.begin());
    return place.kind == Place::Kind::before ? at : at + 1;
}

struct Placed {
    Id line;
    Place place;
    std::size_t position; // in what was sent
};

void put(std::vector<Id>& order, Id line, std::size_t at)
{
    order.insert(order.begin() + static_cast<std::ptrdiff_t>(at), line);
}

}

bool place_line(Change& change, Values const& values)
{
    auto const& lines = change.entity();
    if (lines.access != AccessKind::lines)
        return false;
    auto const& line_no = *lines.find("line_no");
    auto const* parent = std::get_if<Id>(&change.after.value(*lines.find(lines.parent_field)));
    if (!parent || !(values.place || (change.is_creation() && change.lacks(line_no))))
        return false;
    if (!values.place) {
        auto rows = change.transaction().connection().query("select max(\"line_no\") from " + db::quote(lines.plural)
                + " where " + db::quote(lines.parent_field) + " = ?1 and \"deleted_at\" is null",
            { parent->value });
        change.after.set_value(line_no, rows->next() && !rows->is_null(0) ? rows->whole(0) + 1 : std::int64_t { 1 });
        return true;
    }
    auto order = present_lines(change.transaction(), lines, *parent);
    auto const before = order;
    std::erase(order, change.after.id);
    auto const at = index_in(change, order, *values.place, "place");
    put(order, change.after.id, at);
    if (!change.is_creation() && order == before)
        return false;
    number_lines(change.transaction(), lines, order);
    change.after.set_value(line_no, static_cast<std::int64_t>(at + 1));
    return true;
}

void add_line(Values& parent, EntityInfo const& lines, Values line)
{
    auto edit = std::ranges::find(parent.lines, &lines, &LinesEdit::lines);
    if (edit == parent.lines.end())
        edit = parent.lines.insert(edit, LinesEdit { .lines = &lines });
    edit->edits.push_back({ {}, std::make_shared<Values>(std::move(line)), edit->edits.size() });
}

bool is_being_created(Transaction& transaction, Id record)
{
    // A creation is written down when its lines are there, and before its rules go on.
    auto rows = transaction.connection().query(
        "select 1 from \"kontor_audit\" where \"record\" = ?1 limit 1", { record.value });
    return !rows->next();
}

bool write_lines(Change& parent, Values const& values, Writer::Authority)
{
    auto& transaction = parent.transaction();
    auto written = false;
    for (auto const& edit : values.lines) {
        auto const& lines = *edit.lines;
        auto const* link = lines.find(lines.parent_field);
        check(link != nullptr, "lines link to their parent");
        auto order = present_lines(transaction, lines, parent.after.id);
        auto const before = order;
        auto const& line_no = *lines.find("line_no");
        auto next_no = static_cast<std::int64_t>(order.size());
        auto kept = std::vector<Id> {};
        auto placed = std::vector<Placed> {};
        for (auto const& line : edit.edits) {
            try {
                if (line.id.is_empty()) {
                    auto complete = *line.values;
                    complete.place.reset();
                    complete.assignments.emplace_back(*link, Value { parent.after.id }, 0);
                    complete.assignments.emplace_back(line_no, Value { ++next_no }, 0);
                    kept.push_back(Writer::create(transaction, lines, complete, Writer::Authority::engine).id);
                    written = true;
                    if (line.values->place)
                        placed.push_back({ kept.back(), *line.values->place, line.position });
                    continue;
                }
                if (std::ranges::find(before, line.id) == before.end()) {
                    parent.reject(fmt::format("{}[{}].id", lines.lines_name, line.position), "no_such_record",
                        "This line is not one of this record's.");
                    continue;
                }
                kept.push_back(line.id);
                auto const old_version
                    = load(transaction.connection(), transaction.shared_schema(), lines, line.id)->version;
                auto changed = *line.values;
                changed.place.reset();
                if (line.values->place)
                    placed.push_back({ line.id, *line.values->place, line.position });
                written |= Writer::update(transaction, lines, line.id, changed, {}, Writer::Authority::engine).version
                    != old_version;
            } catch (Problem const& problem) {
                if (problem.fields().empty())
                    throw;
                for (auto const& fault : problem.fields())
                    parent.reject(fmt::format("{}[{}].{}", lines.lines_name, line.position, fault.field), fault.code,
                        fault.message);
            }
        }
        auto gone = edit.remove;
        if (edit.replaces)
            for (auto id : before)
                if (std::ranges::find(kept, id) == kept.end())
                    gone.push_back(id);
        for (auto id : gone) {
            if (std::ranges::find(before, id) == before.end()) {
                parent.reject(fmt::format("{}.remove", lines.lines_name), "no_such_record",
                    "This line is not one of this record's.");
                continue;
            }
            Writer::remove(transaction, lines, id, {}, Writer::Authority::engine);
            std::erase(order, id);
            written = true;
        }
        if (!parent.faults().empty())
            return written;
        if (edit.replaces)
            order = kept;
        else
            for (auto id : kept)
                if (std::ranges::find(order, id) == order.end())
                    order.push_back(id);
        // Places are taken in the order in which they were asked for; a whole list is in its own order already.
        for (auto const& one : placed) {
            if (edit.replaces)
                break;
            std::erase(order, one.line);
            put(order, one.line,
                index_in(parent, order, one.place, fmt::format("{}[{}].place", lines.lines_name, one.position)));
        }
        if (!parent.faults().empty())
            return written;
        if (order.size() > 1'000)
            parent.reject(lines.lines_name, "too_many", "A record has at most 1,000 lines of a kind.");
        written |= order != before;
        number_lines(transaction, lines, order);
    }
    return written;
}

}
