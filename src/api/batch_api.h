#pragma once

#include "api/call.h"
#include "api/server_api.h"

// Many records at once (API.md 3.6, 13) and likely duplicates.
namespace kontor::api {

http::Response batch_records(Call const&);
http::Response find_duplicates(Call const&);
http::Response start_bulk(Call const&, Rooms&);

}
