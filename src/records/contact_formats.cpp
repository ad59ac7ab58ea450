#include "base/ascii.h"
#include "base/utf8.h"
#include "records/body_reader.h"

#include <algorithm>
#include <array>
#include <set>

namespace kontor::records {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_beyond_ascii(char c)
{
    return (static_cast<unsigned char>(c) & 0x80U) != 0;
} // names in other scripts (RFC 6531)

// RFC 5322's atext, with UTF-8.
bool is_atom_character(char c)
{
    return is_letter(c) || is_digit(c) || is_beyond_ascii(c)
        || std::string_view { "!#$%&'*+-/=?^_`{|}~" }.find(c) != std::string_view::npos;
}

bool is_dot_atom(std::string_view text)
{
    if (text.empty() || text.front() == '.' || text.back() == '.' || text.find("..") != std::string_view::npos)
        return false;
    return std::ranges::all_of(text, [](char c) { return c == '.' || is_atom_character(c); });
}

bool is_quoted_string(std::string_view text)
{
    if (text.size() < 3 || text.front() != '"' || text.back() != '"')
        return false;
    auto const inside = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == '"')
            return false;
        if (inside[i] == '\\' && ++i == inside.size())
            return false;
    }
    return true;
}

bool is_label(std::string_view label)
{
    return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-'
        && std::ranges::all_of(
            label, [](char c) { return is_letter(c) || is_digit(c) || c == '-' || is_beyond_ascii(c); });
}

bool is_domain(std::string_view domain)
{
    if (domain.empty() || domain.size() > 253)
        return false;
    for (;;) {
        auto const dot = domain.find('.');
        if (!is_label(domain.substr(0, dot)))
            return false;
        if (dot == std::string_view::npos)
            return true;
        domain.remove_prefix(dot + 1);
    }
}

bool is_ipv4(std::string_view text)
{
    auto parts = 0;
    for (;;) {
        auto const dot = text.find('.');
        auto const part = text.substr(0, dot);
        if (part.empty() || part.size() > 3 || !std::ranges::all_of(part, is_digit)
            || (part.size() == 3 && part > "255"))
            return false;
        ++parts;
        if (dot == std::string_view::npos)
            return parts == 4;
        text.remove_prefix(dot + 1);
    }
}

bool is_host(std::string_view host)
{
    auto const is_bracketed = host.size() > 4 && host.front() == '[' && host.back() == ']';
    if (is_bracketed)
        return host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
    if (host.ends_with('.')) // the root of names may be written
        host.remove_suffix(1);
    return is_domain(host);
}

bool has_white_space(std::string_view text)
{
    if (text.find_first_of(" \t\r\n<>\"") != std::string_view::npos)
        return true;
    return text.find("\xC2\xA0") != std::string_view::npos;
}

}

// RFC 5321: dot-atom or quoted string, then a name or an IPv4 address in brackets; comments and folding are mail
// headers' own.
bool is_email_address(std::string_view text)
{
    auto const at = text.rfind('@');
    if (at == std::string_view::npos || text.size() > 254)
        return false;
    auto const local = text.substr(0, at);
    auto const domain = text.substr(at + 1);
    if (local.size() > 64 || !(is_dot_atom(local) || is_quoted_string(local)))
        return false;
    auto const is_literal = domain.size() > 2 && domain.front() == '[' && domain.back() == ']';
    return is_literal ? is_ipv4(domain.substr(1, domain.size() - 2)) : is_domain(domain);
}

// http, https, or no scheme and something with a dot. Other schemes never reach a page that makes them links.
bool is_web_address(std::string_view text)
{
    if (has_white_space(text))
        return false;
    auto const scheme_end = text.find("://");
    auto const has_scheme = scheme_end != std::string_view::npos
        && text.substr(0, scheme_end).find_first_of("/?#") == std::string_view::npos;
    if (has_scheme) {
        auto const scheme = to_lower(text.substr(0, scheme_end));
        if (scheme != "http" && scheme != "https")
            return false;
        text.remove_prefix(scheme_end + 3);
    }
    auto const authority = text.substr(0, text.find_first_of("/?#"));
    auto const colon = authority.ends_with(']') ? std::string_view::npos : authority.rfind(':');
    auto const host = authority.substr(0, colon);
    if (colon != std::string_view::npos) {
        auto const port = authority.substr(colon + 1);
        if (port.empty() || port.size() > 5 || !std::ranges::all_of(port, is_digit))
            return false;
    }
    return is_host(host) && (has_scheme || host.find('.') != std::string_view::npos);
}

// Digits with the signs that people put between them, and an extension.
bool is_phone_number(std::string_view text)
{
    static constexpr std::array words
        = { std::string_view { "x" }, std::string_view { "ext" }, std::string_view { "доб" } };
    static constexpr std::array signs
        = { std::string_view { "\xC2\xA0" }, std::string_view { "\xE2\x80\xAF" }, // spaces that do not break
              std::string_view { "\xE2\x80\x90" }, std::string_view { "\xE2\x80\x91" },
              std::string_view { "\xE2\x80\x93" } }; // hyphens and dashes
    auto const lower = to_lower(text);
    auto rest = std::string_view { lower };
    auto digits = 0;
    auto skip = [&](auto const& known) {
        auto found = std::ranges::find_if(known, [&](std::string_view word) { return rest.starts_with(word); });
        if (found == known.end())
            return false;
        rest.remove_prefix(found->size());
        return true;
    };
    while (!rest.empty()) {
        if (is_digit(rest.front()))
            ++digits;
        else if (std::string_view { " +-()./" }.find(rest.front()) == std::string_view::npos) {
            if (skip(words) || skip(signs))
                continue;
            return false;
        }
        rest.remove_prefix(1);
    }
    return digits >= 3;
}

}
