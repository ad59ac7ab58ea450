#pragma once

#include "model/registry.h"
#include "records/store.h"

#include <optional>
#include <string>
#include <string_view>

namespace kontor::records {

// What the reader may see of the workspace, in his language: entities with their fields, relations, actions, layouts
// and views, reports, limits, himself (API.md 7). What is hidden from him is absent.
std::string meta(Reading&, Registry const&);
// One entity of it; nothing when he may not read any record of it.
std::optional<std::string> meta_of(Reading&, Registry const&, EntityInfo const&);

// The ETag with its quotes: "m-5f2c19aa". It is made of the document itself, so it changes with schema, rights, labels
// and language, and with nothing else.
std::string meta_etag(std::string_view document);

}
