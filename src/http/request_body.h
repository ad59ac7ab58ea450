#pragma once

#include "http/request_parser.h"
#include "http/spool_file.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kontor::http {

// Where the body of one request goes: into memory, to a file by way of memory, or nowhere. Counts what it holds in
// memory in a number that all connections share.
class RequestBody final : public BodyTarget {
public:
    enum class Place { memory, file, nowhere };

    explicit RequestBody(std::atomic<std::size_t>& bytes_in_memory) : m_shared_count(bytes_in_memory) { }
    ~RequestBody() override { forget(); }

    void begin(Place place);
    void append(std::string_view piece) override;
    void forget(); // empty again; the file is deleted unless somebody moved it

    [[nodiscard]] std::uint64_t size() const { return m_size; }
    std::string take_text(); // still counted until forget()

    // For files, on a thread that may wait for the disk:
    [[nodiscard]] bool should_write() const { return m_place == Place::file && m_held.size() >= 64 * 1024; }
    void write(std::string const& spool_folder);  // what is held; makes the file at the first time
    void finish(std::string const& spool_folder); // the last of it
    [[nodiscard]] std::string const& path() const { return m_file->path(); }

private:
    void count(std::size_t bytes);

    std::atomic<std::size_t>& m_shared_count;
    Place m_place = Place::nowhere;
    std::uint64_t m_size = 0;
    std::size_t m_counted = 0;
    std::string m_held;
    std::optional<SpoolFile> m_file;
};

}
