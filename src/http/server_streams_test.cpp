// Answers that take longer than one piece of memory: streams, files, events, and the end of the server meanwhile.

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
using test::TestServer;
using test::wait_for;
using Body = HttpClient::Body;
using Channel = std::shared_ptr<EventChannel>;

Response streaming(std::function<void(BodySink&)> write)
{
    Response response;
    response.with_header("Content-Type", "text/csv");
    response.stream = std::move(write);
    return response;
}

void write_rows(BodySink& sink, int count)
{
    for (int row = 0; row < count; ++row)
        ASSERT_TRUE(sink.write(std::to_string(row) + ",Acme,Globex\r\n"));
}

std::string rows(int count)
{
    std::string text;
    for (int row = 0; row < count; ++row)
        text += std::to_string(row) + ",Acme,Globex\r\n";
    return text;
}

Response sending_file(std::string path, std::uint64_t offset, std::uint64_t size)
{
    Response response;
    response.with_header("Content-Type", "application/pdf");
    response.file = std::move(path);
    response.file_offset = offset;
    response.file_size = size;
    return response;
}

Response events(std::function<void(Channel)> open)
{
    Response response;
    response.events = std::move(open);
    return response;
}

// The channel that a handler was given, for the test's own thread.
struct Subscription {
    Channel channel;
    std::binary_semaphore is_open { 0 };

    Handler handler()
    {
        return [this](Request const&) {
            return events([this](Channel given) {
                channel = std::move(given);
                is_open.release();
            });
        };
    }
    EventChannel& wait()
    {
        is_open.acquire();
        return *channel;
    }
};

}

