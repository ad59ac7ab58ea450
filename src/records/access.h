#pragma once

#include "records/actor.h"
#include "records/sql.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// Which records of one entity an actor reaches with one right. The rule is written here and nowhere else; it compiles
// to one predicate or to arms of a union, whichever is fast for the reach (ENGINE.md 3).
class Reach {
public:
    Reach(Schema const&, Actor const&, EntityInfo const&, Right);
    Reach(Schema const&, Actor const&, EntityInfo const&, Level); // for changing; actions have levels of their own

    [[nodiscard]] bool is_all() const { return m_is_all; }
    [[nodiscard]] bool is_none() const { return m_is_none; }

    // A boolean SQL expression over the record named by `alias`. Never called when is_all().
    void predicate(Sql&, std::string_view alias) const;

    // Each arm is an expression over `alias` that an index answers by itself; their union is the predicate.
    using Arm = std::function<void(Sql&, std::string_view alias)>;
    [[nodiscard]] std::vector<Arm> arms() const;

private:
    Reach(Schema const&, Actor const&, EntityInfo const&, Level, bool writes);
    void owner_condition(Sql&, std::string_view alias) const;
    void member_condition(Sql&, EntityInfo const& team, std::string_view alias) const;

    Schema const& m_schema;
    Actor const& m_actor;
    EntityInfo const& m_entity;
    Level m_level;
    bool m_writes; // a member of the account's team may be there to look only
    bool m_is_all = false;
    bool m_is_none = false;
    bool m_shows_shared = false; // trait "shared": what its owner made visible to everybody is read by everybody
};

}
