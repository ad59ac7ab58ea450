#pragma once

#include "base/json.h"
#include "model/field.h"
#include "records/actor.h"

#include <string>

namespace kontor::records {

// A value of the trail as a sentence says it to the reader: "2,500.50", "18 Dec", "Offer", "yes", "empty".
std::string spoken_value(Json const&, Field const&, Actor const& reader);

}
