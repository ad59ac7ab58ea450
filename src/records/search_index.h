#pragma once

#include "records/search.h"

#include <string>
#include <vector>

namespace kontor::records {

// A record that matched, with how well: 0 is the title itself, 4 a typo in it.
struct SearchHit {
    EntityInfo const* entity = nullptr;
    Id id;
    int score = 0;
    std::size_t title_length = 0;
};

// Of each of these entities at most `limit` records that match, best first; rights are not asked, except that somebody
// who reaches few records is sure to find them among many. Candidates are capped and ranked in C++ (ENGINE.md: ordering
// 35,000 hits by rank in SQL takes 140 ms), and each question costs the same few milliseconds, however many match.
std::vector<SearchHit> find_hits(
    Reading&, std::span<EntityInfo const* const> entities, std::string_view q, std::size_t limit);

inline constexpr std::size_t searched_word_bytes_max = 100;
// At most so many bytes, and no letter cut in two: a database refuses half a letter.
std::size_t beginning_of(std::string_view text, std::size_t bytes_max);

// The text fields of an entity that search looks into, the title first.
std::vector<Field const*> searched_fields(EntityInfo const&);

}
