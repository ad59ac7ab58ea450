#pragma once

#include "base/json.h"
#include "model/registry.h"
#include "records/reader.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kontor::records {

struct ReportColumn {
    std::string name;
    Label label {};
    std::string type; // text whole number percent money day link
};

struct ReportRow {
    std::vector<Json> cells; // as on the wire, in the order of the columns
    std::string filter {};   // selects the records behind this row
};

struct ReportTable {
    std::vector<ReportColumn> columns;
    std::vector<ReportRow> rows;
    std::vector<Json> totals {}; // one a column, null where there is none
    std::string chart_kind = "bar";
    std::string chart_x {};
    std::vector<std::string> chart_y {};
};

struct Period {
    Day begins;
    Day ends; // inclusive
};

class ReportCall {
public:
    ReportCall(Reading& open_reading, std::map<std::string, std::string> given)
        : reading(open_reading)
        , parameters(std::move(given))
    {
    }
    Reading& reading;
    std::map<std::string, std::string> parameters;

    [[nodiscard]] std::string text(std::string_view name) const; // empty when not given
    // "2017", "2017-Q1", "2017-03", "2017-Q1..2017-Q4", "2017-01-01..2017-03-31"; throws Problem. Empty: the current
    // year.
    [[nodiscard]] Period period(std::string_view name = "period") const;
    [[nodiscard]] std::int64_t whole(std::string_view name, std::int64_t otherwise, std::int64_t at_most) const;
};

// Runs a declared report for its reader; throws Problem when there is none or it may not be read.
std::string run_report(Reading&, Registry const&, std::string_view name, std::map<std::string, std::string> parameters);
std::string run_report_csv(
    Reading&, Registry const&, std::string_view name, std::map<std::string, std::string> parameters);

// One card of Today: why this record needs attention, and the one thing to do (MODEL.md D).
struct TodayCard {
    enum class Severity { info, attention, urgent };
    std::string rule; // "T10"
    EntityInfo const* entity = nullptr;
    Id record;
    std::string title;
    std::string reason; // "No next step."
    std::string verb;   // "call", "plan", "decide", ...
    std::string verb_label;
    std::optional<Day> since;
    Severity severity = Severity::attention;
    Decimal money {}; // at stake, company currency
    bool is_key_client = false;
};

class TodayCall {
public:
    explicit TodayCall(Reading& open_reading) : reading(open_reading) { }
    Reading& reading;
    std::vector<TodayCard> cards;
    void add(TodayCard card) { cards.push_back(std::move(card)); }
    [[nodiscard]] Day today() const { return reading.actor.zone.day_of(reading.now); }
};

// {attention, agenda, tasks, pipeline} of API.md 8.5.
std::string today(Reading&, Registry const&);

}
