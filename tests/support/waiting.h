#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

namespace kontor::test {

// Waits for something that another thread is about to do. What never comes ends the run at once and by name: the
// threads that a test holds at that moment would never let it end by itself.
inline void wait_for(std::function<bool()> const& condition)
{
    auto const ends = std::chrono::steady_clock::now() + std::chrono::seconds { 30 };
    while (!condition()) {
        if (std::chrono::steady_clock::now() > ends) {
            auto const* test = ::testing::UnitTest::GetInstance()->current_test_info();
            std::fprintf(stderr, "%s.%s: what was waited for did not happen.\n", test->test_suite_name(), test->name());
            std::abort();
        }
        std::this_thread::yield();
    }
}

}
