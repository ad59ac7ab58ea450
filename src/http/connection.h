#pragma once

#include "http/asynchronous.h"
#include "http/event_queue.h"
#include "http/input_buffer.h"
#include "http/io_thread.h"
#include "http/request_body.h"
#include "http/request_parser.h"
#include "http/response_head.h"
#include "http/sending.h"
#include "http/server.h"
#include "http/worker_pool.h"

#include "base/problem.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace kontor::http {

// Lets a coroutine of an I/O thread wait for a worker. Called once, from any thread.
class Resumption {
public:
    virtual ~Resumption() = default;
    virtual void resume(bool has_run) = 0;
};

// One client's connection: reads a request, has it answered on a worker, sends the answer, and again. The coroutine
// live() owns everything here, except while it waits for a worker: then run() does.
class Connection final : public std::enable_shared_from_this<Connection>, private Job {
public:
    Connection(ServerContext&, IoThread&, Socket);
    ~Connection();

    static Async<void> live(std::shared_ptr<Connection>);

    // For the I/O thread:
    void check_deadline(std::chrono::steady_clock::time_point now);
    [[nodiscard]] bool is_idle() const { return m_phase == Phase::idle && !m_is_leaving; }
    void finish_soon(); // no further request after this one
    void cut();

private:
    enum class Phase { idle, busy };
    enum class Task { none, ask_doorman, spool, finish_spool, handle, stream, send_file };
    using Deadline = std::chrono::steady_clock::time_point;

    // connection.cpp: reading
    Async<bool> read_header(); // false when there is none and never will be
    Async<void> exchange();
    Async<bool> let_body_in(); // false when the request has been answered without it
    Async<bool> read_body();
    Async<bool> spool(Task);
    Async<void> refuse_body();
    Async<void> skip_body();
    Async<std::size_t> receive(); // 0: closed, too late, or cut
    Async<void> part();
    void begin_request();
    bool understand_request();
    bool plan();
    std::optional<Problem> refusal_before_body() const;
    void set_deadline(Deadline);

    // Waits for a worker; false when its pool took nothing more.
    Async<bool> run_on(WorkerPool&, Task);
    void run() noexcept override;

    // delivery.cpp: answering
    void answer(Problem const&); // makes it the response, and sends what goes at once
    void answer_overload();
    Async<void> deliver();
    Async<bool> send_rest();
    Async<void> send_file();
    Async<void> send_events();
    static Async<void> watch_reader(std::shared_ptr<Connection>);
    void handle(); // this and the next ones on a worker
    Response response_of_handler(std::function<Response()> const&) const;
    void prepare();
    void open_file();
    void send_file_now();
    void stream();
    void open_events();
    Framing framing();
    [[nodiscard]] bool is_head_request() const { return m_request.method == "HEAD"; }

    ServerContext& m_context;
    IoThread& m_thread;
    Socket m_socket;
    IoThread::Place m_place;
    std::string m_peer;
    InputBuffer m_input;
    RequestParser m_parser;
    RequestBody m_body;

    Phase m_phase = Phase::idle;
    Deadline m_deadline = Deadline::max();
    bool m_is_fresh = true; // nothing has come yet
    bool m_is_late = false; // the deadline has passed, and what was going on was cancelled
    bool m_is_http_1_1 = true;
    bool m_keeps_alive = true;
    bool m_lingers = false;                 // the client may still be sending what nobody will read
    std::atomic<bool> m_is_leaving = false; // no further request
    std::atomic<bool> m_is_cut = false;     // the answer cannot be completed

    Request m_request;
    RoutePlan m_plan;
    std::string m_traceparent;
    std::optional<Problem> m_refusal; // of the body
    bool m_has_asked = false;         // the doorman
    std::optional<Response> m_doormans_answer;

    std::unique_ptr<Resumption> m_resumption;
    Task m_task = Task::none;
    std::optional<Problem> m_failure; // of a task other than the handler's

    Response m_response;
    std::string m_head;
    Outgoing m_outgoing;
    Sending m_sending = Sending::done;
    bool m_is_streamed = false;
    int m_file = -1;
    std::uint64_t m_file_left = 0;
    std::shared_ptr<EventQueue> m_events;
    bool m_has_open_events = false; // known to the I/O thread
    Timer m_event_timer;
};

}
