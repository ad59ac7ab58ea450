#include "records/read_judgement.h"

#include <algorithm>
#include <cmath>

namespace kontor::records {

namespace {

constexpr std::int64_t allowance_min = 25, allowance_max = 500;
constexpr std::int64_t working_days = 20; // of four weeks

std::int64_t allowance_of(std::int64_t book) { return std::clamp(book / 20, allowance_min, allowance_max); }

double median(std::vector<double>& values)
{
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::int64_t usual_most(std::span<ReadTotals const> days, std::int64_t ReadTotals::*measure)
{
    auto values = std::vector<double> {};
    for (auto const& day : days)
        values.push_back(static_cast<double>(day.*measure));
    auto const centre = median(values);
    for (auto& value : values)
        value = std::abs(value - centre);
    return std::llround(centre + 3 * 1.4826 * median(values));
}

class Judgement {
public:
    // `steps`: from which count on each consequence follows; ascending.
    struct Steps {
        std::int64_t notify, step_up, block;
    };

    void weigh(ReadMeasure measure, std::int64_t count, std::int64_t usual, Steps steps)
    {
        auto const [consequence, threshold] = count >= steps.block ? std::pair { Consequence::block, steps.block }
            : count >= steps.step_up                               ? std::pair { Consequence::step_up, steps.step_up }
            : count >= steps.notify                                ? std::pair { Consequence::notify, steps.notify }
                                                                   : std::pair { Consequence::none, std::int64_t {} };
        if (consequence > m_verdict.consequence)
            m_verdict = { consequence, measure, count, usual, threshold };
    }

    // One step above: told; two: proof; four: stop.
    void climb(ReadMeasure measure, std::int64_t count, std::int64_t usual, std::int64_t step)
    {
        weigh(measure, count, usual, { usual + step, usual + 2 * step, usual + 4 * step });
    }

    [[nodiscard]] ReadVerdict const& verdict() const { return m_verdict; }

private:
    ReadVerdict m_verdict;
};

}

std::string_view name_of(Consequence consequence)
{
    switch (consequence) {
    case Consequence::none: return "none";
    case Consequence::notify: return "notify";
    case Consequence::step_up: return "step_up";
    case Consequence::block: return "block";
    }
    return "none";
}

std::string_view name_of(ReadMeasure measure)
{
    switch (measure) {
    case ReadMeasure::none: return "none";
    case ReadMeasure::rows: return "rows";
    case ReadMeasure::contacts: return "contacts";
    case ReadMeasure::accounts: return "accounts";
    case ReadMeasure::fresh: return "fresh";
    case ReadMeasure::exports: return "exports";
    }
    return "none";
}

ReadLimits ReadLimits::in_notice() const
{
    auto const tenth = [](std::optional<std::int64_t> limit) {
        return limit ? std::optional { std::max<std::int64_t>(*limit / 10, 0) } : limit;
    };
    return { tenth(rows), tenth(contacts), tenth(exports) };
}

std::optional<ReadTotals> usual_of(std::span<ReadTotals const> days)
{
    if (days.size() < days_known)
        return {};
    return ReadTotals { usual_most(days, &ReadTotals::rows), usual_most(days, &ReadTotals::accounts),
        usual_most(days, &ReadTotals::contacts), usual_most(days, &ReadTotals::fresh),
        usual_most(days, &ReadTotals::exports) };
}

ReadVerdict judge(ReadTotals const& day, FourWeeks const& weeks, std::optional<ReadTotals> const& usual,
    ReadLimits const& limits, ClientBook const& book)
{
    auto judgement = Judgement {};
    if (usual) {
        judgement.climb(ReadMeasure::contacts, day.contacts, usual->contacts, allowance_of(book.contacts));
        judgement.climb(ReadMeasure::accounts, day.accounts, usual->accounts, allowance_of(book.accounts));
    }
    if (weeks.usual_fresh) {
        // Fresh names say only that somebody should look: new clients are a manager's work, too.
        auto const usual_weeks = *weeks.usual_fresh * working_days;
        auto const from = usual_weeks + allowance_of(book.accounts + book.contacts);
        constexpr auto never = std::int64_t { 1 } << 60;
        judgement.weigh(ReadMeasure::fresh, weeks.fresh, usual_weeks, { from, never, never });
    }
    // In a notice period a limit may be less than one.
    if (limits.rows)
        judgement.climb(ReadMeasure::rows, day.rows, 0, std::max<std::int64_t>(1, *limits.rows));
    if (limits.contacts)
        judgement.climb(ReadMeasure::contacts, day.contacts, 0, std::max<std::int64_t>(1, *limits.contacts));
    auto verdict = judgement.verdict();
    if (!limits.rows && !limits.contacts)
        verdict.consequence = std::min(verdict.consequence, Consequence::notify);
    return verdict;
}

}
