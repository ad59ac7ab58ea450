#pragma once

#include <string>
#include <string_view>

namespace kontor::http {

// A new file for a body that is too large for memory. Deleted with this object unless somebody moved it elsewhere.
class SpoolFile {
public:
    explicit SpoolFile(std::string const& folder); // throws Problem when the disk is full, else std::system_error
    ~SpoolFile();
    SpoolFile(SpoolFile const&) = delete;
    SpoolFile& operator=(SpoolFile const&) = delete;

    void append(std::string_view bytes); // throws the same
    void close();                        // all bytes are with the system; whoever keeps the file syncs it
    [[nodiscard]] std::string const& path() const { return m_path; }

private:
    std::string m_path;
    int m_file = -1;
};

}
