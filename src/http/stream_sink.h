#pragma once

#include "http/gzip.h"
#include "http/message.h"
#include "http/sending.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kontor::http {

// Sends an answer that is written piece by piece, from the thread that writes it. Small pieces are gathered, and
// nothing leaves before there is enough of them: a handler that fails early can still be answered with a problem.
class StreamSink final : public BodySink {
public:
    enum class Form { chunked, until_close }; // the second for HTTP/1.0
    enum class Packing { none, gzip };

    StreamSink(int socket, std::string head, Form, Packing, std::chrono::milliseconds stall);

    bool write(std::string_view piece) override;
    bool finish(); // sends the rest and the last chunk; false when the client has gone

    [[nodiscard]] bool has_begun() const { return m_has_begun; }

private:
    bool send(std::string_view end);

    int m_socket;
    std::string m_prefix; // the head at first, then sizes of chunks
    Form m_form;
    std::optional<GzipStream> m_gzip;
    Pace m_pace;
    std::string m_gathered;
    std::chrono::steady_clock::time_point m_last_sent;
    bool m_has_begun = false;
    bool m_is_broken = false;
};

}
