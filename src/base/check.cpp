#include "base/check.h"

#include <string>

namespace kontor {

void check(bool claim, std::string_view sentence)
{
    if (!claim) [[unlikely]]
        throw Bug(std::string { sentence });
}

}
