#pragma once

#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include <stdlib.h>

namespace kontor::test {

// A folder of one test, gone with it.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "kontor-test-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error { "no temporary folder" };
        m_path = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return m_path; }
    [[nodiscard]] std::size_t file_count() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator { m_path }, {}));
    }

private:
    std::filesystem::path m_path;
};

}
