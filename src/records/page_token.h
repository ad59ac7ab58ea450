#pragma once

#include "base/id.h"
#include "db/database.h"

#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// Where a page ended: the last row's values in the list's order. Opaque, signed over the reader and the question, and
// refused for any other (API.md 3.1). It grants nothing.
struct PageToken {
    std::vector<db::Value> keys;
    Id id;
    std::int64_t offset = 0; // lists in the order of a search
};

std::string seal_page_token(PageToken const&, std::string_view secret, std::string_view question);
// Throws Problem page_token_invalid or page_token_mismatch.
PageToken open_page_token(std::string_view text, std::string_view secret, std::string_view question);

}
