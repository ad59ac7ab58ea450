#include "base/utf8.h"

#include <gtest/gtest.h>

namespace kontor {
namespace {

std::string decode(Encoding encoding, std::string_view bytes, std::size_t piece, std::size_t* broken = nullptr)
{
    Decoder decoder { encoding };
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        decoder.decode(bytes.substr(at, piece), text);
    decoder.finish(text);
    if (broken)
        *broken = decoder.broken_count();
    return text;
}

TEST(Utf8, is_well_formed_from_the_first_to_the_last_code_point)
{
    for (char32_t c = 0; c <= 0x10FFFF; ++c) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        std::string text = "x";
        append_utf8(text, c);
        ASSERT_FALSE(find_bad_utf8(text)) << std::hex << static_cast<unsigned>(c);
        std::size_t offset = 1;
        ASSERT_EQ(next_code_point(text, offset), c);
        ASSERT_EQ(offset, text.size());
        ASSERT_EQ(count_code_points(text), 2u);
    }
}

TEST(Utf8, is_refused_where_it_is_broken)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(find_bad_utf8("abcdefgh\x80"sv), 8u);
    EXPECT_EQ(find_bad_utf8("é\xC3"sv), 2u);            // cut off
    EXPECT_EQ(find_bad_utf8("a\xC0\xAF"sv), 1u);        // longer than needed
    EXPECT_EQ(find_bad_utf8("\xE0\x9F\xBF"sv), 0u);     // longer than needed
    EXPECT_EQ(find_bad_utf8("\xF0\x8F\xBF\xBF"sv), 0u); // longer than needed
    EXPECT_EQ(find_bad_utf8("ab\xED\xA0\x80"sv), 2u);   // a surrogate
    EXPECT_EQ(find_bad_utf8("\xF4\x90\x80\x80"sv), 0u); // above U+10FFFF
    EXPECT_EQ(find_bad_utf8("\xFF\xFE"sv), 0u);
    EXPECT_EQ(find_bad_utf8("\xE2\x28\xA1"sv), 0u);
    EXPECT_FALSE(find_bad_utf8("\0\x7F"sv));
}

TEST(Utf8, has_control_characters_where_nobody_sees_them)
{
    EXPECT_FALSE(has_control_characters("Łódź 😀", LineBreaks::refused));
    for (auto text : { "a\x01", "\x1B[31m", "a\x7F", "a\xC2\x85z", "\xC2\x9F" }) {
        EXPECT_TRUE(has_control_characters(text, LineBreaks::refused)) << text;
        EXPECT_TRUE(has_control_characters(text, LineBreaks::allowed)) << text;
    }
    for (auto text : { "a\tb", "a\nb", "a\r\nb" }) {
        EXPECT_TRUE(has_control_characters(text, LineBreaks::refused)) << text;
        EXPECT_FALSE(has_control_characters(text, LineBreaks::allowed)) << text;
    }
    EXPECT_FALSE(has_control_characters("a\xC2\xA0z", LineBreaks::refused)); // a no-break space
}

TEST(Utf8, is_trimmed_of_every_white_space)
{
    EXPECT_EQ(trim("\xC2\xA0\t Acme  GmbH \xE3\x80\x80\n\xE2\x80\xA8"), "Acme  GmbH");
    EXPECT_EQ(trim("\xE2\x80\x83"), "");
    EXPECT_EQ(trim(""), "");
    EXPECT_EQ(trim("Ж"), "Ж");
    EXPECT_EQ(trim("\xE2\x80\x8Bx"), "\xE2\x80\x8Bx"); // a zero-width space is none, says Unicode
}

TEST(Utf8, is_lowered_in_every_script)
{
    EXPECT_EQ(to_lower("Ana.Ivanova@ACME.Test"), "ana.ivanova@acme.test");
    EXPECT_EQ(to_lower("ЁЛКА ÉCOLE ΑΣ"), "ёлка école ας");
    EXPECT_EQ(to_lower(""), "");
}

