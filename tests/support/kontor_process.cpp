#include "tests/support/kontor_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kontor::test {

namespace {

std::string program()
{
    auto const beside = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kontor";
    if (!std::filesystem::exists(beside))
        throw std::runtime_error { "The program is not there: build it first (bin/build kontor)." };
    return beside.string();
}

struct Pipe {
    int reads = -1, writes = -1;
    Pipe()
    {
        auto ends = std::array<int, 2> {};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            throw std::runtime_error { "no pipe" };
        reads = ends[0], writes = ends[1];
    }
    ~Pipe() { close_both(); }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;
    void close_both()
    {
        close_end(reads);
        close_end(writes);
    }
    static void close_end(int& end)
    {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }
};

pid_t start(std::vector<std::string> const& arguments, int input, int output)
{
    auto const path = program();
    auto words = std::vector<char*> { const_cast<char*>(path.c_str()) };
    for (auto const& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    auto const process = ::fork();
    if (process < 0)
        throw std::runtime_error { "no process" };
    if (process == 0) {
        ::dup2(input, STDIN_FILENO);
        ::dup2(output, STDOUT_FILENO);
        ::execv(path.c_str(), words.data());
        ::_exit(127);
    }
    return process;
}

// False at the end, or when nothing comes for a minute.
bool read_some(int from, std::string& into)
{
    auto wanted = pollfd { from, POLLIN, 0 };
    if (::poll(&wanted, 1, 60'000) <= 0)
        return false;
    auto buffer = std::array<char, 4096> {};
    auto const count = ::read(from, buffer.data(), buffer.size());
    if (count <= 0)
        return false;
    into.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

int wait_for_end(pid_t process)
{
    auto status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}

CommandResult run_kontor(std::vector<std::string> const& arguments, std::string const& input)
{
    auto in = Pipe {}, out = Pipe {};
    auto const process = start(arguments, in.reads, out.writes);
    Pipe::close_end(in.reads);
    Pipe::close_end(out.writes);
    if (::write(in.writes, input.data(), input.size()) != static_cast<ssize_t>(input.size()))
        throw std::runtime_error { "the program does not read" };
    Pipe::close_end(in.writes);
    auto result = CommandResult {};
    while (read_some(out.reads, result.output)) { }
    result.exit_code = wait_for_end(process);
    return result;
}

ServingKontor::ServingKontor(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), { "serve", "--listen", "127.0.0.1:0" });
    auto out = Pipe {};
    auto const nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    m_process = start(arguments, nothing, out.writes);
    ::close(nothing);
    m_output = std::exchange(out.reads, -1);
}

ServingKontor::~ServingKontor()
{
    kill();
    ::close(m_output);
}

std::uint16_t ServingKontor::wait_until_ready()
{
    static constexpr std::string_view said = "is ready at http://127.0.0.1:";
    auto text = std::string {};
    for (;;) {
        auto const found = text.find(said);
        if (found != std::string::npos && text.find('\n', found) != std::string::npos)
            return static_cast<std::uint16_t>(std::atoi(text.c_str() + found + said.size()));
        if (!read_some(m_output, text))
            throw std::runtime_error { "the server ended before it was ready" };
    }
}

void ServingKontor::kill()
{
    if (m_process < 0)
        return;
    ::kill(m_process, SIGKILL);
    wait_for_end(std::exchange(m_process, -1));
}

}
