#include "modules/accounts/formats.h"
#include "modules/accounts/names.h"

#include <gtest/gtest.h>

namespace kontor::accounts {

TEST(formats, an_inn_ends_in_its_check_digits)
{
    EXPECT_TRUE(is_inn("7707083893"));
    EXPECT_TRUE(is_inn("500100732259"));
    EXPECT_FALSE(is_inn("7707083894"));
    EXPECT_FALSE(is_inn("500100732258"));
    EXPECT_FALSE(is_inn("770708389"));
    EXPECT_FALSE(is_inn("77070838 3"));
    EXPECT_FALSE(is_inn(""));
}

TEST(names, are_split_where_people_split_them)
{
    auto const western = split_name("Anna  Maria Lopez");
    EXPECT_EQ(western.first, "Anna");
    EXPECT_EQ(western.middle, "Maria");
    EXPECT_EQ(western.last, "Lopez");
    auto const russian = split_name("Петров Иван Сергеевич");
    EXPECT_EQ(russian.first, "Иван");
    EXPECT_EQ(russian.middle, "Сергеевич");
    EXPECT_EQ(russian.last, "Петров");
    auto const in_between = split_name("Елена Павловна Маркова");
    EXPECT_EQ(in_between.last, "Маркова");
    EXPECT_EQ(split_name("Ivan").first, "Ivan");
    EXPECT_FALSE(split_name("Ivan").last);
}

TEST(names, are_joined_as_the_language_writes_them)
{
    auto const name = PersonName { "Иван", "Сергеевич", "Петров" };
    EXPECT_EQ(join_name(name, Language::ru), "Петров Иван Сергеевич");
    EXPECT_EQ(join_name(name, Language::en), "Иван Сергеевич Петров");
    EXPECT_EQ(join_name({}, Language::en), "");
}

}
