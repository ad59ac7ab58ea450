#pragma once

#include "base/id.h"
#include "base/json.h"
#include "base/language.h"
#include "base/time.h"
#include "model/schema.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

class ReadCount;

// How far a right reaches, by the owner of the record (API.md 12).
enum class Level { none, own, team, subtree, all };
enum class Right { read, create, update, remove, export_rows };
enum class FieldAccess { hidden, read, write };

std::string_view name_of(Level);
std::optional<Level> level_by_name(std::string_view);

struct Grant {
    Level read = Level::none, create = Level::none, update = Level::none, remove = Level::none,
          export_rows = Level::none;
    std::map<std::string, Level, std::less<>> actions;
    std::map<std::string, FieldAccess, std::less<>> fields;
    [[nodiscard]] Level of(Right) const;
};

// A named bundle of rights, read from a role's `grants`. Immutable and shared.
struct Role {
    Id id;
    std::string key;
    std::string name;
    bool is_administrator = false;                    // everything of everything, and what only an administrator may
    std::map<std::string, Grant, std::less<>> grants; // by collection; "*" is for what is not named
    std::set<std::string, std::less<>> rights;        // "views.share", "schema", "audit"
    std::int64_t export_rows = 50'000;
    std::optional<std::int64_t> daily_rows, daily_contacts, daily_exports; // what the alarm looks at; none: no limit

    // Lines follow their parent, what is not named follows "*".
    [[nodiscard]] Grant const& grant(Schema const&, EntityInfo const&) const;

    // Reads the JSON of API.md 12; throws Problem with the path of what is wrong.
    static Role from_json(Json const& grants, Schema const* schema);
};

struct Workspace {
    std::string name = "Kontor";
    std::string currency = "EUR";
    Language language = Language::en;
    std::string time_zone = "UTC";
    int week_starts = 1; // ISO weekday
};

// Who asks. Made at the door, const for the request.
struct Actor {
    Id user;
    std::string name;
    std::string email;
    std::shared_ptr<Role const> role;
    Id department;
    std::vector<Id> subtree; // departments: one's own and those below
    TimeZone zone = TimeZone::utc();
    bool is_in_notice = false; // his limits are a tenth
    Day today {};              // in his zone: what is lent until a day ends with it
    Language language = Language::en;
    std::string via = "api"; // page, api, import, command line, system
    std::string address;
    std::string request_id;
    std::set<std::string, std::less<>> scopes;       // of an API token; empty: all
    std::set<std::string, std::less<>> entity_scope; // of an API token; empty: all
    std::int64_t proven_at = 0;          // milliseconds: when this session last gave the password; 0 for an API token
    std::shared_ptr<ReadCount> reads {}; // counts what leaves for him; null where nothing does

    [[nodiscard]] bool is_administrator() const { return role->is_administrator; }
    [[nodiscard]] bool has_right(std::string_view right) const
    {
        return is_administrator() || role->rights.contains(right);
    }
    [[nodiscard]] Level level(Schema const&, EntityInfo const&, Right) const;
    [[nodiscard]] Level action_level(Schema const&, EntityInfo const&, std::string_view action, Right otherwise) const;
    // A field that the actor may not see does not exist for him.
    [[nodiscard]] FieldAccess access(Schema const&, EntityInfo const&, Field const&) const;
    [[nodiscard]] bool sees(Schema const&, EntityInfo const&, Field const&) const;

    // The built-in user "Kontor": work without a person.
    static Actor system();
};

}
