#include "app/demo/dice.h"

#include "base/check.h"

#include <cmath>
#include <numbers>

namespace kontor::demo {

namespace {

// Steele, Lea and Flood's SplitMix64: every bit of the input reaches every bit of the output.
std::uint64_t mixed(std::uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15u;

}

Dice::Dice(std::uint64_t seed, std::initializer_list<std::uint64_t> of) : m_state(mixed(seed + golden))
{
    for (auto const part : of)
        m_state = mixed(m_state ^ mixed(part + golden));
}

std::uint64_t Dice::next() { return mixed(m_state += golden); }

std::int64_t Dice::between(std::int64_t low, std::int64_t high)
{
    check(low <= high, "dice are thrown between a low and a high number");
    // The tiny preference for low numbers does not matter for made-up data.
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
}

double Dice::share() { return static_cast<double>(next() >> 11) * 0x1p-53; }

double Dice::log_normal(double median, double spread)
{
    auto const radius = std::sqrt(-2.0 * std::log(1.0 - share()));
    return median * std::exp(spread * radius * std::cos(2.0 * std::numbers::pi * share()));
}

std::size_t Dice::weighted(std::initializer_list<int> weights)
{
    auto sum = 0;
    for (auto const weight : weights)
        sum += weight;
    auto drawn = between(0, sum - 1);
    auto position = std::size_t { 0 };
    for (auto const weight : weights) {
        if (drawn < weight)
            break;
        drawn -= weight;
        ++position;
    }
    return position;
}

std::uint64_t shuffled(std::uint64_t number, std::uint64_t size, std::uint64_t seed)
{
    check(number < size, "the card is one of the pack");
    auto half_bits = 1;
    while ((std::uint64_t { 1 } << (2 * half_bits)) < size)
        ++half_bits;
    auto const mask = (std::uint64_t { 1 } << half_bits) - 1;
    // A Feistel network never lets two numbers meet; what falls outside the pack goes round again.
    do {
        for (auto round = std::uint64_t { 0 }; round < 4; ++round) {
            auto const left = number >> half_bits, right = number & mask;
            number = (right << half_bits) | (left ^ (mixed(right ^ mixed(seed + round * golden)) & mask));
        }
    } while (number >= size);
    return number;
}

}
