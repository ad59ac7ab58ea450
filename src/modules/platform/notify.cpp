#include "modules/platform/notify.h"

#include "modules/platform/notification.h"
#include "records/change.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::platform {

void notify(records::Transaction& transaction, Notice const& notice)
{
    if (notice.whom == transaction.actor().user || notice.whom == system_user)
        return;
    auto values = Values { { notification.kind, std::string { notice.kind } }, { notification.title, notice.title },
        { notification.owned.owner, notice.whom } };
    auto about = Assignment { notification.about, notice.record };
    about.any_entity = notice.collection;
    values.assignments.push_back(std::move(about));
    records::Writer::create(transaction, notification, values);
}

void notify_mentioned(Registry& registry, Entity const& entity, Links const& mentions, AnyLink const& about)
{
    registry.rule(entity, Moment::after_save, "mentioned", [&mentions, &about](records::Change& change) {
        auto const& actor = change.actor();
        for (auto const& links : change.links) {
            if (!(*links.field == mentions))
                continue;
            for (auto id : links.after) {
                if (std::ranges::find(links.before, id) != links.before.end())
                    continue;
                auto const target = change.get(about);
                auto const* title = std::get_if<std::string>(&change.after.value(change.entity().title()));
                auto const collection = target ? change.after.entity_of(about) : change.entity().plural;
                notify(change.transaction(),
                    { .whom = id,
                        .kind = "mention",
                        .title = fmt::format("{}: {}", actor.name, title ? *title : std::string {}),
                        .collection = collection,
                        .record = target.value_or(change.after.id) });
            }
        }
    });
}

}
