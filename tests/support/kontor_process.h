#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

// The program itself, as people start it: the binary that was built beside the tests.
namespace kontor::test {

struct CommandResult {
    int exit_code = 0;
    std::string output; // what it wrote to standard output
};
// Runs `kontor ...` to its end. `input` is its standard input.
CommandResult run_kontor(std::vector<std::string> const& arguments, std::string const& input = {});

// `kontor serve` in a process of its own, on a port of its own. Killed when it goes out of scope.
class ServingKontor {
public:
    // Starts; `arguments` say where the data lies. Does not wait.
    explicit ServingKontor(std::vector<std::string> arguments);
    ~ServingKontor();
    ServingKontor(ServingKontor const&) = delete;
    ServingKontor& operator=(ServingKontor const&) = delete;

    // Waits until it says that it is ready; throws when it ends instead.
    std::uint16_t wait_until_ready();
    [[nodiscard]] pid_t process() const { return m_process; }
    // kill -9, and waits until nothing of it is left.
    void kill();

private:
    pid_t m_process = -1;
    int m_output = -1;
};

}
