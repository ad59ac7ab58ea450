#pragma once

#include <stdexcept>
#include <string_view>

namespace kontor {

// A bug: something that no input can reach. Ends the request (never the process) and is logged with its sentence.
class Bug : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

// Stays on in release. Throws Bug when the claim does not hold.
void check(bool claim, std::string_view sentence);

}
