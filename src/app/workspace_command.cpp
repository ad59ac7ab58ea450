#include "api/workspace_settings.h"
#include "app/commands.h"

#include <fmt/format.h>

namespace kontor {

int workspace_settings(Application& application, CommandOptions const& options)
{
    auto& store = application.store();
    auto changes = JsonObject {};
    for (auto const& [name, value] : { std::pair { "name", options.name }, { "currency", options.currency },
             { "language", options.language }, { "time_zone", options.time_zone } })
        if (!value.empty())
            changes.emplace_back(name, value);
    if (!changes.empty()) {
        auto const workspace = api::changed_workspace(store.workspace(), Json { std::move(changes) });
        auto actor = records::Actor::system();
        actor.via = "command line";
        store.set_workspace(actor, workspace);
    }
    auto const workspace = store.workspace();
    fmt::print("name       {}\ncurrency   {}\nlanguage   {}\ntime_zone  {}\n", workspace.name, workspace.currency,
        code_of(workspace.language), workspace.time_zone);
    return 0;
}

}
