// A request and its answer, over real sockets. What is refused is in server_limits_test.cpp, what takes longer in
// server_streams_test.cpp.

#include "http/server.h"

#include "base/problem.h"
#include "tests/support/http_client.h"
#include "tests/support/test_server.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <atomic>
#include <fstream>
#include <semaphore>
#include <set>
#include <thread>

namespace kontor::http {

namespace {

using test::HttpClient;
using test::TestServer;
using Body = HttpClient::Body;

Response text(std::string body)
{
    Response response;
    response.body = std::move(body);
    return response.with_header("Content-Type", "text/plain");
}

Handler answering(std::string body)
{
    return [body = std::move(body)](Request const&) { return text(body); };
}

Response echo(Request const& request) { return text(request.body); }

std::string unpacked(std::string const& packed)
{
    z_stream zip {};
    EXPECT_EQ(inflateInit2(&zip, 15 + 16), Z_OK);
    std::string out(1'000'000, '\0');
    zip.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    zip.avail_in = static_cast<uInt>(packed.size());
    zip.next_out = reinterpret_cast<Bytef*>(out.data());
    zip.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(inflate(&zip, Z_FINISH), Z_STREAM_END);
    out.resize(zip.total_out);
    inflateEnd(&zip);
    return out;
}

std::string content_of(std::string const& path)
{
    std::ifstream file { path, std::ios::binary };
    return { std::istreambuf_iterator<char> { file }, {} };
}

}

TEST(server, a_request_reaches_the_handler_whole_and_its_answer_comes_back)
{
    TestServer here;
    Request seen;
    here.on("/api/v1/deals/7", [&](Request const& request) {
        seen = request;
        return Response::json(201, R"({"id":"7"})").with_header("Location", "/api/v1/deals/7");
    });
    HttpClient client { here.start() };
    auto const reply = client.send(
        "PATCH", "/api/v1/deals/7?fields=name%2Cowner", { { "Content-Type", "application/json" } }, R"({"a":1})");

    EXPECT_EQ(reply.status, 201);
    EXPECT_EQ(reply.body, R"({"id":"7"})");
    EXPECT_EQ(reply.header("location"), "/api/v1/deals/7");
    EXPECT_EQ(reply.header("content-length"), "10");
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
    EXPECT_TRUE(reply.header("date").ends_with(" GMT"));
    EXPECT_EQ(reply.header("kontor-request-id"), seen.request_id);
    EXPECT_EQ(seen.request_id.size(), 16U);
    EXPECT_EQ(seen.method, "PATCH");
    EXPECT_EQ(seen.target, "/api/v1/deals/7?fields=name%2Cowner");
    EXPECT_EQ(seen.parameter("fields"), "name,owner");
    EXPECT_EQ(seen.body, R"({"a":1})");
    EXPECT_EQ(seen.header("content-type"), "application/json");
    EXPECT_EQ(seen.remote_address, "127.0.0.1");
    EXPECT_FALSE(seen.is_https);
}

TEST(server, many_requests_share_a_connection_and_each_has_its_own_name)
{
    TestServer here;
    here.on("/", echo);
    HttpClient client { here.start() };
    std::set<std::string> ids;
    for (int round = 0; round < 50; ++round) {
        auto const reply = client.send("POST", "/", {}, std::to_string(round));
        EXPECT_EQ(reply.body, std::to_string(round));
        ids.insert(reply.header("kontor-request-id"));
    }
    EXPECT_EQ(ids.size(), 50U);
    EXPECT_EQ(here.server->load().connections, 1U);
}

TEST(server, requests_sent_at_once_are_answered_in_order)
{
    TestServer here;
    std::binary_semaphore second_may_go { 0 };
    here.on("/slow", [&](Request const&) { return second_may_go.acquire(), text("slow"); });
    here.on("/echo", [&](Request const& request) { return second_may_go.release(), echo(request); });
    auto const port = here.start();
    HttpClient client { port };
    client.send_raw(
        "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\ntwo"
        "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nthree\r\n0\r\n\r\nGET /slow "
        "HTTP/1.1\r\nHost: a\r\n\r\n");
    // The first is let go by another client, so the second has not overtaken it.
    HttpClient other { port };
    EXPECT_EQ(other.send("POST", "/echo").status, 200);
    EXPECT_EQ(client.receive().body, "slow");
    EXPECT_EQ(client.receive().body, "two");
    EXPECT_EQ(client.receive().body, "three");
    EXPECT_EQ(client.receive().body, "slow");
}

TEST(server, head_runs_the_handler_of_get_and_drops_the_body)
{
    TestServer here;
    here.on("/", [](Request const& request) { return text("answer to " + request.method); });
    HttpClient client { here.start() };
    client.send_raw("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const head = client.receive(Body::none);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-length"), "14");
    EXPECT_EQ(client.receive().body, "answer to GET");
}

