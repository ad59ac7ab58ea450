#pragma once

#include "records/read_judgement.h"
#include "records/store.h"

#include <map>
#include <string>
#include <unordered_set>
#include <vector>

namespace kontor::records {

// What a person has read so far, as it stands in the database: kontor_read_day has a row for each person, day and door
// (door "" is the whole day), kontor_read_seen one for each account and contact whose name a person was told, with the
// first and the last day. The rows are kept for a year; who reads them is the alarm, the report of a leaver, and the
// collection read_tallies.
struct ReadPast {
    ReadTotals today;
    std::unordered_set<std::int64_t> accounts_today, contacts_today;
    std::unordered_set<std::int64_t> known; // accounts and contacts read in the four weeks before today
    std::optional<ReadTotals> usual;
    FourWeeks weeks; // without today
};

// What is new since it was last written down.
struct ReadNews {
    struct Door {
        std::int64_t rows = 0, exports = 0;
        std::int64_t accounts = 0, contacts = 0; // distinct ones at this door today, not a difference
    };
    std::map<std::string, Door, std::less<>> doors;
    std::unordered_set<std::int64_t> accounts, contacts; // told today for the first time
    std::int64_t rows = 0;                               // distinct records, over all doors
    std::int64_t fresh = 0;

    // What could not be written down is kept for the next time.
    void take_back(ReadNews const& unwritten);
};

ReadPast load_read_past(db::Connection&, Id person, Day today);
// Adds to what is there, so that several nodes of one database count together.
void write_read_news(Transaction&, Id person, Day today, ReadNews const&);
ClientBook count_book(db::Connection&);
// Takes away what is older than a year; returns how many rows.
std::size_t forget_old_reads(Transaction&, Day today);

}
