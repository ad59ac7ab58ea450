#pragma once

#include "api/server_api.h"

// For those who run it (API.md 15).
namespace kontor::api {

// 200 ready, or 503 with what is failing: database, disk, outbox, shutting_down. No details: anybody may ask.
http::Response readiness(Rooms&);
// Prometheus text, for an administrator or a token with the scope "metrics".
http::Response metrics(http::Request const&, Rooms&);

}
