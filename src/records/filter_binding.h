#pragma once

#include "model/filter.h"
#include "model/record.h"
#include "records/actor.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// A filter whose names, types and clock are settled: what depends on the time or the person has become a value, and
// only positive comparisons are left (`!=` is a negation). SQL and memory both start from this tree, so that they
// agree.
struct Condition {
    enum class Kind {
        always,
        never,
        conjunction,
        disjunction,
        negation, // of one child
        is_null,  // the field is empty
        compare,  // field op values
        exists,   // some record that the relation leads to, visible to the reader and not in the bin, meets the child;
                  // without a relation: the file that the field holds
    };
    enum class Compare { equal, less, less_equal, greater, greater_equal, contains };

    Kind kind = Kind::always;
    std::vector<Condition> children {};

    Field const* field = nullptr; // null stands for the record's id
    int address_part = -1;        // a part of an address
    Compare compare = Compare::equal;
    std::vector<Value> values {}; // more than one only with equal: IN

    Relation const* relation = nullptr; // exists
};

struct BindingContext {
    Schema const& schema;
    Actor const& actor;
    Instant now;
    int week_starts = 1;
    bool ignores_rights = false; // rules and roll-ups of the engine itself: every field is known
};

// Throws Problem with the column of what does not fit (API.md 4.8).
Condition bind_filter(FilterNode const&, EntityInfo const&, BindingContext const&);
Condition bind_filter(std::string_view text, EntityInfo const&, BindingContext const&);

// The day or instant that a time function of the language means ("today", "start_of_month"), for defaults and reports.
Day start_of_period(std::string_view unit, Day today, long long periods_ahead, int week_starts);

}
