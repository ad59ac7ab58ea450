#include "modules/platform/keys.h"

#include <gtest/gtest.h>

namespace kontor::platform {

TEST(keys, begin_with_a_letter_so_that_they_never_clash_with_ids)
{
    EXPECT_TRUE(is_key("large"));
    EXPECT_TRUE(is_key("step_2"));
    EXPECT_FALSE(is_key("2nd"));
    EXPECT_FALSE(is_key("Large"));
    EXPECT_FALSE(is_key("крупные"));
    EXPECT_FALSE(is_key("large-clients"));
    EXPECT_FALSE(is_key(""));
    EXPECT_FALSE(is_key(std::string(61, 'a')));
}

TEST(keys, are_made_from_names_in_either_alphabet)
{
    EXPECT_EQ(key_from("Large clients"), "large_clients");
    EXPECT_EQ(key_from("Крупные клиенты"), "krupnye_klienty");
    EXPECT_EQ(key_from("Ёлки & щётки"), "elki_shchetki");
    EXPECT_EQ(key_from("Größe"), "grosse");
    EXPECT_EQ(key_from("  2nd floor "), "key_2nd_floor");
    EXPECT_EQ(key_from("!!!"), "key");
    EXPECT_TRUE(is_key(key_from(std::string(300, 'x'))));
    EXPECT_TRUE(is_key(key_from("漢字")));
}

}
