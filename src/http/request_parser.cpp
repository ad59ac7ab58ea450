// Beast 1.81 asserts more than it may when a last chunk arrives byte by byte (mended upstream in boostorg/beast#2861).
// The code after that assertion is right, and without this line anybody could end a debug build from outside.
#define BOOST_DISABLE_ASSERTS

#include "http/request_parser.h"

#include "base/utf8.h"
#include "http/ascii.h"

#include <boost/beast/http/basic_parser.hpp>

#include <algorithm>

namespace kontor::http {

namespace {

namespace beast = boost::beast;
using beast::http::error;

// How much framing (sizes and extensions of chunks, trailers) a body may have: enough for chunks of one byte.
constexpr std::uint64_t framing_allowance = 64 * 1024;
constexpr std::uint64_t framing_per_byte = 16;
constexpr std::size_t longest_framing = 8 * 1024;

// Header values are bytes, but everything behind the server is UTF-8. What is not is read as Latin-1, as of old.
std::string to_utf8(beast::string_view value)
{
    std::string_view const bytes { value.data(), value.size() };
    if (!find_bad_utf8(bytes))
        return std::string { bytes };
    std::string text;
    for (char const byte : bytes)
        append_utf8(text, static_cast<unsigned char>(byte));
    return text;
}

}

// Beast calls the functions below as it understands the message.
struct MessageParser final : beast::http::basic_parser<true> {
    Request& request;
    BodyTarget* target = nullptr;
    std::size_t header_count_limit;
    std::uint64_t body_size = 0;
    std::size_t host_count = 0;
    bool is_http_1_1 = false;
    bool expects_continue = false;
    bool has_transfer_encoding = false;
    bool has_plain_chunks = true;

    MessageParser(Request& into, std::size_t count_limit) : request(into), header_count_limit(count_limit) { }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target_text, int version,
        beast::error_code&) override
    {
        request.method.assign(method.data(), method.size());
        request.target.assign(target_text.data(), target_text.size());
        is_http_1_1 = version == 11;
    }

    void on_field_impl(
        beast::http::field field, beast::string_view name, beast::string_view value, beast::error_code& ec) override
    {
        if (is_header_done())
            return; // trailers: nobody here reads them
        if (request.headers.size() >= header_count_limit) {
            ec = error::header_limit;
            return;
        }
        auto& [key, text] = request.headers.emplace_back(std::string { name.data(), name.size() }, to_utf8(value));
        std::ranges::transform(key, key.begin(), lower_ascii);
        if (field == beast::http::field::host) {
            ++host_count;
        } else if (field == beast::http::field::expect) {
            expects_continue = equals_in_any_case(text, "100-continue");
        } else if (field == beast::http::field::transfer_encoding) {
            has_transfer_encoding = true;
            has_plain_chunks = has_plain_chunks && equals_in_any_case(text, "chunked");
        }
    }

    std::size_t on_body_impl(beast::string_view piece, beast::error_code&) override
    {
        body_size += piece.size();
        target->append({ piece.data(), piece.size() });
        return piece.size();
    }

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view piece, beast::error_code& ec) override
    {
        return on_body_impl(piece, ec);
    }

    void on_response_impl(int, beast::string_view, int, beast::error_code&) override { }
    void on_header_impl(beast::error_code&) override { }
    void on_body_init_impl(boost::optional<std::uint64_t> const&, beast::error_code&) override { }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code&) override { }
    void on_finish_impl(beast::error_code&) override { }
};

struct RequestParser::State {
    // How far the search for the end of the header has come.
    struct Search {
        std::size_t line_start = 0;
        std::size_t scanned = 0;
        std::size_t first_line_end = 0; // just behind its line feed; 0 as long as it is unknown
        std::size_t line_count = 0;
    };

    Limits limits;
    Request* request = nullptr;
    std::optional<MessageParser> parser;
    std::string_view why;
    Search search;
    std::uint64_t wire_size = 0; // bytes of the body with its framing

    Step fail(std::string_view reason)
    {
        why = reason;
        return { Outcome::malformed, 0 };
    }
    Step fail(beast::error_code const&);
    Step look_for_end(std::string_view bytes);
    Step look_at_line(std::string_view line);
    Step parse_header(std::string_view header);
};

RequestParser::RequestParser(Limits limits) : m_state(std::make_unique<State>()) { m_state->limits = limits; }

RequestParser::~RequestParser() = default;

void RequestParser::begin(Request& request)
{
    m_state->request = &request;
    m_state->parser.reset();
    m_state->search = {};
    m_state->wire_size = 0;
}

RequestParser::Step RequestParser::read_header(std::string_view bytes)
{
    auto& state = *m_state;
    std::size_t skipped = 0;
    if (state.search.scanned == 0) {
        // Some clients send an empty line after a body; RFC 9112 2.2 wants it overlooked.
        while (bytes.substr(skipped).starts_with("\r\n"))
            skipped += 2;
        bytes.remove_prefix(skipped);
        if (bytes == "\r")
            return { Outcome::needs_more, skipped };
    }
    auto step = state.look_for_end(bytes);
    if (step.outcome == Outcome::complete)
        step = state.parse_header(bytes.substr(0, step.used));
    step.used += skipped;
    return step;
}

