#include "http/event_queue.h"

#include <utility>

namespace kontor::http {

EventQueue::EventQueue(std::size_t byte_limit, std::function<void()> wake)
    : m_byte_limit(byte_limit)
    , m_wake(std::move(wake))
{
}

bool EventQueue::put(std::string_view text)
{
    std::lock_guard const lock { m_mutex };
    if (m_is_closed || m_waiting.size() + m_on_its_way + text.size() > m_byte_limit)
        return false;
    m_waiting += text;
    // Under the lock, so that abandon() can promise that nobody is woken after it.
    if (!std::exchange(m_is_woken, true))
        m_wake();
    return true;
}

void EventQueue::close()
{
    std::lock_guard const lock { m_mutex };
    if (!std::exchange(m_is_closed, true))
        m_wake();
}

bool EventQueue::is_closed() const
{
    std::lock_guard const lock { m_mutex };
    return m_is_closed;
}

EventQueue::Taken EventQueue::take()
{
    std::lock_guard const lock { m_mutex };
    m_is_woken = false;
    m_on_its_way = m_waiting.size();
    return { std::exchange(m_waiting, {}), m_is_closed };
}

void EventQueue::abandon()
{
    std::lock_guard const lock { m_mutex };
    m_is_closed = true;
    m_is_woken = true;
    m_waiting = {};
    m_wake = [] {};
}

}
