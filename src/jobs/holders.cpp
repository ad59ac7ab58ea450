#include "jobs/holders.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace kontor::jobs {

Holders::~Holders()
{
    if (m_file >= 0)
        ::close(m_file); // and the lock with it
}

bool Holders::join(std::string const& data_folder)
{
    if (m_file >= 0)
        return false;
    m_file = ::open((data_folder + "/jobs.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m_file < 0)
        return false; // then a lease is waited out
    auto const is_alone = ::flock(m_file, LOCK_EX | LOCK_NB) == 0;
    // Everybody alive shares it. Between the two locks another one may come and find itself alone too: it then takes
    // back what is nobody's, as this one does.
    ::flock(m_file, LOCK_SH);
    return is_alone;
}

}
