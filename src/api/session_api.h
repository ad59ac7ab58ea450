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
http::Response step_up(Call const&, Rooms&);
http::Response list_sessions(Call const&, Rooms&);
http::Response end_session(Call const&, Rooms&);
http::Response list_tokens(Call const&, Rooms&);
http::Response create_token(Call const&, Rooms&);
http::Response delete_token(Call const&, Rooms&);

// One-time links (welcome_api.cpp).
http::Response invite_user(Call const&, Rooms&);
http::Response reset_password(Call const&, Rooms&);
http::Response show_welcome(http::Request const&, Rooms&);   // whose link it is, without using it
http::Response accept_welcome(http::Request const&, Rooms&); // sets the password and signs in

// The answer of every way of signing in: who it is, the token for programs, the cookie.
http::Response signed_in(http::Request const&, Rooms&, Sessions::SignedIn const&, int status = 200);
// The named members of a body as texts; anything else is an unknown field.
std::vector<std::string> body_texts(http::Request const&, std::initializer_list<std::string_view> names);

// Fills a workspace that has nobody yet: settings, seeds, the first administrator. Returns his id.
Id furnish_workspace(records::Store&, Sessions&, records::Workspace const&, std::string_view name,
    std::string_view email, std::string_view password);
// Runs the modules' seeds when the workspace has none yet.
void sow(records::Store&);
bool has_administrator(records::Store&);

}
