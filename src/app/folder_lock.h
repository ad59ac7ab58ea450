#pragma once

#include <filesystem>

namespace kontor {

// A data folder belongs to one server at a time; commands work beside it. Held until the end, also a violent one.
class FolderLock {
public:
    // Throws db::CannotOpen when another server has the folder.
    explicit FolderLock(std::filesystem::path const& folder);
    ~FolderLock();
    FolderLock(FolderLock const&) = delete;
    FolderLock& operator=(FolderLock const&) = delete;

private:
    int m_file;
};

}
