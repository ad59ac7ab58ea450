#pragma once

#include "app/demo/dossier.h"
#include "base/decimal.h"
#include "model/record.h"

#include <cmath>
#include <string>
#include <string_view>

namespace kontor::demo {

constexpr std::int64_t minute_ms = 60'000;

// The words of one client, ready to be put into phrases.
struct Telling {
    Language language = Language::en;
    std::string contact;
    std::string product;
    std::string_view town;
    std::string number;
    std::string account;

    [[nodiscard]] std::string operator()(Label phrase) const
    {
        return told(phrase, language, { contact, account, product, town, number });
    }
};

inline std::string text(std::string_view view) { return std::string { view }; }
inline Decimal whole_money(double amount) { return Decimal::from_whole(std::llround(amount)); }

inline Assignment about(AnyLink const& link, std::string_view collection, Id record)
{
    auto assignment = Assignment { link, record };
    assignment.any_entity = collection;
    return assignment;
}

inline LinksEdit tied(Links const& links, std::vector<Id> const& records)
{
    auto edit = LinksEdit { &links };
    for (auto id : records)
        edit.add.push_back({ id });
    return edit;
}

}
