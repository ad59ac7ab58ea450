#include "http/spool_file.h"

#include "base/problem.h"
#include "http/request_identity.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace kontor::http {

namespace {

[[noreturn]] void fail(char const* what)
{
    auto const fault = errno;
    if (fault == ENOSPC || fault == EDQUOT)
        throw Problem::disk_full();
    throw std::system_error { fault, std::generic_category(), what };
}

}

SpoolFile::SpoolFile(std::string const& folder)
    : m_path(folder + "/upload-" + make_request_id())
    , m_file(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600))
{
    if (m_file < 0)
        fail("An upload cannot be kept in the spool folder");
}

SpoolFile::~SpoolFile()
{
    close();
    ::unlink(m_path.c_str());
}

void SpoolFile::append(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const written = ::write(m_file, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            fail("An upload cannot be written");
    }
}

void SpoolFile::close()
{
    if (m_file >= 0)
        ::close(m_file);
    m_file = -1;
}

}
