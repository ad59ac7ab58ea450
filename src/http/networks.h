#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::http {

// A list of addresses and networks: "10.0.0.1", "10.0.0.0/8", "fd00::/8". What is no network is not in the list.
class Networks {
public:
    Networks() = default;
    explicit Networks(std::vector<std::string> const& texts);

    [[nodiscard]] bool is_empty() const { return m_networks.empty(); }
    // An address of IPv4 is the same inside of IPv6 (::ffff:10.0.0.1). Text that is no address is in no network.
    [[nodiscard]] bool contain(std::string_view address) const;

private:
    using Bytes = std::array<std::uint8_t, 16>; // IPv4 as IPv6 maps it
    static bool read_address(std::string_view text, Bytes& bytes, bool& is_v4);

    struct Network {
        Bytes bytes;
        int bits;
    };
    std::vector<Network> m_networks;
};

}
