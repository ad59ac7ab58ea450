#include "modules/market/rules.h"
#include "modules/market/segment.h"
#include "modules/platform/keys.h"
#include "records/writer.h"

#include <array>

namespace kontor::market {

namespace {

struct ShippedSegment {
    std::string_view key;
    Label name;
    Label decision_logic;
    std::int64_t response_hours;
};
constexpr std::array shipped_segments = {
    ShippedSegment { "small", { "Small", "Малые" },
        { "The owner decides, quickly, by price and term.", "Решает владелец, быстро, по цене и сроку." }, 4 },
    ShippedSegment { "medium", { "Medium", "Средние" },
        { "The head of a department chooses, the director signs.",
            "Выбирает руководитель подразделения, подписывает директор." },
        8 },
    ShippedSegment { "large", { "Large", "Крупные" },
        { "A committee decides; users, buyers and security have their say.",
            "Решает комитет: пользователи, закупки, безопасность." },
        8 },
    ShippedSegment { "government", { "Government", "Государственные" },
        { "The budget and the law on purchases decide; mostly by tender.",
            "Решают бюджет и закон о закупках, чаще всего через тендер." },
        24 },
};

void seed_segments(records::Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_segments)
        records::Writer::create(transaction, segment,
            { { segment.name, std::string { shipped.name.in(language) } }, { segment.key, std::string { shipped.key } },
                { segment.decision_logic, std::string { shipped.decision_logic.in(language) } },
                { segment.response_hours, Decimal::from_whole(shipped.response_hours) } });
}

}

void add_rules(Registry& registry) { platform::keep_key(registry, segment, segment.name, segment.key); }

void add_seeds(Registry& registry) { registry.seed({ "segments", seed_segments }); }

}
