#pragma once

#include "base/language.h"
#include "base/time.h"

#include <string>

// Days and moments as a sentence of the page says them.
namespace kontor {

// "23 Nov", "23 ноября"; of another year than today's "23 Nov 2025", "23 ноября 2025".
std::string spoken_day(Day, Day today, Language);

// "09:08" today, else "23 Nov, 09:08", as clocks in that zone show it.
std::string spoken_moment(Instant, Day today, TimeZone const&, Language);

}
