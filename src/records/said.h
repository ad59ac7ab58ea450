#pragma once

#include "base/language.h"
#include "model/registry.h"
#include "records/action.h"

#include <string>

namespace kontor::records {

// A sentence of an action in the language of whoever runs it.
inline std::string said(ActionCall& call, Label sentence)
{
    return std::string { sentence.in(call.transaction.actor().language) };
}

}
