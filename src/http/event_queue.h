#pragma once

#include "http/message.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace kontor::http {

// What waits to be sent to one reader of events. Senders on any thread put text in; the connection takes it out.
class EventQueue {
public:
    // `wake` is called, on whatever thread, when the connection should look again.
    EventQueue(std::size_t byte_limit, std::function<void()> wake);

    bool put(std::string_view text); // false when closed or when too much waits
    void close();                    // what is in already will still be sent
    [[nodiscard]] bool is_closed() const;

    struct Taken {
        std::string text;
        bool is_last; // closed, and nothing more will come
    };
    Taken take(); // the taken text counts as waiting until the next call
    // The reader has gone: nothing more goes in or out, and nobody is woken any more.
    void abandon();

private:
    std::size_t m_byte_limit;
    mutable std::mutex m_mutex;
    std::function<void()> m_wake;
    std::string m_waiting;
    std::size_t m_on_its_way = 0;
    bool m_is_closed = false;
    bool m_is_woken = false;
};

// The handler's end of a queue. When the last handler forgets its channel, the connection closes: nobody could ever
// write again.
class QueueChannel final : public EventChannel {
public:
    explicit QueueChannel(std::shared_ptr<EventQueue> queue) : m_queue(std::move(queue)) { }
    ~QueueChannel() override { m_queue->close(); }

    bool send(std::string_view text) override { return m_queue->put(text); }
    void close() override { m_queue->close(); }
    [[nodiscard]] bool is_closed() const override { return m_queue->is_closed(); }

private:
    std::shared_ptr<EventQueue> m_queue;
};

}
