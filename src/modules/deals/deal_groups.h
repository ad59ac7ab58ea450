#pragma once

#include "base/json.h"
#include "records/grouping.h"
#include "records/report.h"

#include <string>
#include <string_view>
#include <vector>

// Deals counted in groups, as the reports of this module show them: with the reader's rights, in the company's
// currency.
namespace kontor::deals {

struct DealCount {
    std::string group;
    std::string status;
    std::optional<Day> started_on; // only when days were asked for
    std::optional<Day> closed_on;
    std::int64_t count = 0;
    Decimal amount;
    Decimal weighted_amount;
};

class DealGroups {
public:
    enum class Days { ignored, kept };

    // Throws Problem when the reader may not see what a deal is worth: then there is no report for him.
    DealGroups(records::Reading&, std::string filter, std::string_view group_by, Days = Days::ignored);

    [[nodiscard]] std::vector<DealCount> const& counts() const { return m_counts; }
    // As a link or a word on the wire, after look_up_titles().
    [[nodiscard]] Json cell(std::string const& group) const;
    // Selects the records of one group; empty for the group that the reader may not see.
    [[nodiscard]] std::string filter_of(std::string const& group) const;
    void look_up_titles(std::vector<std::string> const& groups) { m_key.look_up(groups); }
    [[nodiscard]] bool comes_before(std::string const& first, std::string const& second) const
    {
        return m_key.comes_before(first, second);
    }

private:
    records::Reading& m_reading;
    std::string m_filter;
    records::GroupKey m_key;
    std::vector<DealCount> m_counts;
};

// An amount as on the wire, with the digits of the company's currency.
Json money_cell(records::Reading const&, Decimal);
// Sums of deals stay far below what a Decimal holds; beyond it the report says so instead of being wrong.
Decimal added(Decimal, Decimal);
// "closed_on >= 2017-01-01 AND closed_on <= 2017-03-31"
std::string closed_within(records::Period const&);
// The name of the column of groups, its label and its type, by the parameter `by`.
records::ReportColumn group_column(std::string_view by);
// `group_by` for the parameter `by`: "month" is "month(closed_on)".
std::string grouping_for(std::string_view by);
// Every bucket of the period, so that a month without deals is a row too; nothing when groups are people or
// departments.
std::vector<std::string> buckets_within(std::string_view by, records::Period const&);

}
