#pragma once

#include "api/call.h"

#include <optional>
#include <string>

namespace kontor::api {

struct Rooms;

// Bytes by their SHA-256 in the data folder, two levels deep: files/ab/cdef... Never named by people.
class FileStore {
public:
    explicit FileStore(std::string folder);

    // Takes over a spooled upload (or the bytes of a body); answers the hash and size. The file is synced before this
    // returns.
    struct Stored {
        std::string sha256;
        std::uint64_t size;
    };
    Stored take(std::string const& path_of_spool) const;
    Stored put(std::string_view bytes) const;
    [[nodiscard]] std::string path_of(std::string_view sha256) const;
    [[nodiscard]] std::string const& spool_folder() const { return m_spool; }

private:
    std::string m_folder;
    std::string m_spool;
};

// POST /files?name=, GET /files/{id}, GET /files/{id}/content, POST/GET /{entities}/{id}/files, DELETE .../files/{file}
// (API.md 3.7).
http::Response upload_file(Call const&, Rooms&);
http::Response describe_file(Call const&, Rooms&);
http::Response download_file(Call const&, Rooms&);
http::Response attach_file(Call const&, Rooms&);
http::Response list_files(Call const&, Rooms&);
http::Response detach_file(Call const&, Rooms&);

// The stored path of an upload that the actor may read; 404 otherwise.
std::string readable_file(records::Reading&, FileStore const&, Id file);

}
