#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace kontor::http {

// Bytes that came from a client and have not been understood yet. Small while a connection rests.
class InputBuffer {
public:
    struct Room {
        char* data;
        std::size_t size;
    };

    // Space for the next bytes. Grows with what is kept, never shrinks by itself.
    Room prepare()
    {
        if (m_begin == m_end)
            m_begin = m_end = 0;
        if (m_capacity - m_end < smallest_read) {
            auto const kept = m_end - m_begin;
            auto const capacity = std::max(first_capacity, kept * 2 + smallest_read);
            move_to(capacity <= m_capacity ? m_capacity : capacity);
        }
        return { m_bytes.get() + m_end, m_capacity - m_end };
    }
    void commit(std::size_t bytes) { m_end += bytes; }
    void consume(std::size_t bytes) { m_begin += bytes; }
    [[nodiscard]] std::string_view view() const { return { m_bytes.get() + m_begin, m_end - m_begin }; }
    [[nodiscard]] bool is_empty() const { return m_begin == m_end; }

    // Larger reads for a large body; gives the memory back when there is none.
    void widen()
    {
        if (m_capacity < wide_capacity)
            move_to(wide_capacity);
    }
    void rest()
    {
        if (m_capacity > first_capacity && m_end - m_begin <= first_capacity / 2)
            move_to(first_capacity);
    }

private:
    static constexpr std::size_t first_capacity = 4 * 1024;
    static constexpr std::size_t wide_capacity = 64 * 1024;
    static constexpr std::size_t smallest_read = 1024;

    void move_to(std::size_t capacity)
    {
        auto const kept = m_end - m_begin;
        if (capacity == m_capacity) {
            std::memmove(m_bytes.get(), m_bytes.get() + m_begin, kept);
        } else {
            std::unique_ptr<char[]> bytes { new char[capacity] };
            if (kept != 0)
                std::memcpy(bytes.get(), m_bytes.get() + m_begin, kept);
            m_bytes = std::move(bytes);
            m_capacity = capacity;
        }
        m_begin = 0;
        m_end = kept;
    }

    std::unique_ptr<char[]> m_bytes;
    std::size_t m_capacity = 0;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

}
