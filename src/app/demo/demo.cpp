#include "app/demo/demo.h"

#include "api/session_api.h"
#include "app/demo/chronicle.h"
#include "app/demo/commerce.h"
#include "app/demo/desk.h"
#include "app/demo/history.h"
#include "app/demo/teller.h"

#include <algorithm>
#include <array>

namespace kontor::demo {

namespace {

constexpr std::int64_t crowd_begins = 5'000;

std::vector<std::int64_t> counted(records::Store& store)
{
    auto counts = std::vector<std::int64_t> {};
    auto const schema = store.schema();
    store.database().read(
        [&](db::Connection& connection) {
            counts.clear();
            for (auto const& entity : schema->entities()) {
                auto rows = connection.query("select count(*) from " + db::quote(entity->plural));
                rows->next();
                counts.push_back(rows->whole(0));
            }
        },
        std::chrono::minutes { 10 });
    return counts;
}

}

bool has_business_records(records::Store& store)
{
    static constexpr std::array<std::string_view, 7> of_business
        = { "accounts", "contacts", "enquiries", "deals", "activities", "products", "notes" };
    auto found = false;
    store.database().read([&](db::Connection& connection) {
        found = std::ranges::any_of(of_business, [&](std::string_view plural) {
            return connection.query("select 1 from " + db::quote(plural) + " limit 1")->next();
        });
    });
    return found;
}

DemoCounts furnish(records::Store& store, DemoOptions const& options,
    std::function<void(std::int64_t done, std::int64_t total)> const& progress)
{
    api::sow(store);
    auto const before = counted(store);
    auto history = History { store };
    auto world = World { options, {}, options.accounts >= crowd_begins };
    history.travel_to(history.zone().start_of(history.today().plus_days(-history_days - 2)));
    world.house = furnish_house(history, options);
    auto const entries = chronicle(world, history.today());
    auto teller = Teller { history, world };
    teller.tell(entries, [&](std::size_t done) {
        if (progress)
            progress(static_cast<std::int64_t>(done), static_cast<std::int64_t>(entries.size()));
    });
    keep_books(history, world, teller);
    lay_desk(history, world, teller);
    auto const after = counted(store);
    auto counts = DemoCounts {};
    auto const schema = store.schema();
    for (std::size_t i = 0; i < after.size(); ++i)
        if (after[i] > before[i])
            counts.by_collection.emplace_back(schema->entities()[i]->plural, after[i] - before[i]);
    return counts;
}

}
