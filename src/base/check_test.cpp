#include "base/check.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

TEST(Check, throws_its_sentence_when_the_claim_does_not_hold)
{
    EXPECT_NO_THROW(check(true, "Two and two are four."));
    try {
        check(false, "The registry mixed up two tables.");
        FAIL();
    } catch (Bug const& bug) {
        EXPECT_STREQ(bug.what(), "The registry mixed up two tables.");
    }
}

}
}
