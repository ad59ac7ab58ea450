#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kontor::test {

// Real inputs that nobody here wrote; they lie beside the clone and are no part of it. The folder is
// $KONTOR_SHARED_DATA or ../shared/data from the root of the repository; nothing when it is not there.
std::optional<std::filesystem::path> shared_data(std::string const& folder);

// Where the clone lies, from where the test was started, or else from where its program lies: a tree under build/.
std::optional<std::filesystem::path> repository_root();

// The files of a folder whose names end so, sorted by name. Throws when the folder is missing or has none.
std::vector<std::filesystem::path> files_ending(std::filesystem::path const& folder, std::string const& ending);

std::string read_file(std::filesystem::path const&);

}

// Binds `name` to the folder or skips the test with a sentence that says how to bring the data.
#define KONTOR_SHARED_DATA_OR_SKIP(name, folder)                                                                       \
    auto const name##_found = kontor::test::shared_data(folder);                                                       \
    if (!name##_found)                                                                                                 \
        GTEST_SKIP() << "There is no folder \"" << (folder)                                                            \
                     << "\" of real inputs: set KONTOR_SHARED_DATA or put it into ../shared/data.";                    \
    auto const& name = *name##_found
