#pragma once

#include "base/problem.h"
#include "http/message.h"

#include <string_view>

namespace kontor::http {

// The problem as a document (API.md 14), with Retry-After and Allow where it has them.
Response to_response(Problem const&, std::string_view request_id);

}
