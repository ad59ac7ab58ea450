#pragma once

#include <string>
#include <string_view>

namespace kontor::log {

enum class Level { debug, info, warning, error, off };

// One line a message on stderr: time, level, message; control characters and line breaks in it are escaped.
void set_level(Level);
void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);
void error(std::string_view message);

}
