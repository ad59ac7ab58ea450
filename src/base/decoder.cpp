#include "base/utf8.h"
#include "base/utf8_sequence.h"

#include <array>
#include <utility>

namespace kontor {

namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr char32_t byte_order_mark = 0xFEFF;
constexpr char32_t swapped_byte_order_mark = 0xFFFE;

// Bytes 0x80 to 0xBF as the encodings of the WHATWG have them; 0 where nothing stands.
constexpr std::array<char16_t, 64> windows_1251_table { 0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021,
    0x20AC, 0x2030, 0x0409, 0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408,
    0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1,
    0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457 };

// Bytes 0x80 to 0x9F of Windows-1252, which is what files said to be Latin-1 are written in.
constexpr std::array<char16_t, 32> windows_1252_table { 0x20AC, 0x0000, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x0000, 0x017D, 0x0000, 0x0000, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x0000, 0x017E, 0x0178 };

char32_t code_point_of(unsigned char byte, Encoding encoding)
{
    if (byte < 0x80)
        return byte;
    if (encoding == Encoding::windows_1251)
        return byte < 0xC0 ? windows_1251_table[byte - 0x80] : 0x0410u + (byte - 0xC0u);
    return byte < 0xA0 ? windows_1252_table[byte - 0x80] : byte;
}

// Cyrillic words are runs of bytes from 0xC0 up, while accented Latin letters stand alone between ASCII ones.
bool looks_cyrillic(std::string_view sample)
{
    std::size_t letters = 0;
    std::size_t letters_in_runs = 0;
    std::size_t run = 0;
    auto const end_run = [&] {
        letters += run;
        letters_in_runs += run > 1 ? run : 0;
        run = 0;
    };
    for (std::size_t i = 0; i < sample.size(); ++i) {
        auto const byte = byte_at(sample, i);
        if (byte >= 0xC0 || byte == 0xA8 || byte == 0xB8) // the last two are the letter yo
            ++run;
        else
            end_run();
    }
    end_run();
    return letters_in_runs * 2 > letters;
}

}

Encoding guess_encoding(std::string_view sample)
{
    if (sample.starts_with("\xEF\xBB\xBF"))
        return Encoding::utf8;
    if (sample.starts_with("\xFF\xFE"))
        return Encoding::utf16_little;
    if (sample.starts_with("\xFE\xFF"))
        return Encoding::utf16_big;
    auto const bad = find_bad_utf8(sample);
    // The end of a sample may cut a code point in two.
    if (!bad || sequence_at(sample, *bad).state == Utf8Sequence::cut)
        return Encoding::utf8;
    return looks_cyrillic(sample) ? Encoding::windows_1251 : Encoding::latin1;
}

std::optional<Encoding> encoding_by_name(std::string_view name)
{
    auto const lower = to_lower(name);
    if (lower == "utf-8")
        return Encoding::utf8;
    if (lower == "utf-16" || lower == "utf-16le")
        return Encoding::utf16_little; // the decoder turns round when the byte order mark says so
    if (lower == "utf-16be")
        return Encoding::utf16_big;
    if (lower == "windows-1251")
        return Encoding::windows_1251;
    if (lower == "iso-8859-1")
        return Encoding::latin1;
    return {};
}

std::string_view name_of(Encoding encoding)
{
    switch (encoding) {
    case Encoding::utf8: return "utf-8";
    case Encoding::utf16_little:
    case Encoding::utf16_big: return "utf-16";
    case Encoding::windows_1251: return "windows-1251";
    case Encoding::latin1: return "iso-8859-1";
    }
    return {};
}

namespace {

// Takes code points, drops the byte order mark in front of them and counts the broken ones.
class Sink {
public:
    Sink(std::string& out, bool& started, std::size_t& broken) : m_out(out), m_started(started), m_broken(broken) { }

    void put(char32_t code_point)
    {
        if (std::exchange(m_started, true) || code_point != byte_order_mark)
            append_utf8(m_out, code_point);
    }

    void put_broken()
    {
        put(replacement);
        ++m_broken;
    }

private:
    std::string& m_out;
    bool& m_started;
    std::size_t& m_broken;
};

// Each decoder answers how many bytes it took; the rest is the beginning of a code point.
std::size_t decode_utf8(std::string_view bytes, Sink& sink)
{
    std::size_t offset = 0;
    while (offset < bytes.size()) {
        auto const [state, length] = sequence_at(bytes, offset);
        if (state == Utf8Sequence::cut)
            break;
        if (state == Utf8Sequence::broken) {
            sink.put_broken();
            offset += length;
        } else {
            sink.put(next_code_point(bytes, offset));
        }
    }
    return offset;
}

char16_t unit_at(std::string_view bytes, std::size_t offset, bool little)
{
    auto const first = byte_at(bytes, offset);
    auto const second = byte_at(bytes, offset + 1);
    return static_cast<char16_t>(little ? first | second << 8 : first << 8 | second);
}

bool is_high_surrogate(char16_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low_surrogate(char16_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::size_t decode_utf16(std::string_view bytes, bool little, Sink& sink)
{
    std::size_t offset = 0;
    while (bytes.size() - offset >= 2) {
        auto const unit = unit_at(bytes, offset, little);
        if (is_high_surrogate(unit)) {
            if (bytes.size() - offset < 4)
                break;
            auto const low = unit_at(bytes, offset + 2, little);
            if (is_low_surrogate(low)) {
                sink.put(0x1'0000u + (static_cast<char32_t>(unit - 0xD800) << 10) + (low - 0xDC00u));
                offset += 4;
                continue;
            }
        }
        if (is_high_surrogate(unit) || is_low_surrogate(unit))
            sink.put_broken();
        else
            sink.put(unit);
        offset += 2;
    }
    return offset;
}

}

Decoder::Decoder(Encoding encoding) : m_encoding(encoding) { }

void Decoder::decode(std::string_view bytes, std::string& utf8)
{
    utf8.reserve(utf8.size() + bytes.size());
    auto sink = Sink { utf8, m_started, m_broken };
    if (m_encoding == Encoding::windows_1251 || m_encoding == Encoding::latin1) {
        for (auto c : bytes) {
            auto const code_point = code_point_of(static_cast<unsigned char>(c), m_encoding);
            if (code_point == 0 && c != 0)
                sink.put_broken();
            else
                sink.put(code_point);
        }
        return;
    }

    std::string joined;
    if (!m_rest.empty()) {
        joined = std::exchange(m_rest, {});
        joined += bytes;
        bytes = joined;
    }
    if (m_encoding == Encoding::utf8) {
        bytes.remove_prefix(decode_utf8(bytes, sink));
    } else {
        // "UTF-16" alone does not say which half comes first, so the mark may say that it is the other way round.
        auto is_little = m_encoding == Encoding::utf16_little;
        if (!m_started && bytes.size() >= 2 && unit_at(bytes, 0, is_little) == swapped_byte_order_mark) {
            is_little = !is_little;
            m_encoding = is_little ? Encoding::utf16_little : Encoding::utf16_big;
        }
        bytes.remove_prefix(decode_utf16(bytes, is_little, sink));
    }
    m_rest = bytes;
}

void Decoder::finish(std::string& utf8)
{
    if (!m_rest.empty())
        Sink { utf8, m_started, m_broken }.put_broken();
    m_rest.clear();
}

}
