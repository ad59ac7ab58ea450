#pragma once

#include "base/language.h"

#include <string>
#include <string_view>

namespace kontor::api {

// A problem document (Problem::to_json) in the reader's language. The engine speaks English; modules give their
// sentences in both languages already, and those are left as they are. Codes, places and numbers never change.
std::string problem_in(Language, std::string problem_json);

}
