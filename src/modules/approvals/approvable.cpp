#include "modules/platform/approvable.h"

#include "base/check.h"
#include "records/change.h"

#include <algorithm>

namespace kontor::platform {

using records::Change;

namespace {

void refuse_unapproved(Change& change, Approvable const& approvable, std::vector<std::string_view> const& states)
{
    auto const* status = change.entity().declaration->lifecycle_field;
    check(status != nullptr, "what is approved has a lifecycle: " + change.entity().singular);
    auto const* state = std::get_if<std::string>(&change.after.value(*status));
    if (!change.changes(*status) || !state || std::ranges::find(states, *state) == states.end())
        return;
    auto const approval = change.get(approvable.approval_status).value_or("none");
    if (approval == "waiting")
        change.reject(
            *status, "needs_approval", Label { "This waits for an approval.", "Сначала нужно согласование." });
    if (approval == "refused")
        change.reject(*status, "needs_approval",
            Label { "The approval was refused; change it and ask again.",
                "В согласовании отказано: измените и запросите снова." });
}

}

Approvable::Approvable(Entity& entity)
    : approval_status(entity, "approval_status",
        {
            { "none", { "Not needed", "Не требуется" }, "grey" },
            { "waiting", { "Waiting", "Ждёт" }, "orange" },
            { "approved", { "Approved", "Согласовано" }, "green" },
            { "refused", { "Refused", "Отказано" }, "red" },
        },
        { .label = { "Approval", "Согласование" }, .computed = true, .default_value = "none" })
{
    entity.traits.push_back("approvable");
}

void block_until_approved(
    Registry& registry, Entity const& entity, Approvable const& approvable, std::vector<std::string_view> states)
{
    registry.rule(entity, Moment::before_save, "needs_approval",
        [&approvable, states = std::move(states)](Change& change) { refuse_unapproved(change, approvable, states); });
}

}
