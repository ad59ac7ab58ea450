#include "app/folder_lock.h"

#include "db/database.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace kontor {

FolderLock::FolderLock(std::filesystem::path const& folder)
    : m_file(::open((folder / "server.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (m_file < 0)
        throw db::CannotOpen(fmt::format("The data folder {} cannot be written.", folder.string()));
    if (::flock(m_file, LOCK_EX | LOCK_NB) == 0)
        return;
    ::close(m_file);
    throw db::CannotOpen(fmt::format("The data folder {} is held by another server.", folder.string()));
}

FolderLock::~FolderLock() { ::close(m_file); }

}
