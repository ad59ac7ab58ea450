#pragma once

#include "model/entity.h"
#include "model/registry.h"
#include "records/store.h"

#include <string>
#include <string_view>

namespace kontor::platform {

// Puts a notification into somebody's inbox. Nobody is told of what he did himself.
struct Notice {
    Id whom;
    std::string_view kind; // as in notification.h
    std::string title;
    std::string collection; // what it is about
    Id record;
};
void notify(records::Transaction&, Notice const&);

// Tells those who are newly mentioned in a record that is about another one.
void notify_mentioned(Registry&, Entity const&, Links const& mentions, AnyLink const& about);

}
