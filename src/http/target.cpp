#include "http/target.h"

#include "base/utf8.h"

#include <algorithm>

namespace kontor::http {

namespace {

int hexadecimal(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

std::optional<std::string> decode_sound_text(std::string_view text, Plus plus)
{
    auto decoded = percent_decode(text, plus);
    if (!decoded || decoded->find('\0') != std::string::npos || find_bad_utf8(*decoded))
        return {};
    return decoded;
}

// "http://host:port/path" is only another way to write "/path"; RFC 9112 wants servers to take it.
std::string_view without_origin(std::string_view target)
{
    auto const scheme_end = target.find("://");
    if (scheme_end == std::string_view::npos || target.starts_with('/'))
        return target;
    auto const scheme = target.substr(0, scheme_end);
    if (scheme != "http" && scheme != "https")
        return target;
    auto const rest = target.substr(scheme_end + 3);
    auto const path_start = rest.find_first_of("/?");
    return path_start == std::string_view::npos ? std::string_view { "/" } : rest.substr(path_start);
}

bool read_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& query)
{
    while (!text.empty()) {
        auto const pair_end = std::min(text.find('&'), text.size());
        auto const pair = text.substr(0, pair_end);
        text.remove_prefix(std::min(pair_end + 1, text.size()));
        if (pair.empty())
            continue;
        auto const equals = std::min(pair.find('='), pair.size());
        auto name = decode_sound_text(pair.substr(0, equals), Plus::is_space);
        auto value = decode_sound_text(pair.substr(std::min(equals + 1, pair.size())), Plus::is_space);
        if (!name || !value)
            return false;
        query.emplace_back(std::move(*name), std::move(*value));
    }
    return true;
}

}

std::optional<Target> parse_target(std::string_view target)
{
    if (target == "*")
        return Target { "*", {} };
    if (target.empty() || target.front() == '?' || target.find('#') != std::string_view::npos)
        return {};
    target = without_origin(target);
    auto const path_end = std::min(target.find('?'), target.size());
    auto path = decode_sound_text(path_end == 0 ? std::string_view { "/" } : target.substr(0, path_end), Plus::stays);
    if (!path || !path->starts_with('/'))
        return {};
    Target parsed { std::move(*path), {} };
    if (path_end < target.size() && !read_query(target.substr(path_end + 1), parsed.query))
        return {};
    return parsed;
}

std::optional<std::string> percent_decode(std::string_view text, Plus plus)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus == Plus::is_space) {
            decoded += ' ';
        } else if (text[at] != '%') {
            decoded += text[at];
        } else {
            auto const high = at + 2 < text.size() ? hexadecimal(text[at + 1]) : -1;
            auto const low = at + 2 < text.size() ? hexadecimal(text[at + 2]) : -1;
            if (high < 0 || low < 0)
                return {};
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    return decoded;
}

std::string percent_encode(std::string_view text)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    auto encoded = std::string {};
    for (auto const c : text) {
        auto const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '.' || c == '_' || c == '~';
        if (is_plain) {
            encoded += c;
            continue;
        }
        auto const byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4U];
        encoded += digits[byte & 15U];
    }
    return encoded;
}

}
