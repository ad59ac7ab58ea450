#include "http/request_parser.h"

#include <gtest/gtest.h>

#include <random>

namespace kontor::http {

namespace {

using Outcome = RequestParser::Outcome;

struct Kept final : BodyTarget {
    std::string text;
    void append(std::string_view piece) override { text += piece; }
};

// A parser with what a connection has around it: bytes that were not used are given again, with more.
struct Reader {
    RequestParser parser { { .line = 1'000, .header = 2'000, .header_count = 20 } };
    Request request;
    Kept body;
    std::string bytes;
    bool has_header = false;

    Reader() { parser.begin(request); }

    Outcome feed(std::string_view more)
    {
        bytes += more;
        if (!has_header) {
            auto const step = parser.read_header(bytes);
            bytes.erase(0, step.used);
            if (step.outcome != Outcome::complete)
                return step.outcome;
            has_header = true;
            parser.limit_body(100'000);
        }
        auto const step = parser.read_body(bytes, body);
        bytes.erase(0, step.used);
        return step.outcome;
    }

    Outcome feed_one_by_one(std::string_view text)
    {
        auto outcome = Outcome::needs_more;
        for (std::size_t at = 0; at < text.size() && outcome == Outcome::needs_more; ++at)
            outcome = feed(text.substr(at, 1));
        return outcome;
    }
};

Outcome outcome_of(std::string_view text) { return Reader {}.feed(text); }

constexpr std::string_view get_line = "GET / HTTP/1.1\r\nHost: a\r\n";

}

TEST(request_parser, a_request_is_read_with_lower_case_names_and_values_as_sent)
{
    Reader reader;
    EXPECT_EQ(reader.feed(
                  "PATCH /a?b=%20 HTTP/1.1\r\nHost: crm\r\nX-Mixed-CASE:  Some Value \r\nContent-Length: 2\r\n\r\n{}"),
        Outcome::complete);
    EXPECT_EQ(reader.request.method, "PATCH");
    EXPECT_EQ(reader.request.target, "/a?b=%20");
    EXPECT_EQ(reader.request.header("x-mixed-case"), "Some Value");
    EXPECT_EQ(reader.body.text, "{}");
    EXPECT_TRUE(reader.parser.keeps_alive());
}

TEST(request_parser, it_does_not_matter_how_the_bytes_arrive)
{
    std::string_view const text = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                                  "1\r\na\r\n3;ext=\"v\"\r\nbcd\r\n0\r\nTrailer: t\r\n\r\n";
    Reader reader;
    EXPECT_EQ(reader.feed_one_by_one(text), Outcome::complete);
    EXPECT_EQ(reader.body.text, "abcd");
    EXPECT_EQ(reader.bytes, "");
    EXPECT_EQ(reader.request.headers.size(), 2U) << "trailers are not headers";
}

TEST(request_parser, an_empty_chunked_body_may_come_byte_by_byte)
{
    Reader reader;
    EXPECT_EQ(reader.feed_one_by_one("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        Outcome::complete);
}

TEST(request_parser, what_follows_a_request_is_left_for_the_next)
{
    Reader reader;
    EXPECT_EQ(
        reader.feed("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"),
        Outcome::complete);
    EXPECT_EQ(reader.body.text, "abc");
    EXPECT_EQ(reader.bytes, "GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
    reader.request = {};
    reader.parser.begin(reader.request);
    reader.has_header = false;
    EXPECT_EQ(reader.feed(""), Outcome::complete);
    EXPECT_EQ(reader.request.target, "/2");
}

TEST(request_parser, empty_lines_before_a_request_are_overlooked)
{
    Reader reader;
    EXPECT_EQ(reader.feed_one_by_one("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), Outcome::complete);
    EXPECT_EQ(outcome_of("\r\n\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), Outcome::complete);
}

TEST(request_parser, broken_request_lines_are_refused_at_once)
{
    for (auto const* broken :
        { "\x16\x03\x01", " GET", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.2\r\nHost: a\r\n\r\n",
            "GET / HTTP/2.0\r\nHost: a\r\n\r\n", "GET /\r\nHost: a\r\n\r\n", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
            "G\x01T / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /\x01 HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\n" })
        EXPECT_EQ(outcome_of(broken), Outcome::malformed) << broken;
}

TEST(request_parser, broken_headers_are_refused)
{
    for (auto const* broken :
        { "X: folded\r\n over two lines\r\n", "X : space before the colon\r\n", "no colon\r\n", ": no name\r\n",
            "X: line feed alone\n", "X: a\rb\r\n", "Bad\x01Name: x\r\n", "X: \x01\r\n", "X: a\x7F\r\n" })
        EXPECT_EQ(outcome_of(std::string { get_line } + broken + "\r\n"), Outcome::malformed) << broken;
    EXPECT_EQ(outcome_of(std::string { get_line } + "X: a" + std::string(1, '\0') + "b\r\n\r\n"), Outcome::malformed);
}

// Two readers (a proxy and us) that disagree about where a request ends let one client speak in another's name.
TEST(request_parser, requests_whose_length_is_not_clear_are_refused)
{
    for (auto const* unclear :
        { "Content-Length: 3\r\nContent-Length: 4\r\n", "Content-Length: 3, 4\r\n", "Content-Length: +3\r\n",
            "Content-Length: -3\r\n", "Content-Length: 0x3\r\n", "Content-Length: \r\n", "Content-Length: 3 3\r\n",
            "Content-Length: 18446744073709551616\r\n", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n" })
        EXPECT_EQ(outcome_of(std::string { get_line } + unclear + "\r\nabc"), Outcome::malformed) << unclear;
}

TEST(request_parser, transfer_encodings_other_than_chunked_are_named_as_the_reason)
{
    for (auto const* other : { "gzip", "gzip, chunked", "chunked, gzip", "xchunked", "identity", "chunked;q=1" })
        EXPECT_EQ(outcome_of(std::string { get_line } + "Transfer-Encoding: " + other + "\r\n\r\n0\r\n\r\n"),
            Outcome::unsupported_encoding)
            << other;
    EXPECT_EQ(outcome_of("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), Outcome::malformed);
}

TEST(request_parser, exactly_one_host_is_needed_but_by_old_clients)
{
    EXPECT_EQ(outcome_of("GET / HTTP/1.1\r\n\r\n"), Outcome::malformed);
    EXPECT_EQ(outcome_of("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), Outcome::malformed);
    EXPECT_EQ(outcome_of("GET / HTTP/1.0\r\n\r\n"), Outcome::complete);
}

TEST(request_parser, limits_of_line_headers_and_count_are_exact)
{
    auto const line = [](std::size_t size) { return "GET /" + std::string(size - 16, 'a') + " HTTP/1.1\r\n"; };
    EXPECT_EQ(outcome_of(line(1'000) + "Host: a\r\n\r\n"), Outcome::complete);
    EXPECT_EQ(outcome_of(line(1'001) + "Host: a\r\n\r\n"), Outcome::line_too_long);
    EXPECT_EQ(outcome_of("GET /" + std::string(5'000, 'a')), Outcome::line_too_long) << "without waiting for its end";

    auto const headers = [](std::size_t size) { return "Host: a\r\nX: " + std::string(size - 16, 'x') + "\r\n\r\n"; };
    EXPECT_EQ(outcome_of("GET / HTTP/1.1\r\n" + headers(2'000)), Outcome::complete);
    EXPECT_EQ(outcome_of("GET / HTTP/1.1\r\n" + headers(2'001)), Outcome::headers_too_large);

    auto const many = [](int count) {
        std::string text { get_line };
        for (int index = 1; index < count; ++index)
            text += "X:\r\n";
        return text + "\r\n";
    };
    EXPECT_EQ(outcome_of(many(20)), Outcome::complete);
    EXPECT_EQ(outcome_of(many(21)), Outcome::headers_too_large);
}

TEST(request_parser, a_chunked_body_beyond_the_limit_is_refused_when_its_size_is_announced)
{
    Reader reader;
    EXPECT_EQ(reader.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n186A1\r\n"),
        Outcome::body_too_large);
    EXPECT_EQ(reader.body.text, "");
}

TEST(request_parser, chunks_may_not_be_mostly_framing)
{
    Reader reader;
    auto outcome = reader.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string const chunk = "1;" + std::string(1'000, 'x') + "\r\na\r\n";
    int chunks = 0;
    for (; outcome == Outcome::needs_more && chunks < 1'000; ++chunks)
        outcome = reader.feed(chunk);
    EXPECT_EQ(outcome, Outcome::malformed);
    EXPECT_LT(chunks, 100);

    Reader endless;
    endless.feed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_EQ(endless.feed("1;" + std::string(20'000, 'x')), Outcome::malformed);
}

TEST(request_parser, broken_chunks_are_refused)
{
    for (auto const* broken :
        { "x\r\n", "-1\r\n", "1 \r\na\r\n", "ffffffffffffffffff\r\n", "1\r\nab\r\n", "1\nab\r\n" })
        EXPECT_EQ(outcome_of(std::string { get_line } + "Transfer-Encoding: chunked\r\n\r\n" + broken + "0\r\n\r\n"),
            Outcome::malformed)
            << broken;
}

TEST(request_parser, values_that_are_not_utf8_are_read_as_latin1)
{
    Reader reader;
    reader.feed(std::string { get_line } + "User-Agent: M\xFCller\r\nX-Sound: \xC3\xBC\r\n\r\n");
    EXPECT_EQ(reader.request.header("user-agent"), "M\xC3\xBCller");
    EXPECT_EQ(reader.request.header("x-sound"), "\xC3\xBC");
}

TEST(request_parser, keeping_alive_follows_version_and_connection_header)
{
    auto const keeps = [](std::string_view text) {
        Reader reader;
        EXPECT_EQ(reader.feed(text), Outcome::complete);
        return reader.parser.keeps_alive();
    };
    EXPECT_TRUE(keeps("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"));
    EXPECT_FALSE(keeps("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(keeps("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

TEST(request_parser, mutilated_requests_never_do_harm_and_end_alike_in_one_piece_or_byte_by_byte)
{
    std::mt19937 random { 20'261'123 };
    auto const pick = [&](std::size_t count) {
        return std::uniform_int_distribution<std::size_t> { 0, count - 1 }(random);
    };
    std::string_view const sound
        = "POST /api/v1/deals?q=1 HTTP/1.1\r\nHost: crm\r\nAccept: */*\r\nTransfer-Encoding: chunked\r\n\r\n"
          "4\r\nabcd\r\n1\r\ne\r\n0\r\n\r\n";
    std::string_view const marks = "\r\n :;,0aZ\t%\x80\x7F";
    for (int round = 0; round < 20'000; ++round) {
        std::string text { sound };
        for (auto changes = pick(3) + 1; changes > 0; --changes) {
            auto const at = pick(text.size());
            switch (pick(3)) {
            case 0: text[at] = marks[pick(marks.size())]; break;
            case 1: text.erase(at, pick(4)); break;
            default: text.insert(at, 1, marks[pick(marks.size())]);
            }
        }
        Reader whole;
        Reader slow;
        auto const outcome = whole.feed(text);
        ASSERT_EQ(outcome, slow.feed_one_by_one(text)) << text;
        ASSERT_EQ(whole.body.text, slow.body.text) << text;
    }
}

}
