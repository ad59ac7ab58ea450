#pragma once

#include "model/filter.h"

#include <string>
#include <string_view>

namespace kontor {

// A word of the filter language (API.md 4.1).
struct FilterToken {
    enum class Kind {
        word, // letters of any script, digits and _: names, AND, null, and what somebody forgot to quote
        number,
        day,
        instant,
        text,
        symbol, // ( ) , . : + - = != < <= > >= and any other single character
        fault,  // what cannot be a token; `text` says why
        end,
    };

    Kind kind;
    std::string_view source;
    SourceSpan span;
    std::string text {}; // of a text: without quotes and escapes

    [[nodiscard]] bool is(std::string_view word_or_symbol) const
    {
        return (kind == Kind::word || kind == Kind::symbol) && source == word_or_symbol;
    }
};

// Reads one token after the other; the longest wins. After an end or a fault comes nothing more, so that an error
// further left can still be told first. The text must be valid UTF-8 and outlive the tokens.
class FilterTokenizer {
public:
    explicit FilterTokenizer(std::string_view text) : m_text(text) { }

    FilterToken read();

private:
    FilterToken read_text();
    FilterToken read_number_or_time();
    FilterToken read_instant(std::size_t end);
    FilterToken make(FilterToken::Kind kind, std::size_t end, std::string text = {});
    void move_to(std::size_t offset);

    std::string_view m_text;
    std::size_t m_offset = 0;
    std::size_t m_column = 1;
};

}
