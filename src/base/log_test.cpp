#include "base/log.h"

#include "base/time.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

// What `write` puts on stderr, without the time in front of each line.
template<typename Write> std::string logged(log::Level level, Write const& write)
{
    log::set_level(level);
    testing::internal::CaptureStderr();
    write();
    auto const lines = testing::internal::GetCapturedStderr();
    log::set_level(log::Level::info);
    std::string messages;
    for (std::size_t begin = 0; begin < lines.size();) {
        auto const end = lines.find('\n', begin);
        EXPECT_TRUE(Instant::parse(lines.substr(begin, 24))) << lines;
        messages += lines.substr(begin + 25, end - begin - 25) + "\n";
        begin = end + 1;
    }
    return messages;
}

TEST(Log, says_what_is_loud_enough)
{
    auto const all = [] {
        log::debug("one");
        log::info("two");
        log::warning("three");
        log::error("four");
    };
    EXPECT_EQ(logged(log::Level::debug, all), "debug one\ninfo two\nwarning three\nerror four\n");
    EXPECT_EQ(logged(log::Level::warning, all), "warning three\nerror four\n");
    EXPECT_EQ(logged(log::Level::off, all), "");
}

TEST(Log, lets_nobody_forge_a_line_or_steer_a_terminal)
{
    EXPECT_EQ(logged(log::Level::info,
                  [] {
                      log::info("Acme\n2026 error forged\r\t\x1B[2J\x7F \xC2\x9B"
                                "31m C:\\x ё");
                  }),
        "info Acme\\n2026 error forged\\r\\t\\x1b[2J\\x7f \\xc2\\x9b31m C:\\\\x ё\n");
}

}
}
