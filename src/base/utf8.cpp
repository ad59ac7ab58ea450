#include "base/utf8.h"

#include "base/utf8_sequence.h"

#include <cstdint>
#include <cstring>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>

namespace kontor {

namespace {

bool has_eight_ascii(char const* bytes)
{
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return (word & 0x8080'8080'8080'8080) == 0;
}

}

std::optional<std::size_t> find_bad_utf8(std::string_view text)
{
    std::size_t offset = 0;
    while (offset < text.size()) {
        if (text.size() - offset >= 8 && has_eight_ascii(text.data() + offset)) {
            offset += 8;
            continue;
        }
        auto const [state, length] = sequence_at(text, offset);
        if (state != Utf8Sequence::whole)
            return offset;
        offset += length;
    }
    return {};
}

std::size_t count_code_points(std::string_view utf8)
{
    std::size_t count = 0;
    for (auto c : utf8)
        count += !is_continuation(static_cast<unsigned char>(c));
    return count;
}

void append_utf8(std::string& out, char32_t code_point)
{
    auto const append = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (code_point < 0x80) {
        append(code_point);
    } else if (code_point < 0x800) {
        append(0xC0 | code_point >> 6);
        append(0x80 | (code_point & 0x3F));
    } else if (code_point < 0x1'0000) {
        append(0xE0 | code_point >> 12);
        append(0x80 | (code_point >> 6 & 0x3F));
        append(0x80 | (code_point & 0x3F));
    } else {
        append(0xF0 | code_point >> 18);
        append(0x80 | (code_point >> 12 & 0x3F));
        append(0x80 | (code_point >> 6 & 0x3F));
        append(0x80 | (code_point & 0x3F));
    }
}

char32_t next_code_point(std::string_view utf8, std::size_t& offset)
{
    char32_t const lead = byte_at(utf8, offset++);
    if (lead < 0x80)
        return lead;
    auto const following = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    auto code_point = lead & (0x3Fu >> following);
    for (auto i = 0; i < following && offset < utf8.size(); ++i)
        code_point = code_point << 6 | (byte_at(utf8, offset++) & 0x3F);
    return code_point;
}

bool has_control_characters(std::string_view utf8, LineBreaks line_breaks)
{
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        auto const byte = byte_at(utf8, i);
        if (byte < 0x20 || byte == 0x7F) {
            if (line_breaks == LineBreaks::refused || (byte != '\t' && byte != '\n' && byte != '\r'))
                return true;
        } else if (byte == 0xC2 && i + 1 < utf8.size() && byte_at(utf8, i + 1) < 0xA0) {
            return true;
        }
    }
    return false;
}

namespace {

bool is_white_space(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}

std::string_view trim(std::string_view utf8)
{
    std::size_t begin = 0;
    while (begin < utf8.size()) {
        auto next = begin;
        if (!is_white_space(next_code_point(utf8, next)))
            break;
        begin = next;
    }
    auto end = utf8.size();
    while (end > begin) {
        auto last = end - 1;
        while (last > begin && is_continuation(byte_at(utf8, last)))
            --last;
        auto offset = last;
        if (!is_white_space(next_code_point(utf8, offset)))
            break;
        end = last;
    }
    return utf8.substr(begin, end - begin);
}

std::string to_lower(std::string_view utf8)
{
    std::string lower;
    lower.reserve(utf8.size());
    for (auto c : utf8) {
        if (static_cast<unsigned char>(c) >= 0x80) {
            lower.clear();
            icu::StringByteSink<std::string> sink { &lower };
            auto status = U_ZERO_ERROR;
            icu::CaseMap::utf8ToLower("", 0, { utf8.data(), static_cast<int32_t>(utf8.size()) }, sink, nullptr, status);
            return lower;
        }
        lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    }
    return lower;
}

}
