#pragma once

#include <string_view>

namespace kontor::http {

// Whether an Accept-Encoding header (RFC 9110 12.5.3) lets the answer come in this coding: "gzip" or "br".
bool accepts_encoding(std::string_view accept_encoding, std::string_view coding);

// Whether text of this Content-Type becomes smaller by packing. Never true for event streams.
bool is_worth_packing(std::string_view content_type);

}
