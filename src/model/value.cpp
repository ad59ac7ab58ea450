#include "model/value.h"

#include "base/check.h"

namespace kontor {

bool Address::is_empty() const { return *this == Address {}; }

std::optional<std::string>& part_of(Address& address, std::size_t index)
{
    switch (index) {
    case 0: return address.street;
    case 1: return address.street2;
    case 2: return address.city;
    case 3: return address.region;
    case 4: return address.postal_code;
    default: check(index == 5, "an address has six parts"); return address.country;
    }
}

std::optional<std::string> const& part_of(Address const& address, std::size_t index)
{
    return part_of(const_cast<Address&>(address), index);
}

}
