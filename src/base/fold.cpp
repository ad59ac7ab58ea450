#include "base/fold.h"

#include "base/check.h"
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

namespace kontor {

namespace {

icu::Normalizer2 const& normalizer(icu::Normalizer2 const* (*get)(UErrorCode&))
{
    auto status = U_ZERO_ERROR;
    auto const* found = get(status);
    check(U_SUCCESS(status) && found, "ICU has no data for normalisation.");
    return *found;
}

icu::UnicodeString normalize(icu::Normalizer2 const& form, icu::UnicodeString const& text)
{
    auto status = U_ZERO_ERROR;
    auto result = form.normalize(text, status);
    check(U_SUCCESS(status), "ICU cannot normalise a text.");
    return result;
}

// Letters that Unicode does not take apart, as people without them on the keyboard type them.
std::string_view plain_letters(UChar32 letter)
{
    switch (letter) {
    case 0x00E6: return "ae"; // ae ligature
    case 0x00F0: return "d";  // eth
    case 0x00F8: return "o";  // o with stroke
    case 0x00FE: return "th"; // thorn
    case 0x0111: return "d";  // d with stroke
    case 0x0127: return "h";  // h with stroke
    case 0x0131: return "i";  // dotless i
    case 0x0142: return "l";  // l with stroke
    case 0x0153: return "oe"; // oe ligature
    case 0x0167: return "t";  // t with stroke
    default: return {};
    }
}

constexpr UChar32 cyrillic_ye = 0x0435;
constexpr UChar32 diaeresis = 0x0308;

bool is_mark(UChar32 c) { return (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0; }

// Everything but what is said of white space: each such character becomes a space, and runs of them stay.
std::string fold_with_icu(std::string_view utf8)
{
    static auto const& nfkd = normalizer(icu::Normalizer2::getNFKDInstance);
    static auto const& nfc = normalizer(icu::Normalizer2::getNFCInstance);

    auto text = icu::UnicodeString::fromUTF8({ utf8.data(), static_cast<int32_t>(utf8.size()) });
    text = normalize(nfkd, text);
    text = normalize(nfkd, text.foldCase()); // folding may bring letters that can be taken apart again

    icu::UnicodeString plain;
    UChar32 base = 0;
    auto loses_all_marks = false;
    for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
        auto const c = text.char32At(at);
        if (is_mark(c)) {
            if (!loses_all_marks && !(base == cyrillic_ye && c == diaeresis))
                plain.append(c);
            continue;
        }
        base = c;
        auto status = U_ZERO_ERROR;
        auto const script = uscript_getScript(c, &status);
        loses_all_marks = script == USCRIPT_LATIN || script == USCRIPT_GREEK;
        if (u_isUWhiteSpace(c))
            plain.append(u' ');
        else if (auto const letters = plain_letters(c); !letters.empty())
            plain.append(icu::UnicodeString::fromUTF8({ letters.data(), static_cast<int32_t>(letters.size()) }));
        else
            plain.append(c);
    }
    std::string folded;
    return normalize(nfc, plain).toUTF8String(folded);
}

// The letters of Latin up to U+02FF and of Cyrillic stand for themselves whatever is beside them, as long as no mark
// is: for a text of such letters alone the answer is put together from theirs.
class LetterTable {
public:
    LetterTable()
    {
        for (char32_t c = 0; c < m_folded.size(); ++c) {
            auto const is_mark_or_greek = c >= 0x0300 && c < 0x0400;
            if (is_mark_or_greek || is_mark(static_cast<UChar32>(c)))
                continue;
            std::string letter;
            append_utf8(letter, c);
            auto folded = fold_with_icu(letter);
            // A lone accent becomes a space with a mark, which is not for this table.
            if (folded == " " || folded.find(' ') == std::string::npos)
                m_folded[c] = std::move(folded);
        }
    }

