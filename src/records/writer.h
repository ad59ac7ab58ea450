#pragma once

#include "model/record.h"
#include "records/change.h"
#include "records/precondition.h"
#include "records/store.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// The one way to write. Every function works inside the Transaction it is given; none opens its own, so that an action,
// a batch or a slice of an import is one commit. All throw Problem and leave nothing half-written.
class Writer {
public:
    // How a write is seen by rights: as the actor, or as the engine itself on the actor's behalf (an action that was
    // itself authorised, a rule): then only the rules hold.
    enum class Authority { actor, engine };

    static Record create(Transaction&, EntityInfo const&, Values const&, Authority = Authority::actor);
    static Record create(Transaction&, Entity const&, Values const&, Authority = Authority::engine);

    // Nothing changed: no new version, no audit line, no event. With `if_version`, another version is 412.
    static Record update(Transaction&, EntityInfo const&, Id, Values const&,
        std::optional<std::vector<std::int64_t>> const& if_versions = {}, Authority = Authority::actor);
    static Record update(Transaction&, Record const&, Values const&, Authority = Authority::engine);

    // Whether the actor may change the record in one of these versions: 404, 403 and 412 before a body is looked at.
    static void admit(Transaction&, EntityInfo const&, Id, WantedVersions const& if_versions);

    // Moves the record, and everything that only makes sense with it, to the bin for 30 days.
    static Record remove(Transaction&, EntityInfo const&, Id,
        std::optional<std::vector<std::int64_t>> const& if_versions = {}, Authority = Authority::actor);
    static Record restore(Transaction&, EntityInfo const&, Id,
        std::optional<std::vector<std::int64_t>> const& if_versions = {}, Authority = Authority::actor);
    // For good; administrators only.
    static void purge(Transaction&, EntityInfo const&, Id);
};

// Reading whole records inside a write or by rules; no rights asked: the caller has the authority.
std::optional<Record> load(
    db::Connection&, std::shared_ptr<Schema const> const&, EntityInfo const&, Id, bool with_bin = false);
std::optional<Record> load(Transaction&, Entity const&, Id);
// The records that meet a filter in the engine's own eyes, in the order of ids.
std::vector<Record> load_where(Transaction&, EntityInfo const&, std::string_view filter, std::size_t limit = 1'000);
// All records of a collection whose link points to `target`.
std::vector<Record> load_linked(Transaction&, Entity const&, Link const& link, Id target);

// True when the actor reaches the record with this right (the record must be outside the bin), or, to change it, at
// this level.
bool reaches(db::Connection&, Schema const&, Actor const&, EntityInfo const&, Id, Right);
bool reaches(db::Connection&, Schema const&, Actor const&, EntityInfo const&, Id, Level);

}
