#include "records/reference_rates.h"

#include "base/decimal.h"
#include "base/problem.h"
#include "base/time.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <optional>

namespace kontor::records {

namespace {

constexpr std::size_t places_max = 8;

struct Rate {
    Decimal units;
    Decimal euros;
};

// "0.85703" has more places than a Decimal: 8.5703 for 10 euros.
std::optional<Rate> read_rate(std::string_view text)
{
    auto digits = std::string { text };
    auto euros = Decimal::from_whole(1);
    for (auto point = digits.find('.'); point != std::string::npos && digits.size() - point - 1 > 4;
         point = digits.find('.')) {
        if (digits.size() - point - 1 > places_max)
            return {};
        std::swap(digits[point], digits[point + 1]);
        euros = { euros.ten_thousandths * 10 };
    }
    auto const units = Decimal::parse(digits);
    return units && units->ten_thousandths > 0 ? std::optional { Rate { *units, euros } } : std::nullopt;
}

[[noreturn]] void reject(std::string message) { throw Problem::invalid("file", "bad_format", std::move(message)); }

}

bool is_reference_rates(std::string_view beginning)
{
    return beginning.find("<gesmes:Envelope") != std::string_view::npos;
}

std::string reference_rates_as_csv(std::string const& xml)
{
    auto document = pugi::xml_document {};
    if (auto const read = document.load_string(xml.c_str()); !read)
        reject(fmt::format("The file is not valid XML at byte {}: {}.", read.offset, read.description()));
    auto csv = std::string { "currency,rated_on,units,rate,in_currency,source\n" };
    auto count = 0;
    for (auto const& day : document.child("gesmes:Envelope").child("Cube").children("Cube")) {
        auto const rated_on = Day::parse(day.attribute("time").value());
        if (!rated_on)
            reject(fmt::format("\"{}\" is no day of rates.", day.attribute("time").value()));
        for (auto const& cube : day.children("Cube")) {
            auto const rate = read_rate(cube.attribute("rate").value());
            if (!rate)
                reject(fmt::format(
                    "\"{}\" of {} is no rate.", cube.attribute("rate").value(), cube.attribute("currency").value()));
            csv += fmt::format("{},{},{},{},EUR,ecb\n", cube.attribute("currency").value(), rated_on->to_string(),
                rate->units.to_string(), rate->euros.to_string());
            ++count;
        }
    }
    if (count == 0)
        reject("The file holds no rates.");
    return csv;
}

}
