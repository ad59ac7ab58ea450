#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kontor::http {

// Names one request in answers and logs: 16 characters of Crockford's alphabet, easy to read out. Unique, not secret.
std::string make_request_id();

// W3C Trace Context: the trace that a caller named goes on with a span of our own. Nothing when the header is not
// sound.
std::optional<std::string> continue_trace(std::string_view traceparent);

}
