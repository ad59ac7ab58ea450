#pragma once

#include "model/registry.h"
#include "model/schema.h"
#include "records/actor.h"

#include <string>

namespace kontor::api {

// The contract for programs, as one reader has it (API.md 17): OpenAPI 3.1 with every call that he may make. Entities,
// fields and actions that are hidden from him are absent; labels are in his language.
std::string openapi(Schema const&, Registry const&, records::Actor const&);

}
