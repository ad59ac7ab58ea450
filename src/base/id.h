#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

// Names one record. Positive, time-ordered, never reused; a string of 1 to 19 digits on the wire.
struct Id {
    std::int64_t value = 0;

    [[nodiscard]] bool is_empty() const { return value == 0; }
    [[nodiscard]] std::string to_string() const;
    auto operator<=>(Id const&) const = default;

    // Empty when the text is not 1 to 19 digits or is larger than an id can be.
    static std::optional<Id> parse(std::string_view text);
};

// The built-in user "Kontor", who does all work without a person.
inline constexpr Id system_user { 1 };

// Hands out ids: milliseconds since 2024 (42 bits), node (8 bits), sequence (13 bits).
// Rising within one generator even when the clock steps back. Thread-safe.
class IdGenerator {
public:
    explicit IdGenerator(std::uint8_t node = 0);
    Id next();

private:
    std::mutex m_mutex;
    std::int64_t m_node;
    std::int64_t m_last = 0;
};

}

template<> struct std::hash<kontor::Id> {
    std::size_t operator()(kontor::Id id) const noexcept { return std::hash<std::int64_t> {}(id.value); }
};
