#include "http/networks.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace kontor::http {

namespace {

constexpr int bits_before_v4 = 96;

}

Networks::Networks(std::vector<std::string> const& texts)
{
    for (auto const& text : texts) {
        auto const slash = std::min(text.find('/'), text.size());
        auto network = Network { {}, 128 };
        auto is_v4 = false;
        if (!read_address(std::string_view { text }.substr(0, slash), network.bytes, is_v4))
            continue;
        if (slash < text.size()) {
            auto bits = 0;
            auto const* begin = text.data() + slash + 1;
            auto const* end = text.data() + text.size();
            if (auto const read = std::from_chars(begin, end, bits); read.ec != std::errc {} || read.ptr != end)
                continue;
            network.bits = std::clamp(bits + (is_v4 ? bits_before_v4 : 0), 0, 128);
        }
        m_networks.push_back(network);
    }
}

bool Networks::contain(std::string_view address) const
{
    auto bytes = Bytes {};
    auto is_v4 = false;
    if (!read_address(address, bytes, is_v4))
        return false;
    return std::ranges::any_of(m_networks, [&](Network const& network) {
        for (auto bit = 0; bit < network.bits; ++bit) {
            auto const at = static_cast<std::size_t>(bit / 8);
            auto const mask = static_cast<std::uint8_t>(0x80U >> static_cast<unsigned>(bit % 8));
            if ((bytes[at] & mask) != (network.bytes[at] & mask))
                return false;
        }
        return true;
    });
}

bool Networks::read_address(std::string_view text, Bytes& bytes, bool& is_v4)
{
    auto const word = std::string { text };
    auto v4 = in_addr {};
    is_v4 = ::inet_pton(AF_INET, word.c_str(), &v4) == 1;
    auto const mapped = is_v4 ? "::ffff:" + word : word;
    return ::inet_pton(AF_INET6, mapped.c_str(), bytes.data()) == 1;
}

}
