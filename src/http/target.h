#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor::http {

// What a request asks for, taken apart. Everything is decoded and valid UTF-8 without NUL.
struct Target {
    std::string path;                                       // "/api/v1/deals"; "*" for OPTIONS of the whole server
    std::vector<std::pair<std::string, std::string>> query; // in order; + is a space
};

// The target of a request line, also in the form with scheme and host that proxies send. Nothing when it is broken.
// An encoded slash (%2F) becomes an ordinary one, so that all of the server sees one and the same path.
std::optional<Target> parse_target(std::string_view target);

enum class Plus { stays, is_space };
// Nothing when a percent sign is not followed by two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text, Plus);
// What RFC 3986 leaves plain stays; everything else is encoded.
std::string percent_encode(std::string_view text);

}
