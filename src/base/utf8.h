#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// The offset of the first byte that is not well-formed UTF-8 (RFC 3629), or nothing.
std::optional<std::size_t> find_bad_utf8(std::string_view);
std::size_t count_code_points(std::string_view utf8);
void append_utf8(std::string& out, char32_t code_point);

// Reads one code point at `offset` and moves past it; the text must be valid.
char32_t next_code_point(std::string_view utf8, std::size_t& offset);

// True for C0 and C1 controls and DEL, except tab, line feed and carriage return when `line_breaks` allows them.
enum class LineBreaks { refused, allowed };
bool has_control_characters(std::string_view utf8, LineBreaks);

// The text without white space (Unicode White_Space) at both ends.
std::string_view trim(std::string_view utf8);
std::string to_lower(std::string_view utf8); // full Unicode lower-casing, for e-mail addresses and codes

enum class Encoding { utf8, utf16_little, utf16_big, windows_1251, latin1 };
// By byte order mark, then by validity as UTF-8, then Cyrillic letter statistics for Windows-1251, else Latin-1.
Encoding guess_encoding(std::string_view sample);
std::optional<Encoding> encoding_by_name(std::string_view name); // utf-8 utf-16 windows-1251 iso-8859-1
std::string_view name_of(Encoding);

// Decodes a stream of bytes piece by piece into UTF-8; a byte order mark is dropped. Broken input becomes U+FFFD and is
// counted.
class Decoder {
public:
    explicit Decoder(Encoding);
    void decode(std::string_view bytes, std::string& utf8);
    void finish(std::string& utf8);
    [[nodiscard]] std::size_t broken_count() const { return m_broken; }

private:
    Encoding m_encoding;
    std::string m_rest;
    bool m_started = false;
    std::size_t m_broken = 0;
};

}
