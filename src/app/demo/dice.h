#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>

namespace kontor::demo {

// Chance that falls the same everywhere: the standard library's distributions differ from one library to the next.
class Dice {
public:
    // Everything has dice of its own, so that what is drawn for one client never moves what is drawn for another.
    explicit Dice(std::uint64_t seed, std::initializer_list<std::uint64_t> of = {});

    std::uint64_t next();
    std::int64_t between(std::int64_t low, std::int64_t high); // both ends can come
    double share();                                            // from 0 up to, not including, 1
    bool falls(int percent) { return between(1, 100) <= percent; }
    // Half of the draws lie below the median, two thirds within a factor of e to the `spread`.
    double log_normal(double median, double spread);
    std::size_t weighted(std::initializer_list<int> weights); // the position of the one that was drawn

    template<typename List> auto const& one_of(List const& list)
    {
        return list[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(std::size(list)) - 1))];
    }

private:
    std::uint64_t m_state;
};

// Where the card `number` of a pack lies after shuffling: two cards never lie in the same place.
std::uint64_t shuffled(std::uint64_t number, std::uint64_t size, std::uint64_t seed);

}
