#include "http/request_identity.h"

#include <cstdint>
#include <random>

namespace kontor::http {

namespace {

std::uint64_t random_bits()
{
    thread_local std::mt19937_64 generator { [] {
        std::random_device device;
        std::seed_seq seed { device(), device(), device(), device(), device(), device(), device(), device() };
        return std::mt19937_64 { seed };
    }() };
    return generator();
}

bool is_lower_hexadecimal(std::string_view text)
{
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_all_zeros(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

}

std::string make_request_id()
{
    static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string id(16, '0');
    // Sixteen characters of five bits: 60 bits from one number, 20 from another.
    auto bits = random_bits();
    for (std::size_t at = 0; at < id.size(); ++at) {
        if (at == 12)
            bits = random_bits();
        id[at] = alphabet[bits & 31];
        bits >>= 5;
    }
    return id;
}

std::optional<std::string> continue_trace(std::string_view traceparent)
{
    // version "-" trace id "-" parent id "-" flags; later versions may add more behind another dash.
    constexpr std::size_t version_end = 2;
    constexpr std::size_t trace_end = 35;
    constexpr std::size_t parent_end = 52;
    constexpr std::size_t flags_end = 55;
    if (traceparent.size() < flags_end || (traceparent.size() > flags_end && traceparent[flags_end] != '-'))
        return {};
    auto const version = traceparent.substr(0, version_end);
    auto const trace = traceparent.substr(version_end + 1, 32);
    auto const parent = traceparent.substr(trace_end + 1, 16);
    auto const flags = traceparent.substr(parent_end + 1, 2);
    if (traceparent[version_end] != '-' || traceparent[trace_end] != '-' || traceparent[parent_end] != '-')
        return {};
    if (!is_lower_hexadecimal(version) || !is_lower_hexadecimal(trace) || !is_lower_hexadecimal(parent)
        || !is_lower_hexadecimal(flags))
        return {};
    if (version == "ff" || (version == "00" && traceparent.size() > flags_end) || is_all_zeros(trace)
        || is_all_zeros(parent))
        return {};
    std::string span(16, '0');
    auto bits = random_bits() | 1;
    for (auto& digit : span) {
        digit = "0123456789abcdef"[bits & 15];
        bits >>= 4;
    }
    return "00-" + std::string { trace } + '-' + span + '-' + std::string { flags };
}

}
