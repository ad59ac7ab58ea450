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

    // A boolean SQL expression over the record named by `alias`. Never called when is_all(). The accounts that somebody
    // helps with are looked for record by record, or found once as a list, which is faster where many are looked at.
    enum class Team { by_record, as_list };
    void predicate(Sql&, std::string_view alias, Team = Team::by_record) const;

    // The predicate in parts: an index answers each by itself, and no record is in two of them, so that they are united
    // without a look for doubles. Empty for a reach that has no parts: everything, nothing, or by a rule that no index
    // follows.
    struct Arm {
        std::function<void(Sql&, std::string_view alias)> append; // an expression over `alias`
        bool follows_title = false; // its index gives the records in the order of their title
    };
    [[nodiscard]] std::vector<Arm> arms() const;

    // The same for everybody whose reach is the same, of one entity: what is known of its size is kept by this.
    [[nodiscard]] std::string name() const;

private:
    Reach(Schema const&, Actor const&, EntityInfo const&, Level, bool writes);
    void about_condition(Sql&, std::string_view alias) const;
    void owner_condition(Sql&, std::string_view alias) const;
    [[nodiscard]] std::vector<Id> departments() const;
    [[nodiscard]] std::vector<Arm> owned_arms() const;
    void member_condition(Sql&, EntityInfo const& team, std::string_view alias) const;

    Schema const& m_schema;
    Actor const& m_actor;
    EntityInfo const& m_entity;
    Level m_level;
    bool m_writes; // a member of the account's team may be there to look only
    bool m_is_all = false;
    bool m_is_none = false;
    bool m_follows_about = false; // trait "seen_with_about": read by whoever sees the record that it is about
    bool m_shows_shared = false;  // trait "shared": what its owner made visible to everybody is read by everybody
};

}
