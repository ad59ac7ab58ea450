#include "base/fold.h"

#include "base/utf8.h"
#include "tests/support/shared_data.h"

#include <gmock/gmock.h>

namespace kontor {
namespace {

TEST(Fold, is_what_the_contract_promises)
{
    for (auto const& [text, folded] : std::vector<std::pair<std::string, std::string>> { { "ЁЛКА", "елка" },
             { "ёлка", "елка" }, { "е\u0308лка", "елка" }, // composed or not
             { "Йод", "йод" }, { "и\u0306од", "йод" }, { "Їжак", "їжак" }, { "Ґудзь", "ґудзь" }, { "Élka", "elka" },
             { "E\u0301LKA", "elka" }, { "Łódź", "lodz" }, { "Straße", "strasse" }, { "STRAẞE", "strasse" },
             { "İstanbul", "istanbul" }, { "ıstanbul", "istanbul" }, { "Øre", "ore" }, { "Ǿre", "ore" },
             { "Æther", "aether" }, { "Œuvre", "oeuvre" }, { "Þór", "thor" }, { "Đorđe", "dorde" },
             { "Nguyễn", "nguyen" }, { "Škoda", "skoda" }, { "Ἀθῆναι", "αθηναι" }, { "ΟΔΥΣΣΕΎΣ", "οδυσσευσ" },
             { "Οδυσσεύς", "οδυσσευσ" }, { "ﬁnance", "finance" }, { "１２３ＡＢＣ", "123abc" }, { "№ 5", "no 5" },
             { "x²", "x2" }, { "㎏", "kg" }, { "한국", "한국" }, { "東京", "東京" }, { "が", "が" } })
        EXPECT_EQ(fold(text), folded) << text;
}

TEST(Fold, makes_one_space_of_white_space_and_none_at_the_ends)
{
    EXPECT_EQ(fold("  Acme \t\r\n  GmbH "), "acme gmbh");
    EXPECT_EQ(fold("\u00A0Łódź\u2003\u3000 \u2028x\u00A0"), "lodz x");
    EXPECT_EQ(fold(" \t "), "");
    EXPECT_EQ(fold("\u2003"), "");
    EXPECT_EQ(fold(""), "");
}

TEST(Fold, folds_a_folded_text_to_itself)
{
    for (char32_t c = 1; c <= 0x1'FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        std::string text = "a";
        append_utf8(text, c);
        append_utf8(text, c);
        text += 'b';
        auto const once = fold(text);
        ASSERT_EQ(fold(once), once) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(Fold, gives_the_same_whichever_way_it_takes)
{
    // A letter beyond the table sends the whole text through ICU; without it the text is put together from the table.
    for (char32_t c = 1; c < 0x0530; ++c) {
        std::string text = "x";
        append_utf8(text, c);
        text += "Y";
        auto const alone = fold(text);
        auto const beside = fold(text + "東");
        ASSERT_EQ(alone + "東", beside) << std::hex << static_cast<unsigned>(c);
    }
}

TEST(Fold, survives_naughty_strings)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "blns");
    auto const text = test::read_file(folder / "blns.txt");
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin < text.size(); ++lines) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto const line = std::string_view { text }.substr(begin, end - begin);
        if (!find_bad_utf8(line)) {
            auto const folded = fold(line);
            EXPECT_FALSE(find_bad_utf8(folded)) << line;
            EXPECT_EQ(fold(folded), folded) << line;
        }
        begin = end + 1;
    }
    EXPECT_GT(lines, 500u);
}

std::vector<std::string> marked(std::string_view text, std::string_view word)
{
    std::vector<std::string> pieces;
    for (auto const& range : find_folded(text, fold(word)))
        pieces.emplace_back(text.substr(range.begin, range.end - range.begin));
    return pieces;
}

TEST(FindFolded, marks_the_letters_as_they_were_written)
{
    using testing::ElementsAre;
    EXPECT_THAT(marked("Acme GmbH, ACME Ltd", "acme"), ElementsAre("Acme", "ACME"));
    EXPECT_THAT(marked("Хвоя и ЁЛКИ, ёлка", "елк"), ElementsAre("ЁЛК", "ёлк"));
    EXPECT_THAT(marked("Elka e\u0301lka", "elka"), ElementsAre("Elka", "e\u0301lka"));
    EXPECT_THAT(marked("Große Straße", "strass"), ElementsAre("Straß")); // half a letter cannot be marked
    EXPECT_THAT(marked("  Acme \t  GmbH  ", "e g"), ElementsAre("e \t  G"));
    EXPECT_THAT(marked("ßß", "s"), ElementsAre("ß", "ß"));
    EXPECT_THAT(marked("Łódź", "lodz"), ElementsAre("Łódź"));
    EXPECT_THAT(marked("Globex", "acme"), ElementsAre());
    EXPECT_THAT(marked("Globex", ""), ElementsAre());
    EXPECT_THAT(marked("", "a"), ElementsAre());
}

TEST(FindFolded, agrees_with_contains)
{
    for (auto text : { "Œuvre d'Éluard", "  東京 ﬁnance  ", "ΟΔΥΣΣΕΎΣ и Йод", "a\u0308\u0301 b" }) {
        auto const folded = fold(text);
        for (std::size_t begin = 0; begin < folded.size(); ++begin) {
            auto const needle = folded.substr(begin, 4);
            if (!find_bad_utf8(needle)) {
                EXPECT_FALSE(find_folded(text, needle).empty()) << text << ": " << needle;
            }
        }
    }
}

TEST(WordsOf, are_runs_of_letters_and_digits)
{
    using testing::ElementsAre;
    EXPECT_THAT(words_of(fold("O'Neil & Söhne GmbH (2026), ёлка-7")),
        ElementsAre("o", "neil", "sohne", "gmbh", "2026", "елка", "7"));
    EXPECT_THAT(words_of("हिन्दी"), ElementsAre("हिन्दी")); // its vowels are marks
    EXPECT_THAT(words_of(" -- "), ElementsAre());
    EXPECT_THAT(words_of(""), ElementsAre());
}

TEST(EditDistance, counts_what_a_typist_gets_wrong)
{
    EXPECT_EQ(edit_distance("segment", "segment", 3), 0);
    EXPECT_EQ(edit_distance("sgment", "segment", 3), 1);
    EXPECT_EQ(edit_distance("segmetn", "segment", 3), 1); // swapped
    EXPECT_EQ(edit_distance("segmant", "segment", 3), 1);
    EXPECT_EQ(edit_distance("ca", "abc", 5), 3);    // optimal string alignment, not the unrestricted distance
    EXPECT_EQ(edit_distance("ёлка", "елка", 3), 1); // one letter, though two bytes
    EXPECT_EQ(edit_distance("", "abc", 3), 3);
    EXPECT_EQ(edit_distance("", "", 0), 0);
}

TEST(EditDistance, stops_counting_above_the_limit)
{
    EXPECT_EQ(edit_distance("kitten", "sitting", 3), 3);
    EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3);
    EXPECT_EQ(edit_distance("kitten", "sitting", 1), 2);
    EXPECT_EQ(edit_distance("a", std::string(100, 'b'), 2), 3);
    EXPECT_EQ(edit_distance(std::string(100, 'a'), std::string(100, 'b'), 5), 6);
}

}
}
