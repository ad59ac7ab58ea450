#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace kontor::http {

// The gzip form of a whole answer. Empty when it would not be smaller.
std::string gzip(std::string_view bytes);

// The gzip form of an answer that comes in pieces. What is ready is appended to `out`; small pieces wait for the next
// ones.
class GzipStream {
public:
    GzipStream();
    ~GzipStream();
    GzipStream(GzipStream const&) = delete;
    GzipStream& operator=(GzipStream const&) = delete;

    void add(std::string_view piece, std::string& out);
    void finish(std::string& out);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
