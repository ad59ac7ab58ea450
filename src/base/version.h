#pragma once

#include <string_view>

namespace kontor {

// "0.1.0", from CMakeLists.txt.
extern std::string_view const version;

// The commit that this program was built from, shortened, or "unknown" outside a clone. A build sets it anew in one
// small source file, so a commit does not compile everything again.
extern std::string_view const commit;

}
