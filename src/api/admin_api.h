#pragma once

#include "api/call.h"
#include "api/server_api.h"

// What an administrator keeps, and what a page needs to know (API.md 7, 8.1, 12).
namespace kontor::api {

http::Response get_meta(Call const&, Rooms&);
http::Response get_meta_of(Call const&, Rooms&);
http::Response get_openapi(Call const&, Rooms&);

http::Response list_objects(Call const&, Rooms&);
http::Response create_entity(Call const&, Rooms&);
http::Response update_entity(Call const&, Rooms&);
http::Response delete_entity(Call const&, Rooms&);
http::Response restore_entity(Call const&, Rooms&);
http::Response list_fields(Call const&, Rooms&);
http::Response create_field(Call const&, Rooms&);
http::Response update_field(Call const&, Rooms&);
http::Response delete_field(Call const&, Rooms&);
http::Response restore_field(Call const&, Rooms&);

http::Response get_workspace(Call const&, Rooms&);
http::Response update_workspace(Call const&, Rooms&);
http::Response get_preferences(Call const&, Rooms&);
http::Response update_preferences(Call const&, Rooms&);
http::Response list_audit(Call const&, Rooms&);

}
