#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

// Texts in quotes as filters (API.md 4.1) and formulas write them: "O\"Neil", 'O"Neil', "\u00e9".
namespace kontor {

struct QuotedText {
    std::string text; // without quotes and escapes
    std::size_t end;  // the byte after the closing quote
};
struct QuotedFault {
    std::string message;
    std::size_t begin; // the bytes that are wrong
    std::size_t end;
};

// Reads the text whose opening quote, " or ', stands at `begin`. The source must be valid UTF-8.
std::variant<QuotedText, QuotedFault> read_quoted_text(std::string_view source, std::size_t begin);

}
