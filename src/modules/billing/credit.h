#pragma once

#include "base/decimal.h"
#include "base/language.h"
#include "model/record.h"
#include "records/actor.h"
#include "records/store.h"

#include <optional>
#include <string>

namespace kontor::billing {

struct CreditRefusal {
    std::string code; // credit_hold, credit_exceeded
    std::string message;
};

// Why an order of this worth, in the company's currency, may not go out to the client; nothing when it may.
std::optional<CreditRefusal> credit_refusal(records::Transaction&, Record const& account, Decimal worth, Language);

// True for those who keep the credit limits: they may also let an order pass beyond them.
bool keeps_credit_limits(Schema const&, records::Actor const&);

}
