#pragma once

#include <string>

namespace kontor::jobs {

// Says to other processes on the same data folder that this one lives and may be running jobs. The system takes the
// claim back when the process ends, however it ends.
class Holders {
public:
    Holders() = default;
    ~Holders();
    Holders(Holders const&) = delete;
    Holders& operator=(Holders const&) = delete;

    // True when nobody else lived when this one came: whatever a job says of its holder is of the dead. Asked again it
    // says no.
    bool join(std::string const& data_folder);

private:
    int m_file = -1;
};

}
