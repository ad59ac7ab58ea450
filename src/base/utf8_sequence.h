#pragma once

#include <cstddef>
#include <string_view>

namespace kontor {

constexpr unsigned char byte_at(std::string_view text, std::size_t offset)
{
    return static_cast<unsigned char>(text[offset]);
}

constexpr bool is_continuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// What stands at `offset`: `length` bytes that are one code point, or are broken, or are the beginning of one that the
// end of the text cuts off. Broken means the longest beginning of a code point, as the Unicode standard (3.9, D93b)
// advises.
struct Utf8Sequence {
    enum State { whole, broken, cut } state;
    std::size_t length;
};

inline Utf8Sequence sequence_at(std::string_view text, std::size_t offset)
{
    auto const lead = byte_at(text, offset);
    if (lead < 0x80)
        return { Utf8Sequence::whole, 1 };
    if (lead < 0xC2 || lead > 0xF4)
        return { Utf8Sequence::broken, 1 };
    std::size_t const length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    // Shortest form only, no surrogates, nothing above U+10FFFF: all are visible in the second byte.
    unsigned char const lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char const highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < length; ++i) {
        if (offset + i == text.size())
            return { Utf8Sequence::cut, i };
        auto const byte = byte_at(text, offset + i);
        if (i == 1 ? byte < lowest || byte > highest : !is_continuation(byte))
            return { Utf8Sequence::broken, i };
    }
    return { Utf8Sequence::whole, length };
}

}