TEST(server_streams, a_stream_arrives_in_chunks_and_the_connection_goes_on)
{
    TestServer here;
    here.on("/export", [](Request const&) { return streaming([](BodySink& sink) { write_rows(sink, 100'000); }); });
    here.on("/empty", [](Request const&) { return streaming([](BodySink&) {}); }, { .lane = WorkLane::slow });
    HttpClient client { here.start() };
    auto const reply = client.send("GET", "/export");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("transfer-encoding"), "chunked");
    EXPECT_FALSE(reply.has_header("content-length"));
    EXPECT_EQ(reply.body, rows(100'000));
    EXPECT_EQ(client.send("GET", "/empty").body, "");
    EXPECT_EQ(here.server->load().connections, 1U);
}

TEST(server_streams, head_of_a_stream_does_not_write_it)
{
    TestServer here;
    std::atomic<bool> was_written = false;
    here.on("/export", [&](Request const&) { return streaming([&](BodySink&) { was_written = true; }); });
    HttpClient client { here.start() };
    auto const reply = client.send("HEAD", "/export");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-type"), "text/csv");
    EXPECT_EQ(client.send("HEAD", "/export").status, 200);
    EXPECT_FALSE(was_written);
}

TEST(server_streams, a_stream_of_text_is_packed_for_those_who_accept_it)
{
    TestServer here;
    here.on("/export", [](Request const&) { return streaming([](BodySink& sink) { write_rows(sink, 100'000); }); });
    HttpClient client { here.start() };
    auto const reply = client.send("GET", "/export", { { "Accept-Encoding", "gzip" } });
    EXPECT_EQ(reply.header("content-encoding"), "gzip");
    EXPECT_LT(reply.body.size(), rows(100'000).size() / 3);
    EXPECT_TRUE(reply.body.starts_with("\x1f\x8b"));
}

TEST(server_streams, a_stream_that_fails_at_once_is_still_a_problem)
{
    TestServer here;
    here.on("/export", [](Request const&) {
        return streaming([](BodySink& sink) {
            sink.write("id\r\n");
            throw Problem::not_found();
        });
    });
    HttpClient client { here.start() };
    auto const reply = client.send("GET", "/export");
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.header("content-type"), "application/problem+json");
    EXPECT_EQ(reply.body.find("id\r\n"), std::string::npos);
}

TEST(server_streams, a_stream_that_fails_midway_is_cut_and_never_looks_whole)
{
    TestServer here;
    for (bool const is_packed : { false, true }) {
        here.on(is_packed ? "/packed" : "/plain", [](Request const&) {
            return streaming([](BodySink& sink) {
                write_rows(sink, 50'000);
                throw std::runtime_error { "the database has gone" };
            });
        });
    }
    auto const port = here.start();
    HttpClient client { port };
    client.send_raw("GET /plain HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const plain = client.receive_rest();
    EXPECT_TRUE(plain.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_NE(plain.find("1000,Acme,Globex"), std::string::npos);
    EXPECT_FALSE(plain.ends_with("0\r\n\r\n"));
    client.reconnect();
    client.send_raw("GET /packed HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\n\r\n");
    EXPECT_FALSE(client.receive_rest().ends_with("0\r\n\r\n"));
}

TEST(server_streams, a_slow_reader_holds_the_writer_back)
{
    TestServer here;
    std::atomic<std::size_t> written = 0;
    std::atomic<bool> is_done = false;
    here.on("/export", [&](Request const&) {
        return streaming([&](BodySink& sink) {
            std::string const piece(100'000, 'x');
            for (int index = 0; index < 500 && sink.write(piece); ++index)
                written += piece.size();
            is_done = true;
        });
    });
    HttpClient client { here.start() };
    client.send_raw("GET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    // Fifty megabytes do not fit into the kernel: the writer must stand still before it is done.
    for (auto before = written.load() + 1; before != written || written == 0;) {
        before = written;
        std::this_thread::sleep_for(100ms); // Time itself is tested here.
    }
    EXPECT_FALSE(is_done);
    EXPECT_LT(written, 25'000'000U);
    EXPECT_EQ(client.receive().body.size(), 50'000'000U);
}

TEST(server_streams, a_reader_who_goes_away_or_stands_still_ends_the_writing)
{
    TestServer here;
    here.options.body_stall_timeout = 300ms;
    std::counting_semaphore<> was_told { 0 };
    here.on("/export", [&](Request const&) {
        return streaming([&](BodySink& sink) {
            std::string const piece(100'000, 'x');
            while (sink.write(piece)) { }
            EXPECT_FALSE(sink.write(piece));
            was_told.release();
        });
    });
    auto const port = here.start();
    HttpClient gone { port };
    gone.send_raw("GET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    gone.close();
    EXPECT_TRUE(was_told.try_acquire_for(30s));
    HttpClient still { port };
    still.send_raw("GET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(was_told.try_acquire_for(30s));
}

TEST(server_streams, an_old_client_gets_a_stream_until_the_connection_ends)
{
    TestServer here;
    here.on("/whole", [](Request const&) { return streaming([](BodySink& sink) { sink.write("a,b\r\n"); }); });
    HttpClient client { here.start() };
    client.send_raw("GET /whole HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    auto const text = client.receive_rest();
    EXPECT_EQ(text.find("Transfer-Encoding"), std::string::npos);
    EXPECT_TRUE(text.ends_with("\r\n\r\na,b\r\n"));
}

TEST(server_streams, a_file_is_sent_from_its_offset_and_the_connection_goes_on)
{
    TestServer here;
    auto const path = (here.folder.path() / "plan.pdf").string();
    std::string content(5'000'000, '\0');
    for (std::size_t at = 0; at < content.size(); ++at)
        content[at] = static_cast<char>(at * 7 + at / 251);
    std::ofstream { path, std::ios::binary } << content;
    here.on("/whole", [&](Request const&) { return sending_file(path, 0, content.size()); });
    here.on("/part", [&](Request const&) { return sending_file(path, 1'000, 2'000); });
    here.on("/empty", [&](Request const&) { return sending_file(path, 0, 0); });
    HttpClient client { here.start() };
    auto const whole = client.send("GET", "/whole", { { "Accept-Encoding", "gzip" } });
    EXPECT_EQ(whole.header("content-length"), "5000000");
    EXPECT_TRUE(whole.body == content);
    EXPECT_EQ(client.send("GET", "/part").body, content.substr(1'000, 2'000));
    EXPECT_EQ(client.send("HEAD", "/whole").header("content-length"), "5000000");
    EXPECT_EQ(client.send("GET", "/empty").body, "");
    EXPECT_EQ(here.server->load().connections, 1U);
}

TEST(server_streams, a_missing_file_is_500_and_one_that_is_too_short_is_cut)
{
    TestServer here;
    auto const path = (here.folder.path() / "short").string();
    std::ofstream { path } << "only this";
    here.on("/missing", [&](Request const&) { return sending_file(path + "-not", 0, 5); });
    here.on("/short", [&](Request const&) { return sending_file(path, 0, 50); });
    HttpClient client { here.start() };
    EXPECT_EQ(client.send("GET", "/missing").status, 500);
    client.send_raw("GET /short HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(client.receive_rest().ends_with("\r\n\r\nonly this"));
}

TEST(server_streams, events_arrive_one_by_one_and_never_packed)
{
    TestServer here;
    Subscription subscription;
    here.on("/stream", subscription.handler());
    HttpClient client { here.start() };
    auto const head = client.open_events("/stream", { { "Accept-Encoding", "gzip" } });
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("content-type"), "text/event-stream");
    EXPECT_EQ(head.header("cache-control"), "no-store");
    EXPECT_FALSE(head.has_header("content-encoding"));
    auto& channel = subscription.wait();
    for (int number = 0; number < 100; ++number) {
        EXPECT_TRUE(channel.send("id: " + std::to_string(number) + "\ndata: {}\n\n"));
        EXPECT_EQ(client.next_event(), "id: " + std::to_string(number) + "\ndata: {}");
    }
    EXPECT_FALSE(channel.is_closed());
    channel.send("event: bye\n\n");
    channel.close();
    EXPECT_FALSE(channel.send("too late\n\n"));
    EXPECT_EQ(client.next_event(), "event: bye");
    EXPECT_FALSE(client.next_event().has_value());
    EXPECT_TRUE(client.is_closed());
}

TEST(server_streams, many_threads_may_send_to_one_reader_and_nothing_is_lost)
{
    TestServer here;
    Subscription subscription;
    here.on("/stream", subscription.handler());
    HttpClient client { here.start() };
    client.open_events("/stream");
    auto& channel = subscription.wait();
    {
        std::vector<std::jthread> senders;
        for (int sender = 0; sender < 4; ++sender) {
            senders.emplace_back([&] {
                for (int number = 0; number < 1'000; ++number)
                    EXPECT_TRUE(channel.send("data: x\n\n"));
            });
        }
    }
    for (int number = 0; number < 4'000; ++number)
        ASSERT_EQ(client.next_event(), "data: x");
}

TEST(server_streams, a_quiet_stream_pings)
{
    TestServer here;
    here.options.ping_interval = 100ms;
    Subscription subscription;
    here.on("/stream", subscription.handler());
    HttpClient client { here.start() };
    client.open_events("/stream");
    EXPECT_EQ(client.next_event(), ": ping");
    EXPECT_EQ(client.next_event(), ": ping");
}

TEST(server_streams, a_reader_who_goes_away_is_noticed)
{
    TestServer here;
    Subscription subscription;
    here.on("/stream", subscription.handler());
    HttpClient client { here.start() };
    client.open_events("/stream");
    auto& channel = subscription.wait();
    EXPECT_TRUE(channel.send("data: 1\n\n"));
    client.close();
    wait_for([&] { return channel.is_closed(); });
    EXPECT_FALSE(channel.send("data: 2\n\n"));
    wait_for([&] { return here.server->load().connections == 0; });
}

TEST(server_streams, a_reader_who_does_not_read_fills_his_queue_and_no_more)
{
    TestServer here;
    here.options.body_stall_timeout = 300ms;
    Subscription subscription;
    here.on("/stream", subscription.handler());
    HttpClient client { here.start() };
    client.set_receive_buffer(16 * 1024);
    client.reconnect();
    client.open_events("/stream");
    auto& channel = subscription.wait();
    std::string const event = "data: " + std::string(10'000, 'x') + "\n\n";
    std::size_t sent = 0;
    while (channel.send(event) && sent < 100'000'000) {
        sent += event.size();
        std::this_thread::yield();
    }
    EXPECT_LT(sent, 20'000'000U);
    wait_for([&] { return channel.is_closed(); }); // and at last he is cut
}

TEST(server_streams, a_channel_that_nobody_kept_ends_its_stream)
{
    TestServer here;
    here.on("/stream", [](Request const&) { return events([](Channel channel) { channel->send("data: only\n\n"); }); });
    here.on("/broken", [](Request const&) { return events([](Channel) { throw std::runtime_error { "no" }; }); });
    HttpClient client { here.start() };
    client.open_events("/stream");
    EXPECT_EQ(client.next_event(), "data: only");
    EXPECT_FALSE(client.next_event().has_value());
    client.reconnect();
    client.open_events("/broken");
    EXPECT_FALSE(client.next_event().has_value());
}

TEST(server_streams, a_channel_may_outlive_the_server)
{
    Subscription subscription;
    {
        TestServer here;
        here.on("/stream", subscription.handler());
        HttpClient client { here.start() };
        client.open_events("/stream");
        subscription.is_open.acquire();
    }
    EXPECT_TRUE(subscription.channel->is_closed());
    EXPECT_FALSE(subscription.channel->send("data: x\n\n"));
    subscription.channel.reset();
}

TEST(server_streams, stopping_answers_what_runs_ends_what_rests_and_takes_nothing_new)
{
    TestServer here;
    std::binary_semaphore let_go { 0 };
    Subscription subscription;
    here.on("/stream", subscription.handler());
    here.on("/", [](Request const&) { return Response::json(200, "{}"); });
    here.on("/wait", [&](Request const&) { return let_go.acquire(), Response::json(200, "{}"); });
    auto const port = here.start();
    HttpClient idle { port };
    HttpClient busy { port };
    HttpClient reader { port };
    EXPECT_EQ(idle.send("GET", "/").status, 200);
    reader.open_events("/stream");
    subscription.wait().send("event: bye\n\n");
    busy.send_raw("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_for([&] { return here.server->load().in_flight == 1; });

    std::jthread const stopping { [&] { here.server->stop(30s); } };
    EXPECT_TRUE(idle.is_closed());
    EXPECT_EQ(reader.next_event(), "event: bye");
    EXPECT_FALSE(reader.next_event().has_value());
    EXPECT_THROW(HttpClient { port }, std::runtime_error);
    let_go.release();
    auto const reply = busy.receive();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(busy.is_closed());
}

TEST(server_streams, stopping_does_not_wait_longer_than_it_was_told)
{
    TestServer here;
    std::binary_semaphore let_go { 0 };
    here.on("/wait", [&](Request const&) { return let_go.acquire(), Response::json(200, "{}"); });
    here.on("/export", [](Request const&) {
        return streaming([](BodySink& sink) {
            while (sink.write(std::string(100'000, 'x'))) { }
        });
    });
    auto const port = here.start();
    HttpClient busy { port };
    HttpClient half { port };
    HttpClient still { port };
    busy.send_raw("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
    half.send_raw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
    still.send_raw("GET /export HTTP/1.1\r\nHost: a\r\n\r\n");
    wait_for([&] { return here.server->load().in_flight == 2 && here.server->load().connections == 3; });
    auto const before = std::chrono::steady_clock::now();
    here.server->stop(0s);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 10s);
    EXPECT_TRUE(busy.is_closed());
    EXPECT_TRUE(half.is_closed());
    let_go.release();
}

TEST(server_streams, a_server_that_was_never_started_ends_as_well)
{
    TestServer here;
    Server const server { here.options, {}, [](Request const&) { return Response {}; } };
    EXPECT_NE(server.port(), 0);
}

}
