#include "base/log.h"

#include "base/time.h"
#include "base/utf8.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <unistd.h>

namespace kontor::log {

namespace {

std::atomic<Level> lowest { Level::info };

// Whoever writes into the log through a name or a header must not be able to begin a line or to steer a terminal.
void append_escaped(std::string& line, std::string_view message)
{
    constexpr std::string_view digits = "0123456789abcdef";
    auto const append_byte = [&](unsigned char byte) {
        line += "\\x";
        line += digits[byte >> 4];
        line += digits[byte & 0xF];
    };
    for (std::size_t i = 0; i < message.size(); ++i) {
        auto const byte = static_cast<unsigned char>(message[i]);
        auto const next = static_cast<unsigned char>(i + 1 < message.size() ? message[i + 1] : 0);
        if (byte == '\n') {
            line += "\\n";
        } else if (byte == '\r') {
            line += "\\r";
        } else if (byte == '\t') {
            line += "\\t";
        } else if (byte == '\\') {
            line += "\\\\";
        } else if (byte < 0x20 || byte == 0x7F) {
            append_byte(byte);
        } else if (byte == 0xC2 && next >= 0x80 && next < 0xA0) { // the C1 controls
            append_byte(byte);
            append_byte(next);
            ++i;
        } else {
            line += message[i];
        }
    }
}

void write_line(Level level, std::string_view message)
{
    if (level < lowest.load(std::memory_order_relaxed))
        return;
    constexpr std::array<std::string_view, 4> names { "debug", "info", "warning", "error" };
    auto line = SystemClock {}.now().to_string();
    line.reserve(line.size() + message.size() + 16);
    line += ' ';
    line += names[static_cast<std::size_t>(level)];
    line += ' ';
    append_escaped(line, message);
    line += '\n';
    // In one write, so that lines of several threads do not mix. A log that cannot be written stops nothing.
    std::string_view rest = line;
    while (!rest.empty()) {
        auto const written = ::write(STDERR_FILENO, rest.data(), rest.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return;
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

}

void set_level(Level level) { lowest.store(level, std::memory_order_relaxed); }

void debug(std::string_view message) { write_line(Level::debug, message); }

void info(std::string_view message) { write_line(Level::info, message); }

void warning(std::string_view message) { write_line(Level::warning, message); }

void error(std::string_view message) { write_line(Level::error, message); }

}
