#pragma once

#include "model/entity.h"
#include "model/registry.h"

#include <string>
#include <string_view>

namespace kontor::platform {

// Keys of administered lists: they begin with a letter, so that they never clash with ids.
bool is_key(std::string_view text);
// "Крупные клиенты" is "krupnye_klienty".
std::string key_from(std::string_view name);

// A record without a key gets one made from its name; what is no key is refused. With `scope`, keys are unique among
// the records with the same value of that link; else the field itself is declared unique.
void keep_key(Registry&, Entity const&, Text const& name, Text const& key, Link const* scope = nullptr);

}
