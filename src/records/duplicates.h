#pragma once

#include "records/reader.h"

#include <string>
#include <vector>

namespace kontor::records {

struct DuplicateCandidate {
    Id id;
    std::string title;
    Decimal score; // 0 to 1
    struct Reason {
        std::string field;
        std::string message;
    };
    std::vector<Reason> reasons;
};

// Records that the values would probably double: the same number, e-mail, phone or domain, or a name that differs by
// little. Read from indexed keys and search, never from what is being written beside it. At most 10, the likeliest
// first.
std::vector<DuplicateCandidate> likely_duplicates(Reading&, EntityInfo const&, Values const&);
std::string likely_duplicates_json(Reading&, EntityInfo const&, Values const&); // {"candidates": [...]}

}
