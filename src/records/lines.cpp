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
        auto kept = std::vector<Id> {};
        for (auto const& line : edit.edits) {
            try {
                if (line.id.is_empty()) {
                    auto complete = *line.values;
                    complete.assignments.emplace_back(*link, Value { parent.after.id }, 0);
                    kept.push_back(Writer::create(transaction, lines, complete, Writer::Authority::engine).id);
                    written = true;
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
                written
                    |= Writer::update(transaction, lines, line.id, *line.values, {}, Writer::Authority::engine).version
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
        if (order.size() > 1'000)
            parent.reject(lines.lines_name, "too_many", "A record has at most 1,000 lines of a kind.");
        written |= order != before;
        number_lines(transaction, lines, order);
    }
    return written;
}

}
