#pragma once

#include "api/call.h"
#include "api/server_api.h"

// Signing in and out, passwords, tokens, the first run (API.md 2).
namespace kontor::api {

http::Response sign_in(http::Request const&, Rooms&);
http::Response set_up(http::Request const&, Rooms&);
http::Response who_am_i(Call const&, Rooms&);
http::Response sign_out(http::Request const&, Rooms&);
http::Response change_password(Call const&, Rooms&);
http::Response list_sessions(Call const&, Rooms&);
http::Response end_session(Call const&, Rooms&);
http::Response list_tokens(Call const&, Rooms&);
http::Response create_token(Call const&, Rooms&);
http::Response delete_token(Call const&, Rooms&);

// Fills a workspace that has nobody yet: settings, seeds, the first administrator. Returns his id.
Id furnish_workspace(records::Store&, Sessions&, records::Workspace const&, std::string_view name,
    std::string_view email, std::string_view password);
// Runs the modules' seeds when the workspace has none yet.
void sow(records::Store&);
bool has_administrator(records::Store&);

}
