#pragma once

#include "base/id.h"
#include "records/actor.h"

#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace kontor::records {

// What one answer tells its reader: which records, and which accounts and contacts it names. Counted while the answer
// is written and looked at before it leaves (RELIABILITY.md, P20). Belongs to one request or one job, so to one thread.
class ReadCount {
public:
    // Whose name is worth stealing.
    enum class Subject : std::uint8_t { none, account, contact };

    static Subject subject_of(std::string_view collection)
    {
        return collection == "accounts" ? Subject::account
            : collection == "contacts"  ? Subject::contact
                                        : Subject::none;
    }

    // A record that the answer shows.
    void row(Subject subject, Id id)
    {
        records.insert(id.value);
        name(subject, id);
    }
    // A record that the answer names without showing it: the title of a link, the head of a group.
    void name(Subject subject, Id id)
    {
        if (subject == Subject::account)
            accounts.insert(id.value);
        else if (subject == Subject::contact)
            contacts.insert(id.value);
    }

    // Distinct: looking at the same list again tells nothing new.
    std::unordered_set<std::int64_t> records, accounts, contacts;
};

inline void count_row(Actor const& reader, std::string_view collection, Id id)
{
    if (reader.reads)
        reader.reads->row(ReadCount::subject_of(collection), id);
}

inline void count_name(Actor const& reader, std::string_view collection, Id id)
{
    if (reader.reads)
        reader.reads->name(ReadCount::subject_of(collection), id);
}

}
