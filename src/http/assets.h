#pragma once

#include "http/message.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kontor::http {

// One file of the page, inside the program. The table is made by embed_assets.mjs from ui/dist when the program is
// built.
struct EmbeddedFile {
    std::string_view path; // "/assets/index-4f3a9c21.js"
    std::string_view content_type;
    std::string_view etag;
    std::string_view identity;
    std::string_view brotli; // this and the next are empty where packing does not pay
    std::string_view gzip;
    bool is_hashed; // the name changes with the content, so it may be kept for ever
};

// Generated.
std::span<EmbeddedFile const> embedded_files();

// Serves the page: its files by their names, and index.html for every path that the page's own router may know.
class Assets {
public:
    explicit Assets(std::span<EmbeddedFile const>); // which must outlive this

    // Nothing when the path is not the page's: below /api and /mcp, or the name of a file that is not there.
    [[nodiscard]] std::optional<Response> answer(Request const&) const; // for GET and HEAD

private:
    std::map<std::string_view, EmbeddedFile const*> m_files;
};

}