    // Null when the letter is not in the table.
    [[nodiscard]] std::string const* find(char32_t c) const
    {
        return c < m_folded.size() && !m_folded[c].empty() ? &m_folded[c] : nullptr;
    }

private:
    std::array<std::string, 0x0530> m_folded;
};

bool fold_by_table(std::string_view utf8, std::string& folded)
{
    static LetterTable const table;
    for (std::size_t offset = 0; offset < utf8.size();) {
        auto const* letter = table.find(next_code_point(utf8, offset));
        if (!letter)
            return false;
        folded += *letter;
    }
    return true;
}

std::string fold_untrimmed(std::string_view utf8)
{
    std::string folded;
    folded.reserve(utf8.size());
    return fold_by_table(utf8, folded) ? folded : fold_with_icu(utf8);
}

// Appends, but for a space that would be the first or follow another.
void append_squeezed(std::string& out, std::string_view folded)
{
    for (auto c : folded) {
        if (c != ' ' || (!out.empty() && out.back() != ' '))
            out += c;
    }
}

bool is_ascii(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char fold_ascii(char c)
{
    if (c >= 'A' && c <= 'Z')
        return static_cast<char>(c + ('a' - 'A'));
    return c >= '\t' && c <= '\r' ? ' ' : c;
}

}

std::string fold(std::string_view utf8)
{
    std::string folded;
    folded.reserve(utf8.size());
    if (is_ascii(utf8)) {
        for (auto c : utf8) {
            auto const plain = fold_ascii(c);
            if (plain != ' ' || (!folded.empty() && folded.back() != ' '))
                folded += plain;
        }
    } else {
        append_squeezed(folded, fold_untrimmed(utf8));
    }
    if (folded.ends_with(' '))
        folded.pop_back();
    return folded;
}

namespace {

// Where a piece of the original text, which folds by itself, begins in both texts.
struct Joint {
    std::size_t folded;
    std::size_t original;
};

struct FoldedText {
    std::string text;
    std::vector<Joint> joints; // the last one is the end of both
};

FoldedText fold_with_joints(std::string_view text)
{
    static auto const& nfkc = normalizer(icu::Normalizer2::getNFKCInstance);
    FoldedText result;
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = begin;
        next_code_point(text, end);
        for (auto next = end; end < text.size(); end = next) {
            auto const c = static_cast<UChar32>(next_code_point(text, next));
            if (nfkc.hasBoundaryBefore(c) && !is_mark(c))
                break;
        }
        result.joints.push_back({ result.text.size(), begin });
        append_squeezed(result.text, fold_untrimmed(text.substr(begin, end - begin)));
        begin = end;
    }
    result.joints.push_back({ result.text.size(), text.size() });
    return result;
}

}

std::vector<TextRange> find_folded(std::string_view text, std::string_view folded_needle)
{
    std::vector<TextRange> ranges;
    if (folded_needle.empty())
        return ranges;
    auto const folded = fold_with_joints(text);
    for (auto at = folded.text.find(folded_needle); at != std::string::npos;
         at = folded.text.find(folded_needle, at + folded_needle.size())) {
        auto const end = at + folded_needle.size();
        // The last piece that begins at or before the match, and the first that begins at or after its end.
        auto const after = std::ranges::upper_bound(folded.joints, at, {}, &Joint::folded);
        auto const until = std::ranges::lower_bound(folded.joints, end, {}, &Joint::folded);
        TextRange const range { std::prev(after)->original, until->original };
        // Two matches may share a letter that folds to several.
        if (!ranges.empty() && range.begin < ranges.back().end)
            ranges.back().end = range.end;
        else
            ranges.push_back(range);
    }
    return ranges;
}

std::vector<std::string> words_of(std::string_view folded)
{
    std::vector<std::string> words;
    auto is_inside = false;
    for (std::size_t offset = 0; offset < folded.size();) {
        auto const begin = offset;
        auto const c = static_cast<UChar32>(next_code_point(folded, offset));
        auto const belongs = u_isalnum(c) || (is_inside && is_mark(c));
        if (belongs) {
            if (!is_inside)
                words.emplace_back();
            words.back() += folded.substr(begin, offset - begin);
        }
        is_inside = belongs;
    }
    return words;
}

namespace {

std::u32string code_points_of(std::string_view utf8)
{
    std::u32string code_points;
    code_points.reserve(utf8.size());
    for (std::size_t offset = 0; offset < utf8.size();)
        code_points += next_code_point(utf8, offset);
    return code_points;
}

}

int edit_distance(std::string_view first, std::string_view second, int at_most)
{
    auto const a = code_points_of(first);
    auto const b = code_points_of(second);
    auto const longer = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    if (at_most < 0 || longer > static_cast<std::size_t>(at_most))
        return at_most + 1;

    std::vector<int> before(b.size() + 1); // two letters of `a` ago
    std::vector<int> above(b.size() + 1);
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before.swap(above);
        above.swap(row);
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({ above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1) });
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        if (*std::ranges::min_element(row) > at_most)
            return at_most + 1;
    }
    return std::min(row.back(), at_most + 1);
}

}