// Goes through the lines before Beast does: its limits know no difference between the request line and the headers,
// and it lets pass folded lines, which RFC 9112 5.2 tells a server to refuse.
RequestParser::Step RequestParser::State::look_for_end(std::string_view bytes)
{
    auto& [line_start, scanned, first_line_end, line_count] = search;
    for (;;) {
        auto const line_feed = bytes.find('\n', scanned);
        auto const line_end = line_feed == std::string_view::npos ? bytes.size() : line_feed + 1;
        if (first_line_end == 0 ? line_end > limits.line : line_end - first_line_end > limits.header)
            return { first_line_end == 0 ? Outcome::line_too_long : Outcome::headers_too_large, 0 };
        auto const line = bytes.substr(line_start, line_end - line_start);
        // A TLS greeting, say, is not worth waiting for its end.
        if (line_count == 0 && !line.empty() && !(lower_ascii(line.front()) >= 'a' && lower_ascii(line.front()) <= 'z'))
            return fail("The request line does not begin with a method.");
        scanned = line_end;
        if (line_feed == std::string_view::npos)
            return { Outcome::needs_more, 0 };
        if (line == "\r\n")
            return { Outcome::complete, line_end };
        if (auto const verdict = look_at_line(line); verdict.outcome != Outcome::needs_more)
            return verdict;
        if (++line_count == 1)
            first_line_end = line_end;
        line_start = line_end;
    }
}

RequestParser::Step RequestParser::State::look_at_line(std::string_view line)
{
    if (!line.ends_with("\r\n"))
        return fail("Lines end with carriage return and line feed.");
    if (search.line_count > 0 && (line.front() == ' ' || line.front() == '\t'))
        return fail("A header may not be folded over several lines.");
    if (search.line_count > limits.header_count)
        return { Outcome::headers_too_large, 0 };
    return { Outcome::needs_more, 0 };
}

RequestParser::Step RequestParser::State::parse_header(std::string_view header)
{
    parser.emplace(*request, limits.header_count);
    parser->header_limit(static_cast<std::uint32_t>(header.size() + 1));
    parser->body_limit(boost::none);
    beast::error_code ec;
    auto const used = parser->put(boost::asio::buffer(header.data(), header.size()), ec);
    if (ec == error::header_limit)
        return { Outcome::headers_too_large, 0 };
    if (ec)
        return fail(ec);
    if (used != header.size() || !parser->is_header_done())
        return fail("The header cannot be understood.");
    if (parser->host_count > 1 || (parser->is_http_1_1 && parser->host_count == 0))
        return fail("There must be exactly one Host header.");
    if (parser->has_transfer_encoding && !parser->is_http_1_1)
        return fail("HTTP/1.0 has no transfer encodings.");
    if (parser->has_transfer_encoding && (!parser->has_plain_chunks || !parser->chunked()))
        return { Outcome::unsupported_encoding, 0 };
    return { Outcome::complete, used };
}

RequestParser::Step RequestParser::State::fail(beast::error_code const& ec)
{
    if (ec == error::bad_method || ec == error::bad_target || ec == error::bad_version)
        return fail("The request line cannot be understood.");
    if (ec == error::bad_content_length || ec == error::multiple_content_length || ec == error::bad_transfer_encoding)
        return fail("The length of the body is not clear.");
    if (ec == error::bad_chunk || ec == error::bad_chunk_extension)
        return fail("The chunks of the body cannot be understood.");
    return fail("A header cannot be understood.");
}

bool RequestParser::keeps_alive() const { return m_state->parser->keep_alive(); }
bool RequestParser::is_http_1_1() const { return m_state->parser->is_http_1_1; }
bool RequestParser::expects_continue() const { return m_state->parser->expects_continue; }
bool RequestParser::has_body() const { return !m_state->parser->is_done(); }

std::optional<std::uint64_t> RequestParser::content_length() const
{
    auto const length = m_state->parser->content_length();
    return length ? std::optional { *length } : std::nullopt;
}

void RequestParser::limit_body(std::uint64_t bytes) { m_state->parser->body_limit(bytes); }

RequestParser::Step RequestParser::read_body(std::string_view bytes, BodyTarget& target)
{
    auto& parser = *m_state->parser;
    if (parser.is_done())
        return { Outcome::complete, 0 };
    parser.target = &target;
    parser.eager(true);
    beast::error_code ec;
    auto const used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), ec);
    m_state->wire_size += used;
    if (ec == error::body_limit)
        return { Outcome::body_too_large, used };
    if (ec && ec != error::need_more)
        return m_state->fail(ec);
    if (parser.is_done())
        return { Outcome::complete, used };
    if (bytes.size() - used > longest_framing
        || m_state->wire_size > framing_allowance + framing_per_byte * parser.body_size)
        return m_state->fail("The chunks of the body cannot be understood.");
    return { Outcome::needs_more, used };
}

std::string_view RequestParser::why() const { return m_state->why; }

}
