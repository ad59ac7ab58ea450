#pragma once

// How the benchmarks of a workspace measure and write down. The machine is shared, so a ratio is made of two sides that
// took turns, and what runs in one thread of this process is counted in time of the processor.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <ctime>
#include <sys/resource.h>

namespace kontor::bench {

using Clock = std::chrono::steady_clock;
using Work = std::function<void()>;

inline double seconds_of(Work const& work)
{
    auto const begin = Clock::now();
    work();
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// What the processors did for it, here and in programs that were started and have ended.
inline double cpu_seconds_of(Work const& work)
{
    auto const now = [] {
        auto sum = 0.0;
        for (auto const who : { RUSAGE_SELF, RUSAGE_CHILDREN }) {
            auto usage = rusage {};
            ::getrusage(who, &usage);
            for (auto const& time : { usage.ru_utime, usage.ru_stime })
                sum += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        }
        return sum;
    };
    auto const begin = now();
    work();
    return now() - begin;
}

// Whose time counts: that of this thread, where SQLite works in it, or that of the clock, where a server does.
enum class Time { of_thread, of_clock };

inline double ms_of(Work const& work, Time time)
{
    if (time == Time::of_clock)
        return seconds_of(work) * 1'000;
    auto const now = [] {
        auto spent = timespec {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return static_cast<double>(spent.tv_sec) * 1'000 + static_cast<double>(spent.tv_nsec) / 1e6;
    };
    auto const begin = now();
    work();
    return now() - begin;
}

// The best time of each, taking turns so that whatever else runs meets all of them. Three times in a row each turn, so
// that nobody pays for what the one before left in the processor's caches. Slow ones have fewer turns.
inline std::vector<double> best_ms(std::vector<Work> const& sides, Time time)
{
    constexpr auto turns_max = 20, turns_min = 3;
    constexpr auto budget_ms = 1'000.0;
    auto best = std::vector<double>(sides.size(), 1e9);
    auto spent = 0.0;
    for (auto turn = 0; turn <= turns_max && (turn < turns_min || spent < budget_ms); ++turn)
        for (std::size_t side = 0; side < sides.size(); ++side)
            for (auto again = 0; again < 3; ++again) {
                auto const took = ms_of(sides[side], time);
                spent += took;
                if (turn > 0) // the first one warms up
                    best[side] = std::min(best[side], took);
            }
    return best;
}

struct Line {
    std::string what, ours, floor {}, ratio {}, limit;
    bool is_met = true;
};

inline void print(Line const& line)
{
    fmt::print("| {} | {} | {} | {} | {} | {} |\n", line.what, line.ours, line.floor, line.ratio, line.limit,
        line.is_met ? "met" : "**missed**");
    std::fflush(stdout);
}

inline void print_not_measured(std::string const& what, std::string const& why)
{
    fmt::print("| {} | not measured: {} |  |  |  |  |\n", what, why);
    std::fflush(stdout);
}

inline std::string ms(double value) { return fmt::format("{:.2f} ms", value); }
inline std::string rate(double value) { return fmt::format("{:.0f} a CPU second", value); }
inline std::string ratio(double value) { return fmt::format("{:.2f}", value); }

}
