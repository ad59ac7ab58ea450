#include "modules/platform/trees.h"

#include "records/change.h"

#include <fmt/format.h>

namespace kontor::platform {

namespace {

// Deeper than any organisation; stops at a ring that an old release let in.
constexpr int depth_max = 200;

bool leads_back(records::Change& change, Link const& parent)
{
    auto const sql
        = "select " + db::quote(parent.name()) + " from " + db::quote(change.entity().plural) + " where \"id\" = ?1";
    auto here = change.get(parent);
    for (auto depth = 0; here && depth < depth_max; ++depth) {
        if (*here == change.after.id)
            return true;
        auto rows = change.transaction().connection().query(sql, { here->value });
        here = rows->next() && !rows->is_null(0) ? std::optional { Id { rows->whole(0) } } : std::nullopt;
    }
    return false;
}

}

void refuse_cycle(Registry& registry, Entity const& entity, Link const& parent)
{
    registry.rule(entity, Moment::before_save, "cycle", [&parent](records::Change& change) {
        if (!change.changes(parent) || !leads_back(change, parent))
            return;
        auto const is_russian = change.actor().language == Language::ru;
        change.reject(parent.name(), "cycle",
            is_russian ? fmt::format("«{}» не может замыкаться на себя.", parent.definition().label.ru)
                       : fmt::format("\"{}\" cannot lead back to this {}.", parent.definition().label.en,
                           change.entity().label_one.en));
    });
}

void refuse_reversed(Registry& registry, Entity const& entity, DayField const& start, DayField const& end)
{
    registry.rule(entity, Moment::before_save, "dates_reversed", [&start, &end](records::Change& change) {
        auto const begins = change.get(start), ends = change.get(end);
        if (begins && ends && *ends < *begins && (change.changes(start) || change.changes(end)))
            change.reject(end, "dates_reversed", Label { "The end lies before the start.", "Конец раньше начала." });
    });
}

}
