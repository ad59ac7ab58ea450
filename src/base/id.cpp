#include "base/id.h"

#include <charconv>
#include <chrono>

namespace kontor {

namespace {

constexpr int node_bits = 8;
constexpr int sequence_bits = 13;
constexpr std::int64_t sequence_mask = (1 << sequence_bits) - 1;
constexpr std::int64_t epoch_ms = 1'704'067'200'000; // 2024-01-01T00:00:00Z

std::int64_t milliseconds_since_epoch()
{
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count() - epoch_ms;
}

}

std::string Id::to_string() const
{
    char digits[20];
    auto const end = std::to_chars(std::begin(digits), std::end(digits), value).ptr;
    return { digits, end };
}

std::optional<Id> Id::parse(std::string_view text)
{
    if (text.empty() || text.size() > 19 || text.find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    Id id;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), id.value);
    if (fault != std::errc {} || id.is_empty())
        return {};
    return id;
}

IdGenerator::IdGenerator(std::uint8_t node) : m_node(node) { }

Id IdGenerator::next()
{
    std::lock_guard const lock { m_mutex };
    auto ms = milliseconds_since_epoch();
    std::int64_t sequence = 0;
    auto const last_ms = m_last >> (node_bits + sequence_bits);
    if (ms <= last_ms) {
        // The clock stands or steps back, or this millisecond is used up: then the next one is borrowed from the
        // future.
        sequence = ((m_last & sequence_mask) + 1) & sequence_mask;
        ms = sequence == 0 ? last_ms + 1 : last_ms;
    }
    m_last = (ms << (node_bits + sequence_bits)) | (m_node << sequence_bits) | sequence;
    return { m_last };
}

}
