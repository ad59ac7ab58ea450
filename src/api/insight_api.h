#pragma once

#include "api/call.h"
#include "api/server_api.h"

// Search, Today and reports (API.md 8.5, 9).
namespace kontor::api {

http::Response get_search(Call const&, Rooms&);
http::Response get_today(Call const&, Rooms&);
http::Response get_report(Call const&, Rooms&);

}