TEST(server, an_answer_without_content_has_no_body_whatever_the_handler_says)
{
    TestServer here;
    here.on("/none", [](Request const&) { return Response { .status = 204, .headers = {}, .body = "oops" }; });
    here.on("/same", [](Request const&) {
        return Response { .status = 304, .headers = { { "ETag", "\"7\"" } }, .body = "oops" };
    });
    HttpClient client { here.start() };
    client.send_raw("GET /none HTTP/1.1\r\nHost: a\r\n\r\nGET /same HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.receive(Body::none).status, 204);
    auto const same = client.receive(Body::none);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.header("etag"), "\"7\"");
    EXPECT_EQ(client.receive_rest(), "");
}

TEST(server, a_problem_thrown_by_a_handler_is_its_document)
{
    TestServer here;
    here.on("/", [](Request const&) -> Response { throw Problem::method_not_allowed("GET, HEAD, OPTIONS"); });
    HttpClient client { here.start() };
    auto const reply = client.send("POST", "/", {}, "{}");
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.header("allow"), "GET, HEAD, OPTIONS");
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    EXPECT_NE(
        reply.body.find("\"instance\":\"urn:kontor:request:" + reply.header("kontor-request-id")), std::string::npos)
        << reply.body;
}

TEST(server, anything_else_thrown_is_500_tells_nothing_and_harms_nobody_else)
{
    TestServer here;
    here.on("/exception", [](Request const&) -> Response { throw std::runtime_error { "secret of the database" }; });
    here.on("/number", [](Request const&) -> Response { throw 7; });
    here.on("/", answering("fine"));
    HttpClient client { here.start() };
    for (auto const* path : { "/exception", "/number" }) {
        auto const reply = client.send("GET", path);
        EXPECT_EQ(reply.status, 500);
        EXPECT_NE(reply.body.find("\"internal\""), std::string::npos);
        EXPECT_EQ(reply.body.find("secret"), std::string::npos);
    }
    EXPECT_EQ(client.send("GET", "/").body, "fine");
}

