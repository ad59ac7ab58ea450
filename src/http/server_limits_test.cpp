// What the server refuses, and that refusing costs it little: slow, large, broken and too many requests.

#include "http/server.h"

#include "base/problem.h"
#include "tests/support/http_client.h"
#include "tests/support/test_server.h"
#include "tests/support/waiting.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <semaphore>
#include <thread>

namespace kontor::http {

namespace {

using namespace std::chrono_literals;
using test::HttpClient;
using test::Reply;
using test::TestServer;
using test::wait_for;

Response fine(Request const&) { return Response::json(200, "{}"); }

std::string code_of(Reply const& reply)
{
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    auto const at = reply.body.find("\"code\":\"");
    if (at == std::string::npos)
        return reply.body;
    return reply.body.substr(at + 8, reply.body.find('"', at + 8) - at - 8);
}

void expect_refusal(TestServer& here, std::string const& bytes, int status, std::string const& code)
{
    HttpClient client { here.server->port() };
    client.send_raw(bytes);
    auto const reply = client.receive();
    EXPECT_EQ(reply.status, status) << bytes.substr(0, 100);
    EXPECT_EQ(code_of(reply), code);
    EXPECT_TRUE(reply.has_header("kontor-request-id"));
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(client.is_closed());
}

// How much memory this process has, in kilobytes.
long resident_kilobytes()
{
    std::ifstream file { "/proc/self/status" };
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("VmRSS:"))
            return std::stol(line.substr(6));
    }
    return 0;
}

}

