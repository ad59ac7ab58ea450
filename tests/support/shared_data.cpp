#include "tests/support/shared_data.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace kontor::test {

namespace fs = std::filesystem;

namespace {

bool is_repository_root(fs::path const& folder)
{
    return fs::exists(folder / "CMakeLists.txt") && fs::exists(folder / "src" / "base");
}

}

std::optional<fs::path> repository_root()
{
    std::error_code no_such_link;
    for (auto const& start : { fs::current_path(), fs::read_symlink("/proc/self/exe", no_such_link) }) {
        for (auto folder = start; folder.has_relative_path(); folder = folder.parent_path()) {
            if (is_repository_root(folder))
                return folder;
        }
    }
    return {};
}

std::optional<fs::path> shared_data(std::string const& folder)
{
    std::optional<fs::path> all;
    if (auto const* variable = std::getenv("KONTOR_SHARED_DATA"))
        all = variable;
    else if (auto const root = repository_root())
        all = root->parent_path() / "shared" / "data";
    if (!all || !fs::is_directory(*all / folder))
        return {};
    return *all / folder;
}

std::vector<fs::path> files_ending(fs::path const& folder, std::string const& ending)
{
    std::vector<fs::path> files;
    for (auto const& entry : fs::directory_iterator(folder)) {
        if (entry.path().filename().string().ends_with(ending))
            files.push_back(entry.path());
    }
    if (files.empty())
        throw std::runtime_error("No file in " + folder.string() + " ends with " + ending + ".");
    std::ranges::sort(files);
    return files;
}

std::string read_file(fs::path const& path)
{
    auto file = std::ifstream { path, std::ios::binary };
    if (!file)
        throw std::runtime_error("Cannot read " + path.string() + ".");
    return { std::istreambuf_iterator<char> { file }, {} };
}

}
