#include "http/response_head.h"

#include <gtest/gtest.h>

namespace kontor::http {

namespace {

std::string head_of(Response const& response, Framing framing = {})
{
    std::string head;
    framing.request_id = "R1";
    append_head(head, response, framing);
    return head;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}

TEST(response_head, line_breaks_in_a_value_never_reach_the_wire)
{
    Response response;
    response.with_header("Location", "/x\r\nSet-Cookie: kontor=stolen\r\n\r\n<html>");
    response.with_header("X-Name",
        std::string { "a\0b\x7F"
                      "c\td",
            7 });
    auto const head = head_of(response);
    EXPECT_TRUE(contains(head, "Location: /x  Set-Cookie: kontor=stolen    <html>\r\n")) << head;
    EXPECT_TRUE(contains(head, "X-Name: a b c\td\r\n")) << head;
    EXPECT_EQ(head.find("\r\n\r\n"), head.size() - 4);
}

TEST(response_head, a_header_with_a_broken_name_is_dropped)
{
    Response response;
    response.with_header("X-A: 1\r\nX-B", "2").with_header("", "3").with_header("X C", "4").with_header("X-D", "5");
    auto const head = head_of(response);
    EXPECT_FALSE(contains(head, "X-B"));
    EXPECT_FALSE(contains(head, ": 3"));
    EXPECT_FALSE(contains(head, "X C"));
    EXPECT_TRUE(contains(head, "\r\nX-D: 5\r\n"));
}

TEST(response_head, framing_is_the_servers_alone)
{
    Response response;
    response.with_header("content-length", "999")
        .with_header("Transfer-Encoding", "chunked")
        .with_header("Connection", "x");
    auto const head = head_of(response, { .content_length = 2 });
    EXPECT_TRUE(contains(head, "\r\nContent-Length: 2\r\n"));
    EXPECT_FALSE(contains(head, "999"));
    EXPECT_FALSE(contains(head, "chunked"));
    EXPECT_FALSE(contains(head, "Connection"));
}

TEST(response_head, every_answer_names_its_request_and_forbids_sniffing)
{
    auto const head = head_of({}, { .traceparent = "00-abc" });
    EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\nDate: ")) << head;
    EXPECT_TRUE(contains(head, "\r\nKontor-Request-Id: R1\r\n"));
    EXPECT_TRUE(contains(head, "\r\nX-Content-Type-Options: nosniff\r\n"));
    EXPECT_TRUE(contains(head, "\r\ntraceparent: 00-abc\r\n"));
}

TEST(response_head, accept_encoding_joins_what_an_answer_varies_by)
{
    Response response;
    EXPECT_TRUE(contains(head_of(response, { .varies_by_encoding = true }), "\r\nVary: Accept-Encoding\r\n"));
    response.with_header("Vary", "Cookie");
    EXPECT_TRUE(contains(head_of(response, { .varies_by_encoding = true }), "\r\nVary: Cookie, Accept-Encoding\r\n"));
    response.headers.front().second = "Cookie, Accept-Encoding";
    EXPECT_TRUE(contains(head_of(response, { .varies_by_encoding = true }), "\r\nVary: Cookie, Accept-Encoding\r\n"));
}

TEST(response_head, answers_that_never_have_a_body_do_not_say_how_long_it_is)
{
    Response response;
    response.status = 304;
    EXPECT_FALSE(contains(head_of(response, { .content_length = 0 }), "Content-Length"));
}

TEST(response_head, an_old_client_is_told_that_the_connection_stays)
{
    EXPECT_TRUE(contains(head_of({}, { .is_http_1_1 = false }), "\r\nConnection: keep-alive\r\n"));
    EXPECT_TRUE(contains(head_of({}, { .keeps_alive = false }), "\r\nConnection: close\r\n"));
}

TEST(response_head, dates_are_written_as_http_wants_them)
{
    EXPECT_EQ(http_date(0), "Thu, 01 Jan 1970 00:00:00 GMT");
    EXPECT_EQ(http_date(1'795'425'300), "Mon, 23 Nov 2026 09:15:00 GMT");
}

}
