#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kontor::records {

// What a person has read in one day.
struct ReadTotals {
    std::int64_t rows = 0;     // distinct records shown
    std::int64_t accounts = 0; // distinct ones whose name was in an answer
    std::int64_t contacts = 0;
    std::int64_t fresh = 0; // accounts and contacts that this person had not read in the four weeks before
    std::int64_t exports = 0;
};

// What the role allows in a day; nothing where it says nothing (MODEL.md C). In a notice period a tenth of it.
struct ReadLimits {
    std::optional<std::int64_t> rows, contacts, exports;
    [[nodiscard]] ReadLimits in_notice() const;
};

// The client base as a whole.
struct ClientBook {
    std::int64_t accounts = 0, contacts = 0;
};

enum class Consequence { none, notify, step_up, block };
std::string_view name_of(Consequence);

enum class ReadMeasure { none, rows, contacts, accounts, fresh, exports };
std::string_view name_of(ReadMeasure);

struct ReadVerdict {
    Consequence consequence = Consequence::none;
    ReadMeasure measure = ReadMeasure::none; // the one that weighs most
    std::int64_t count = 0;
    std::int64_t usual = 0;     // zero when it is the role's limit that was passed
    std::int64_t threshold = 0; // from which count on this consequence follows
};

// What a person usually reads in a day at the most: median + 3 * 1.4826 * MAD of the working days given, each measure
// by itself (the scaled median absolute deviation, Rousseeuw & Croux 1993: a single odd day does not move it). Days on
// which nothing was read do not count. With fewer than `days_known` days nothing is usual yet.
constexpr std::size_t days_known = 5;
std::optional<ReadTotals> usual_of(std::span<ReadTotals const> days);

// The rule of the alarm. Beyond what is usual for this person stands an allowance: five per cent of the book, 25 at
// least and 500 at most. At one allowance above the usual his head is told; at two he proves that it is he; at four
// reading stops until the head decides. The role's limits are a second ladder, with the limit as its step; whichever is
// passed first counts. A role without limits (administrator, auditor) is told of and never stopped: somebody must be
// able to look when others cannot. Of a person who is new only the role's limits are known.
// Who carries the book out slowly stays under each day's measure: the names that he had not read before are summed over
// four weeks and compared with what the weeks before them were like, which his slowness cannot have moved. One
// allowance above that his head is told.
struct FourWeeks {
    std::int64_t fresh = 0;                  // in the last 28 days, today included
    std::optional<std::int64_t> usual_fresh; // of a working day, in the twelve weeks before
};
ReadVerdict judge(ReadTotals const& day, FourWeeks const&, std::optional<ReadTotals> const& usual, ReadLimits const&,
    ClientBook const&);

}
