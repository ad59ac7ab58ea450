#pragma once

#include "http/message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace kontor::http {

// Where the bytes of a body go as they arrive.
class BodyTarget {
public:
    virtual ~BodyTarget() = default;
    virtual void append(std::string_view piece) = 0;
};

// Makes requests out of bytes, one after the other on one connection. Knows HTTP/1.0 and 1.1 (RFC 9112) and is strict
// wherever two readers could understand a message differently: bare line feeds, folded lines, two lengths, two hosts.
class RequestParser {
public:
    struct Limits {
        std::size_t line;
        std::size_t header;
        std::size_t header_count;
    };

    explicit RequestParser(Limits);
    ~RequestParser();

    RequestParser(RequestParser const&) = delete;
    RequestParser& operator=(RequestParser const&) = delete;

    enum class Outcome {
        needs_more,
        complete,
        malformed, // why() says what is wrong
        line_too_long,
        headers_too_large,
        body_too_large,
        unsupported_encoding, // a transfer encoding other than chunked
    };
    struct Step {
        Outcome outcome;
        std::size_t used; // bytes that the caller may forget
    };

    // A new request begins; its line and headers will be written into `request`, its path and query are left alone.
    void begin(Request& request);
    // `bytes` are those not used so far, and always more than the last time.
    Step read_header(std::string_view bytes);

    // After the header:
    [[nodiscard]] bool keeps_alive() const;
    [[nodiscard]] bool is_http_1_1() const;
    [[nodiscard]] bool expects_continue() const;
    [[nodiscard]] bool has_body() const;
    [[nodiscard]] std::optional<std::uint64_t> content_length() const; // nothing for chunked bodies
    void limit_body(std::uint64_t bytes);                              // before the first byte of the body
    Step read_body(std::string_view bytes, BodyTarget&);

    [[nodiscard]] std::string_view why() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}
