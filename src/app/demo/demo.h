#pragma once

#include "base/language.h"
#include "records/store.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A made-up company with its clients, and a year and a half of what happened to them: the same for the same seed, and
// written through the one write path, each record by the hand and on the day of the person who would have done it.
namespace kontor::demo {

struct DemoOptions {
    std::int64_t accounts = 200; // from 5,000 on there is less of everything around a client
    std::uint64_t seed = 1;
    std::optional<Language> language {}; // empty: both, names as their bearers write them
    bool adds = false;                   // beside records that are there; use another seed then, or names come twice
};

struct DemoCounts {
    std::vector<std::pair<std::string, std::int64_t>> by_collection; // what was added, in the registry's order
};

// The head of the corporate department: Today is furnished for her. Whoever has this address already keeps his name,
// role and password, and sits at her desk.
inline constexpr std::string_view manager_email = "anna.voronova@kontor.example";

bool has_business_records(records::Store&);

// Takes the workspace as it is, with its settings; seeds it when nobody did. `progress` is told of steps now and then.
DemoCounts furnish(
    records::Store&, DemoOptions const&, std::function<void(std::int64_t done, std::int64_t total)> const& progress);

}
