#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

// Raised when the folding changes; the database keeps it and `kontor migrate` rebuilds the folded columns.
inline constexpr int fold_version = 1;

// API.md 4.5: NFKD, full case folding, marks dropped from Latin and Greek letters, yo to ye, letters without
// decomposition to plain ones (l with stroke to l, ae ligature to ae, ...), NFC, runs of white space to one space,
// trimmed. The input must be valid UTF-8. ASCII takes a fast path without ICU.
std::string fold(std::string_view utf8);

// Where the folded `needle` occurs in `text`: byte ranges of the original text, for highlights.
struct TextRange {
    std::size_t begin;
    std::size_t end;
};
std::vector<TextRange> find_folded(std::string_view text, std::string_view folded_needle);

// The words of a folded text: runs of letters and digits.
std::vector<std::string> words_of(std::string_view folded);

// Damerau-Levenshtein distance (optimal string alignment) in code points, cut off above `at_most`.
int edit_distance(std::string_view first, std::string_view second, int at_most);

}
