#pragma once

#include "http/message.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kontor::http {

// How an answer will travel, which only the server knows.
struct Framing {
    bool is_http_1_1 = true;
    bool keeps_alive = true;
    bool is_packed = false;          // the body is gzip
    bool varies_by_encoding = false; // another client might get it packed or not
    bool is_chunked = false;
    std::optional<std::uint64_t> content_length {};
    std::string_view request_id {};
    std::string_view traceparent {}; // empty: the request had none
};

// Writes status line and headers. The server's own headers win over those of a handler; a control character in a value
// becomes a space and a header with a broken name is dropped, so that no handler can split an answer in two.
void append_head(std::string& out, Response const&, Framing const&);

// "Mon, 23 Nov 2026 09:15:00 GMT"
std::string http_date(std::int64_t seconds_since_1970);

// Answers with these codes never have a body.
[[nodiscard]] constexpr bool is_bodiless(int status) { return status < 200 || status == 204 || status == 304; }

// The first header of that name, whatever its case; empty when absent.
std::string_view find_header(Headers const&, std::string_view lower_case_name);

}