TEST(Decoder, reads_every_encoding_however_the_pieces_are_cut)
{
    using namespace std::string_view_literals;
    for (std::size_t piece = 1; piece < 8; ++piece) {
        EXPECT_EQ(decode(Encoding::utf8, "\xEF\xBB\xBFЖ€😀z", piece), "Ж€😀z");
        EXPECT_EQ(decode(Encoding::utf16_little, "\xFF\xFE\x16\x04\x3D\xD8\x00\xDE\x7A\x00"sv, piece), "Ж😀z");
        EXPECT_EQ(decode(Encoding::utf16_big, "\xFE\xFF\x04\x16\xD8\x3D\xDE\x00\x00\x7A"sv, piece), "Ж😀z");
        EXPECT_EQ(decode(Encoding::utf16_little, "\x16\x04"sv, piece), "Ж");
        // Said to be UTF-16, and the mark says which.
        EXPECT_EQ(decode(*encoding_by_name("UTF-16"), "\xFE\xFF\x04\x16"sv, piece), "Ж");
        EXPECT_EQ(decode(Encoding::windows_1251, "\xA8\xEB\xEA\xE0 \x88 \xB9 7", piece), "Ёлка € № 7");
        EXPECT_EQ(decode(Encoding::latin1,
                      "Stra\xDF"
                      "e \x80",
                      piece),
            "Straße €");
    }
}

TEST(Decoder, drops_the_mark_at_the_beginning_only)
{
    EXPECT_EQ(decode(Encoding::utf8, "a\xEF\xBB\xBF", 2), "a\xEF\xBB\xBF");
    EXPECT_EQ(decode(Encoding::utf8, "\xEF\xBB\xBF\xEF\xBB\xBFz", 9), "\xEF\xBB\xBFz");
}

TEST(Decoder, marks_and_counts_what_is_broken)
{
    using namespace std::string_view_literals;
    for (std::size_t piece = 1; piece < 6; ++piece) {
        std::size_t broken = 0;
        EXPECT_EQ(decode(Encoding::utf8, "a\xFF\xE2\x82z\xC3", piece, &broken), "a��z�");
        EXPECT_EQ(broken, 3u);
        EXPECT_EQ(decode(Encoding::utf16_little, "\x00\xDC\x41\x00\x3D\xD8\x42\x00\x43"sv, piece, &broken), "�A�B�");
        EXPECT_EQ(broken, 3u);
        EXPECT_EQ(decode(Encoding::windows_1251, "\x98", piece, &broken), "�");
        EXPECT_EQ(broken, 1u);
        EXPECT_EQ(decode(Encoding::latin1, "\0\x81"sv, piece, &broken), "\0�"sv);
        EXPECT_EQ(broken, 1u);
    }
}

TEST(Encoding, is_guessed_by_mark_validity_and_letters)
{
    EXPECT_EQ(guess_encoding("name,city"), Encoding::utf8);
    EXPECT_EQ(guess_encoding(""), Encoding::utf8);
    EXPECT_EQ(guess_encoding("Ёлка"), Encoding::utf8);
    EXPECT_EQ(
        guess_encoding(std::string_view { "Ёлка" }.substr(0, 7)), Encoding::utf8); // the sample cuts a letter in two
    EXPECT_EQ(guess_encoding("\xFF\xFE\x41"), Encoding::utf16_little);
    EXPECT_EQ(guess_encoding("\xFE\xFF"), Encoding::utf16_big);
    EXPECT_EQ(guess_encoding("name;\xE8\xEC\xFF\r\n1;\xCE\xCE\xCE \xCB\xF3\xF7 \xE8 \xCA\xEE"), Encoding::windows_1251);
    EXPECT_EQ(guess_encoding("M\xFCller;Stra\xDF"
                             "e;caf\xE9;na\xEFve"),
        Encoding::latin1);
}

TEST(Encoding, has_the_names_of_the_mapping)
{
    for (auto name : { "utf-8", "utf-16", "windows-1251", "iso-8859-1" })
        EXPECT_EQ(name_of(encoding_by_name(name).value()), name);
    EXPECT_EQ(encoding_by_name("Windows-1251"), Encoding::windows_1251);
    EXPECT_FALSE(encoding_by_name("ebcdic"));
}

}
}
