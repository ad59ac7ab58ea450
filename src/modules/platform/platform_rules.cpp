#include "modules/accounts/account_of.h"
#include "modules/platform/comment.h"
#include "modules/platform/import_mapping.h"
#include "modules/platform/notify.h"
#include "modules/platform/rules.h"
#include "modules/platform/view.h"
#include "records/change.h"
#include "records/filter_binding.h"

namespace kontor::platform {

using records::Change;

namespace {

bool demand_collection(Change& change, Text const& entity)
{
    auto const name = change.get(entity);
    if (!name || change.transaction().schema().find(*name))
        return name.has_value();
    change.reject(entity, "no_such_record", Label { "There is no such collection.", "Такого раздела нет." });
    return false;
}

// A saved filter is checked with the rights of who saves it; it runs with those of who reads.
void check_filter(Change& change)
{
    if (!demand_collection(change, view.entity))
        return;
    auto const filter = change.get(view.filter);
    if (!filter || !(change.changes(view.filter) || change.changes(view.entity)))
        return;
    auto const& schema = change.transaction().schema();
    try {
        records::bind_filter(*filter, *schema.find(*change.get(view.entity)),
            { schema, change.actor(), change.transaction().now(),
                change.transaction().store().workspace().week_starts });
    } catch (Problem const& problem) {
        change.reject(view.filter, problem.code(), problem.detail());
    }
}

void check_sharing(Change& change)
{
    if (change.moves(view.visibility, "shared") && !change.actor().has_right("views.share"))
        change.reject(view.visibility, "not_allowed",
            Label { "You may not share views.", "У вас нет права делать виды общими." });
}

}

void add_rules(Registry& registry)
{
    registry.rule(view, Moment::before_save, "filter", check_filter);
    registry.rule(view, Moment::before_save, "sharing", check_sharing);
    registry.rule(import_mapping, Moment::before_save, "collection",
        [](Change& change) { demand_collection(change, import_mapping.entity); });
    accounts::keep_first_line(registry, comment, comment.text, comment.title);
    notify_mentioned(registry, comment, comment.mentions, comment.about);
}

}
