#pragma once

#include "app/demo/dossier.h"

#include <cstdint>
#include <vector>

// When what happened, and by whose hand: the plan that the teller follows.
namespace kontor::demo {

enum class Happening : std::uint8_t {
    client_came, // with its people and our team
    enquiry_came,
    enquiry_decided,
    deal_began,
    deal_moved, // `step` says where to
    deal_ended,
    talk_held, // `step` is its number
    plan_made,
    note_written,
    client_ended,
    colleague_wrote, // a comment
};

struct Entry {
    std::uint32_t subject; // the number of the client or enquiry
    std::uint16_t day;     // counted backwards from today
    std::uint8_t hour;     // of three: clients come first, then what is done with them, then what others say of it
    std::uint8_t who;      // in House::people; 255: the program itself
    Happening happening;
    std::uint8_t deal;
    std::uint8_t step;
};
inline constexpr std::uint8_t by_program = 255;

// In the order of time. Older days are drawn together, a week to a day for each person: what one person did there is
// written in slices and not record by record.
std::vector<Entry> chronicle(World const&, Day today);

// How many contacts and deals the clients have, summed up before each: where their ids are kept.
struct Shelves {
    std::vector<std::uint32_t> contacts_before, deals_before; // one longer than there are clients
};
Shelves shelves(World const&);

}