TEST(server, large_text_is_packed_for_those_who_accept_it)
{
    std::string const large(100'000, 'x');
    TestServer here;
    here.on("/large", answering(large));
    here.on("/small", answering("small"));
    here.on("/image", [&](Request const&) {
        return Response { .status = 200, .headers = { { "Content-Type", "image/png" } }, .body = large };
    });
    here.on("/packed", [&](Request const&) { return text(large).with_header("Content-Encoding", "br"); });
    HttpClient client { here.start() };
    test::Headers const accept { { "Accept-Encoding", "gzip, br" } };

    auto const packed = client.send("GET", "/large", accept);
    EXPECT_EQ(packed.header("content-encoding"), "gzip");
    EXPECT_EQ(packed.header("vary"), "Accept-Encoding");
    EXPECT_LT(packed.body.size(), 1'000U);
    EXPECT_EQ(unpacked(packed.body), large);
    EXPECT_EQ(client.send("HEAD", "/large", accept).header("content-length"), packed.header("content-length"));

    auto const plain = client.send("GET", "/large");
    EXPECT_FALSE(plain.has_header("content-encoding"));
    EXPECT_EQ(plain.header("vary"), "Accept-Encoding");
    EXPECT_EQ(plain.body, large);
    EXPECT_FALSE(client.send("GET", "/small", accept).has_header("content-encoding"));
    EXPECT_FALSE(client.send("GET", "/image", accept).has_header("content-encoding"));
    EXPECT_EQ(client.send("GET", "/packed", accept).header("content-encoding"), "br");
}

TEST(server, a_client_that_asks_first_is_told_to_go_on)
{
    TestServer here;
    here.on("/", echo);
    HttpClient client { here.start() };
    client.send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 100);
    client.send_raw("body");
    EXPECT_EQ(client.receive().body, "body");
}

TEST(server, a_client_that_does_not_wait_after_asking_is_served_too)
{
    TestServer here;
    here.on("/", echo);
    HttpClient client { here.start() };
    client.send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\nbody");
    auto reply = client.receive();
    if (reply.status == 100)
        reply = client.receive();
    EXPECT_EQ(reply.body, "body");
}

TEST(server, a_sound_trace_is_continued_and_an_unsound_one_forgotten)
{
    TestServer here;
    std::string seen;
    here.on("/", [&](Request const& request) { return text(seen = request.header("traceparent")); });
    HttpClient client { here.start() };
    auto const reply
        = client.send("GET", "/", { { "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } });
    EXPECT_TRUE(reply.header("traceparent").starts_with("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
    EXPECT_EQ(reply.header("traceparent"), seen);
    EXPECT_FALSE(client.send("GET", "/", { { "traceparent", "00-0-0-01" } }).has_header("traceparent"));
    EXPECT_EQ(seen, "");
}

TEST(server, a_proxy_is_believed_only_when_it_is_trusted)
{
    // A list that names another proxy trusts nobody else.
    for (auto const& listed : std::vector<std::vector<std::string>> { {}, { "10.0.0.0/8" }, { "127.0.0.0/8" } }) {
        auto const trusts = listed == std::vector<std::string> { "127.0.0.0/8" };
        TestServer here;
        here.options.trusted_proxies = Networks { listed };
        here.on("/", [](Request const& request) {
            return text(request.remote_address + (request.is_https ? " https" : " http"));
        });
        HttpClient client { here.start() };
        auto const ask = [&](std::string const& addresses) {
            return client.send("GET", "/", { { "X-Forwarded-For", addresses }, { "X-Forwarded-Proto", "https" } }).body;
        };
        EXPECT_EQ(ask("10.0.0.1, 203.0.113.9"), trusts ? "203.0.113.9 https" : "127.0.0.1 http");
        EXPECT_EQ(ask("203.0.113.9, 127.0.0.2"), trusts ? "203.0.113.9 https" : "127.0.0.1 http");
        EXPECT_EQ(ask("198.51.100.1, 203.0.113.9, 127.0.0.2"), trusts ? "203.0.113.9 https" : "127.0.0.1 http");
        EXPECT_EQ(ask("rubbish\""), trusts ? "127.0.0.1 https" : "127.0.0.1 http");
    }
}

TEST(server, an_old_client_gets_its_answer_and_the_end_of_the_connection)
{
    TestServer here;
    here.on("/", answering("hello"));
    HttpClient client { here.start() };
    client.send_raw("GET / HTTP/1.0\r\n\r\n");
    auto const reply = client.receive();
    EXPECT_EQ(reply.body, "hello");
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

TEST(server, an_address_of_ipv4_looks_the_same_on_a_socket_of_ipv6)
{
    TestServer here;
    here.options.address = "::";
    here.on("/", [](Request const& request) { return text(request.remote_address); });
    HttpClient client { here.start() };
    EXPECT_EQ(client.send("GET", "/").body, "127.0.0.1");
}

TEST(server, a_planner_that_fails_is_500)
{
    TestServer here;
    Server server { here.options, [](auto, auto) -> RoutePlan { throw std::runtime_error { "no" }; },
        [](Request const&) { return text("never"); } };
    server.start();
    HttpClient client { server.port() };
    EXPECT_EQ(client.send("POST", "/", {}, "x").status, 500);
}

TEST(server, a_spooled_body_is_a_file_while_the_handler_runs_and_then_gone)
{
    TestServer here;
    std::string path;
    here.on("/file",
        [&](Request const& request) {
            path = request.spooled_body.value();
            EXPECT_TRUE(request.body.empty());
            EXPECT_EQ(request.spooled_size, 3'000'000U);
            return text(content_of(path));
        },
        { .body_limit = 10'000'000, .spools_body = true });
    HttpClient client { here.start() };
    std::string body(3'000'000, 'b');
    body[1'500'000] = 'x';
    EXPECT_EQ(client.send("POST", "/file", {}, body).body, body);
    EXPECT_TRUE(path.starts_with(here.options.spool_folder));
    EXPECT_EQ(client.send("GET", "/none").status, 404) << "the request is over when the next is answered";
    EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(server, a_spooled_body_that_the_handler_moved_stays)
{
    TestServer here;
    auto const kept = here.folder.path() / "kept";
    here.on("/file",
        [&](Request const& request) {
            std::filesystem::rename(*request.spooled_body, kept);
            return text("moved");
        },
        { .body_limit = 100, .spools_body = true });
    HttpClient client { here.start() };
    client.send_raw("POST /file HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    EXPECT_EQ(client.receive().body, "moved");
    EXPECT_EQ(client.send("POST", "/file", {}, "").body, "moved") << "an empty body is a file, too";
    EXPECT_TRUE(std::filesystem::is_regular_file(kept));
}

TEST(server, uploads_that_a_crash_left_behind_are_cleared_away)
{
    TestServer here;
    std::filesystem::create_directory(here.options.spool_folder);
    std::ofstream { here.options.spool_folder + "/upload-0123" } << "half";
    std::ofstream { here.options.spool_folder + "/other" } << "kept";
    here.start();
    EXPECT_FALSE(std::filesystem::exists(here.options.spool_folder + "/upload-0123"));
    EXPECT_TRUE(std::filesystem::exists(here.options.spool_folder + "/other"));
}

TEST(server, two_servers_cannot_share_a_port_even_with_several_threads)
{
    TestServer first;
    first.options.io_threads = 2;
    auto const port = first.start();
    for (int const io_threads : { 1, 2 }) {
        TestServer second;
        second.options.port = port;
        second.options.io_threads = io_threads;
        EXPECT_THROW(second.start(), std::runtime_error);
    }
    TestServer third;
    third.options.address = "crm.example";
    EXPECT_THROW(third.start(), std::runtime_error);
}

TEST(server, several_io_threads_answer_many_clients_at_once)
{
    TestServer here;
    here.options.io_threads = 2;
    here.on("/", echo);
    auto const port = here.start();
    std::atomic<int> right = 0;
    {
        std::vector<std::jthread> clients;
        for (int number = 0; number < 8; ++number) {
            clients.emplace_back([&, number] {
                HttpClient client { port };
                for (int round = 0; round < 100; ++round) {
                    auto const said = std::to_string(number * 1'000 + round);
                    right += client.send("POST", "/", {}, said).body == said;
                }
            });
        }
    }
    EXPECT_EQ(right, 800);
}

}