TEST(server_limits, broken_requests_are_answered_with_a_problem_and_the_connection_ends)
{
    TestServer here;
    here.start();
    expect_refusal(here, "\x16\x03\x01\x02", 400, "bad_request");
    expect_refusal(here, "GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n", 400, "bad_request");
    expect_refusal(here, "GET / HTTP/1.1\r\n\r\n", 400, "bad_request");
    expect_refusal(here, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
        "bad_request");
    expect_refusal(here, "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request");
    expect_refusal(here, "GET /a%00.png HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request");
    expect_refusal(here, "GET /?q=%c3%28 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad_request");
    expect_refusal(
        here, "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 415, "unsupported_encoding");
}

TEST(server_limits, a_line_a_header_or_their_number_too_large_has_its_own_answer)
{
    TestServer here;
    here.start();
    expect_refusal(here, "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414, "uri_too_long");
    expect_refusal(
        here, "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'a') + "\r\n\r\n", 431, "headers_too_large");
    std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int index = 0; index < 10'000; ++index)
        many += "A:" + std::to_string(index) + "\r\n";
    expect_refusal(here, many + "\r\n", 431, "headers_too_large");
}

TEST(server_limits, whoever_does_not_finish_a_header_in_time_is_cut_however_busy_the_line)
{
    TestServer here;
    here.options.header_timeout = 300ms;
    here.options.idle_timeout = 1h;
    auto const port = here.start();

    std::vector<HttpClient> clients;
    for (int number = 0; number < 50; ++number)
        clients.emplace_back(port).send_raw("GET / HTTP/1.1\r\nHost: a\r\n");
    std::atomic<bool> is_cut = false;
    // One byte now and then does not buy more time.
    std::jthread const dripping { [&, client = HttpClient { port }]() mutable {
        client.send_raw("GET / HTTP/1.1\r\n");
        while (!is_cut) {
            client.send_raw("X");
            std::this_thread::sleep_for(50ms); // Time itself is tested here.
        }
        auto const reply = client.receive();
        EXPECT_EQ(reply.status, 408);
    } };
    for (auto& client : clients) {
        auto const reply = client.receive();
        EXPECT_EQ(reply.status, 408);
        EXPECT_EQ(code_of(reply), "too_slow");
        EXPECT_TRUE(client.is_closed());
    }
    is_cut = true;
}

TEST(server_limits, a_connection_that_says_nothing_ends_without_a_word)
{
    TestServer here;
    here.options.header_timeout = 300ms;
    here.options.idle_timeout = 300ms;
    here.on("/", fine);
    auto const port = here.start();
    HttpClient silent { port };
    HttpClient idle { port };
    EXPECT_EQ(idle.send("GET", "/").status, 200);
    EXPECT_TRUE(silent.is_closed());
    EXPECT_TRUE(idle.is_closed());
}

TEST(server_limits, a_body_that_stalls_is_cut)
{
    TestServer here;
    here.options.body_stall_timeout = 300ms;
    here.on("/", fine);
    HttpClient client { here.start() };
    client.send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    auto const reply = client.receive();
    EXPECT_EQ(reply.status, 408);
    EXPECT_EQ(code_of(reply), "too_slow");
    EXPECT_TRUE(client.is_closed());
}

TEST(server_limits, a_body_that_drips_for_ever_is_cut_too)
{
    TestServer here;
    here.options.body_stall_timeout = 300ms;
    here.on("/", fine);
    HttpClient client { here.start() };
    client.send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    std::atomic<bool> is_over = false;
    std::jthread const dripping { [&] {
        while (!is_over) {
            client.send_raw("x");
            std::this_thread::sleep_for(100ms); // Time itself is tested here.
        }
    } };
    EXPECT_EQ(client.receive().status, 408) << "a byte every 100 ms is never a stall, but it is not a body either";
    is_over = true;
}

TEST(server_limits, a_body_in_one_byte_chunks_is_read_and_its_limit_holds)
{
    TestServer here;
    here.on("/", [](Request const& request) { return Response::json(200, std::to_string(request.body.size())); },
        { .body_limit = 1'000 });
    auto const port = here.start();
    std::string thousand_chunks;
    for (int index = 0; index < 1'000; ++index)
        thousand_chunks += "1\r\na\r\n";
    std::string const head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    HttpClient client { port };
    client.send_raw(head + thousand_chunks + "0\r\n\r\n");
    EXPECT_EQ(client.receive().body, "1000");
    client.send_raw(head + thousand_chunks + "1\r\na\r\n");
    auto const reply = client.receive();
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(code_of(reply), "body_too_large");
    EXPECT_TRUE(client.is_closed());
}

TEST(server_limits, a_body_at_its_limit_passes_and_one_byte_more_does_not)
{
    TestServer here;
    here.on("/", [](Request const& request) { return Response::json(200, std::to_string(request.body.size())); },
        { .body_limit = 1'000 });
    HttpClient client { here.start() };
    EXPECT_EQ(client.send("POST", "/", {}, std::string(1'000, 'x')).body, "1000");
    auto const reply = client.send("POST", "/", {}, std::string(1'001, 'x'));
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(code_of(reply), "body_too_large");
    // So little is skipped, and the connection goes on.
    EXPECT_FALSE(reply.has_header("connection"));
    EXPECT_EQ(client.send("POST", "/", {}, "x").body, "1");
    EXPECT_EQ(here.server->load().connections, 1U);
}

TEST(server_limits, a_huge_body_is_refused_before_it_is_sent)
{
    TestServer here;
    here.start();
    expect_refusal(here, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000000\r\n\r\n", 413, "body_too_large");
    expect_refusal(here, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\nExpect: 100-continue\r\n\r\n", 413,
        "body_too_large");
    expect_refusal(here, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n" + std::string(2'000'000, 'x'),
        413, "body_too_large");
}

TEST(server_limits, a_refusal_arrives_even_when_the_client_wants_to_close_and_is_still_sending)
{
    TestServer here;
    here.start();
    for (int round = 0; round < 20; ++round) {
        expect_refusal(here,
            "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1500000\r\n\r\n"
                + std::string(1'500'000, 'x'),
            413, "body_too_large");
    }
}

TEST(server_limits, packed_bodies_are_refused_and_the_connection_goes_on)
{
    TestServer here;
    here.on("/", fine);
    HttpClient client { here.start() };
    auto const reply = client.send("POST", "/", { { "Content-Encoding", "gzip" } }, "xxxx");
    EXPECT_EQ(reply.status, 415);
    EXPECT_EQ(code_of(reply), "unsupported_encoding");
    EXPECT_EQ(client.send("POST", "/", { { "Content-Encoding", "identity" } }, "{}").status, 200);
}

TEST(server_limits, the_doorman_is_heard_before_a_large_body_is_taken_in)
{
    TestServer here;
    std::atomic<int> handled = 0;
    std::atomic<int> asked = 0;
    here.on("/file",
        [&](Request const& request) {
            ++handled;
            return Response::json(200, std::to_string(request.spooled_size));
        },
        { .body_limit = 10'000'000, .spools_body = true });
    here.doorman = [&](Request const& request) -> std::optional<Response> {
        ++asked;
        EXPECT_TRUE(request.body.empty());
        if (request.header("authorization").empty())
            return Response::json(401, "{}");
        return {};
    };
    HttpClient client { here.start() };
    // A guest's upload is not even begun, and its size is of no interest.
    client.send_raw("POST /file HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.receive().status, 401);
    client.reconnect();
    client.send_raw("POST /file HTTP/1.1\r\nHost: a\r\nContent-Length: 90000000000\r\n\r\n");
    EXPECT_EQ(client.receive().status, 401);
    client.reconnect();
    EXPECT_EQ(client.send("POST", "/", { { "Content-Encoding", "gzip" } }, "xxxx").status, 401);
    EXPECT_EQ(handled, 0);
    EXPECT_TRUE(std::filesystem::is_empty(here.options.spool_folder));

    EXPECT_EQ(
        client.send("POST", "/file", { { "Authorization", "ana" } }, std::string(2'000'000, 'x')).body, "2000000");
    EXPECT_EQ(client.send("POST", "/", { { "Authorization", "ana" } }, std::string(2'000'000, 'x')).status, 413);
    EXPECT_EQ(asked, 5);
    EXPECT_EQ(client.send("POST", "/", {}, "small").status, 404) << "left to the handler";
    EXPECT_EQ(asked, 5);
}

TEST(server_limits, a_full_queue_is_answered_at_once_and_served_again_afterwards)
{
    TestServer here;
    here.options.worker_threads = 1;
    here.options.queue_limit = 2;
    std::counting_semaphore<> let_go { 0 };
    here.on("/wait", [&](Request const& request) { return let_go.acquire(), fine(request); });
    auto const port = here.start();
    std::vector<HttpClient> waiting;
    for (int number = 0; number < 3; ++number) {
        waiting.emplace_back(port).send_raw("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
        // The worker takes the first one before the others come: they fill the queue.
        wait_for([&] {
            auto const load = here.server->load();
            return load.in_flight == 1 && load.queued == static_cast<std::size_t>(number);
        });
    }
    HttpClient late { port };
    auto const before = std::chrono::steady_clock::now();
    auto const reply = late.send("POST", "/wait", {}, "{}");
    EXPECT_LT(std::chrono::steady_clock::now() - before, 1s);
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(code_of(reply), "overloaded");
    EXPECT_EQ(reply.header("retry-after"), "1");
    EXPECT_EQ(here.server->load().rejected, 1U);
    let_go.release(4);
    for (auto& client : waiting)
        EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(late.send("GET", "/wait").status, 200) << "on the same connection";
}

TEST(server_limits, signing_in_does_not_hold_up_other_work)
{
    TestServer here;
    here.options.worker_threads = 1;
    std::counting_semaphore<> let_go { 0 };
    here.on("/session", [&](Request const& request) { return let_go.acquire(), fine(request); },
        { .lane = WorkLane::sign_in });
    here.on(
        "/export", [&](Request const& request) { return let_go.acquire(), fine(request); }, { .lane = WorkLane::slow });
    here.on("/", fine);
    auto const port = here.start();
    std::vector<HttpClient> held;
    for (auto const* path : { "/session", "/session", "/session", "/export", "/export", "/export" })
        held.emplace_back(port).send_raw(std::string { "GET " } + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_for([&] { return here.server->load().in_flight == 4 && here.server->load().queued == 2; });
    EXPECT_EQ(HttpClient { port }.send("GET", "/").status, 200);
    let_go.release(6);
    for (auto& client : held)
        EXPECT_EQ(client.receive().status, 200);
}

TEST(server_limits, a_connection_too_many_is_told_so_unless_an_idle_one_can_make_room)
{
    TestServer here;
    here.options.connection_limit = 2;
    std::counting_semaphore<> let_go { 0 };
    here.on("/wait", [&](Request const& request) { return let_go.acquire(), fine(request); });
    here.on("/", fine);
    auto const port = here.start();
    HttpClient first { port };
    HttpClient second { port };
    EXPECT_EQ(first.send("GET", "/").status, 200);
    EXPECT_EQ(second.send("GET", "/").status, 200);
    HttpClient third { port };
    EXPECT_EQ(third.send("GET", "/").status, 200);
    EXPECT_TRUE(first.is_closed());

    second.send_raw("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    third.send_raw("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_for([&] { return here.server->load().in_flight == 2; });
    HttpClient fourth { port };
    auto const reply = fourth.receive();
    EXPECT_EQ(reply.status, 503);
    EXPECT_EQ(code_of(reply), "overloaded");
    let_go.release(2);
    EXPECT_EQ(second.receive().status, 200);
    EXPECT_EQ(third.receive().status, 200);
}

TEST(server_limits, a_thousand_clients_that_stop_halfway_cost_little_memory)
{
    TestServer here;
    here.on("/", fine);
    auto const port = here.start();
    auto const before = resident_kilobytes();
    std::vector<HttpClient> clients;
    for (int number = 0; number < 1'000; ++number)
        clients.emplace_back(port).send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n");
    wait_for([&] { return here.server->load().connections == 1'000; });
    EXPECT_EQ(HttpClient { port }.send("GET", "/").status, 200);
    EXPECT_LT(resident_kilobytes() - before, 100'000);
}

}
