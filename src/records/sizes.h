#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>

namespace kontor::records {

struct Reading;

// How many there are of something, as it was counted less than a minute ago. What it says chooses between two ways to
// the same answer, so it may be wrong, but not slow: it is counted up to a bound, and once for all who ask.
// Thread-safe.
class SizeMemory {
public:
    // That of the workspace that is read. A memory is no state: whoever starts with an empty one gets the same answers.
    static SizeMemory& of(Reading const&);

    // What is remembered under this name, or else what `count` finds now.
    std::int64_t size_of(std::string const& name, std::function<std::int64_t()> const& count);

private:
    struct Size {
        std::int64_t count;
        std::chrono::steady_clock::time_point until;
    };
    std::mutex m_mutex;
    std::unordered_map<std::string, Size> m_sizes;
};

}
