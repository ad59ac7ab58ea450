#include "api/problem_language.h"

#include "base/problem.h"

#include <gtest/gtest.h>

namespace kontor::api {

TEST(problem_language, english_is_left_as_it_is)
{
    auto const text = Problem::not_found().to_json("A");
    EXPECT_EQ(problem_in(Language::en, text), text);
}

TEST(problem_language, the_engines_sentences_become_russian_and_keep_their_numbers)
{
    auto const text = problem_in(Language::ru,
        Problem::invalid(
            { { "name", "too_long", "At most 255 characters." }, { "lines[1].kind", "no_such_choice", "No." } })
            .to_json("A"));
    EXPECT_NE(text.find("Исправьте 2 поля."), std::string::npos) << text;
    EXPECT_NE(text.find("не более 255 знаков"), std::string::npos) << text;
    EXPECT_NE(text.find(R"("field":"lines[1].kind")"), std::string::npos) << text;
    EXPECT_NE(
        problem_in(Language::ru, Problem::not_signed_in().to_json("A")).find("Сначала войдите."), std::string::npos);
}

TEST(problem_language, what_a_module_said_in_russian_stays)
{
    auto const text = problem_in(
        Language::ru, Problem::invalid("account", "required", "Выберите клиента, прежде чем выигрывать.").to_json("A"));
    EXPECT_NE(text.find("прежде чем выигрывать"), std::string::npos) << text;
}

TEST(problem_language, a_sentence_without_its_number_is_not_made_up)
{
    auto const text = problem_in(Language::ru, Problem::invalid("name", "too_long", "Too long.").to_json("A"));
    EXPECT_NE(text.find("Too long."), std::string::npos) << text;
}

}
