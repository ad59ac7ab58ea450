#pragma once

#include "base/json.h"
#include "records/grouping.h"
#include "records/report.h"

#include <string>
#include <string_view>
#include <vector>

// What was ordered, counted in groups as the reports show it: with the reader's rights, in the company's currency, over
// unrounded lines.
namespace kontor::orders {

struct SalesGroup {
    std::string group;
    std::int64_t orders = 0, lines = 0;
    std::int64_t orders_on_time = 0, lines_on_time = 0; // in full, by the day that was promised first
    Decimal gross, net;                                 // before and after discounts; returns count against both
    Decimal open;                                       // not yet delivered
    Decimal quantity;
};

class Sales {
public:
    // `filter` is over orders, `lines_filter` over their lines; `by` is account, product, owner, department, or a
    // month, quarter or year of `day`. Throws Problem when the reader may not see what orders are worth.
    Sales(records::Reading&, std::string filter, std::string_view by, std::string_view day = "ordered_on",
        std::string_view lines_filter = {});

    [[nodiscard]] std::vector<SalesGroup> const& groups() const { return m_groups; } // periods in order, others by net
    [[nodiscard]] records::ReportColumn column() const;
    [[nodiscard]] Json cell(std::string const& group) const; // after look_up_titles()
    void look_up_titles();
    // Selects the orders of one group; empty for the group that the reader may not see.
    [[nodiscard]] std::string filter_of(std::string const& group) const;
    // All groups together; orders are counted once each, also when several groups have a part of them.
    [[nodiscard]] SalesGroup const& total() const { return m_total; }

private:
    void read(std::string_view lines_filter);
    records::Reading& m_reading;
    std::string m_filter, m_by, m_day;
    bool m_is_time;
    std::optional<records::GroupKey> m_key;
    std::vector<SalesGroup> m_groups;
    SalesGroup m_total;
};

// What counts as ordered, and as ordered within these days.
std::string ordered_within(records::Period const&);

// Rounded to the digits of the company's currency.
Json money_cell(records::Reading const&, Decimal);
// Part of the whole in percent, to two places; null when there is no whole.
Json share_cell(Decimal part, Decimal whole);

}
