#include "records/report.h"

#include "base/csv.h"
#include "base/problem.h"
#include "records/filter_binding.h"
#include "records/grouping.h"
#include "records/input.h"
#include "records/read_count.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace kontor::records {

namespace {

Report const& find_report(Reading& reading, Registry const& registry, std::string_view name)
{
    auto const found = std::ranges::find(registry.reports(), name, &Report::name);
    // The right to read the records is the right to the report.
    if (found == registry.reports().end()
        || reading.actor.level(reading.schema, reading.schema.of(*found->entity), Right::read) == Level::none)
        throw Problem::not_found();
    return *found;
}

// A report that lists clients tells their names like any other answer.
void count_names(Reading& reading, Report const& report, ReportTable const& table)
{
    auto const& entity = reading.schema.of(*report.entity);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        auto const* field = table.columns[i].type == "link" ? entity.find(table.columns[i].name) : nullptr;
        auto const* target = field ? reading.schema.target_of(*field) : nullptr;
        if (!target)
            continue;
        for (auto const& row : table.rows)
            if (auto const* id = row.cells[i].find("id"); id && id->as_string())
                count_name(reading.actor, target->plural, Id::parse(*id->as_string()).value_or(Id {}));
    }
}

ReportTable run(Reading& reading, Report const& report, std::map<std::string, std::string> const& parameters)
{
    for (auto const& [name, value] : parameters)
        if (std::ranges::find(report.parameters, name, &ReportParameter::name) == report.parameters.end())
            throw Problem::unknown_parameter(name);
    auto complete = parameters;
    for (auto const& parameter : report.parameters) {
        auto& value = complete[std::string { parameter.name }];
        if (value.empty())
            value = parameter.default_value;
        if (!parameter.choices.empty() && !value.empty()
            && std::ranges::find(parameter.choices, value) == parameter.choices.end())
            throw Problem::bad_parameter(parameter.name, fmt::format("{} cannot be \"{}\".", parameter.name, value));
    }
    auto call = ReportCall { reading, std::move(complete) };
    auto table = report.run(call);
    count_names(reading, report, table);
    return table;
}

bool is_bucket(std::string_view text)
{
    if (Day::parse(text))
        return true;
    auto const digits = [&](std::size_t from, std::size_t count) {
        return text.size() >= from + count
            && std::ranges::all_of(text.substr(from, count), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (!digits(0, 4))
        return false;
    if (text.size() == 4)
        return true;
    if (text[4] != '-')
        return false;
    if (text.size() == 7 && text[5] == 'Q')
        return text[6] >= '1' && text[6] <= '4';
    if (text.size() == 8 && text[5] == 'W')
        return digits(6, 2) && text.substr(6) >= "01" && text.substr(6) <= "53";
    return text.size() == 7 && digits(5, 2) && text.substr(5) >= "01" && text.substr(5) <= "12";
}

}

std::string ReportCall::text(std::string_view name) const
{
    auto const found = parameters.find(std::string { name });
    return found == parameters.end() ? std::string {} : found->second;
}

Period ReportCall::period(std::string_view name) const
{
    auto value = text(name);
    if (value.empty())
        value = std::to_string(reading.actor.zone.day_of(reading.now).year());
    auto const dots = value.find("..");
    auto const first = value.substr(0, dots), last = dots == std::string::npos ? first : value.substr(dots + 2);
    if (!is_bucket(first) || !is_bucket(last))
        throw Problem::bad_parameter(
            name, "A period is like 2026, 2026-Q4, 2026-11, 2026-11-05, or two of them: 2026-Q1..2026-Q4.");
    auto const period = Period { days_of_bucket(first).first, days_of_bucket(last).second };
    if (period.ends < period.begins)
        throw Problem::bad_parameter(name, "The end lies before the start.");
    return period;
}

std::int64_t ReportCall::whole(std::string_view name, std::int64_t otherwise, std::int64_t at_most) const
{
    auto const value = text(name);
    if (value.empty())
        return otherwise;
    auto number = std::int64_t { 0 };
    auto const [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc {} || end != value.data() + value.size() || number < 1 || number > at_most)
        throw Problem::bad_parameter(name, fmt::format("{} must be from 1 to {}.", name, at_most));
    return number;
}

std::string run_report(
    Reading& reading, Registry const& registry, std::string_view name, std::map<std::string, std::string> parameters)
{
    auto const& report = find_report(reading, registry, name);
    auto const table = run(reading, report, parameters);
    auto const language = reading.actor.language;
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object().member("name", report.name).member("label", report.label.in(language));
    json.key("parameters").begin_object();
    for (auto const& parameter : report.parameters) {
        auto const given = parameters.find(std::string { parameter.name });
        json.member(parameter.name,
            given == parameters.end() || given->second.empty() ? std::string { parameter.default_value }
                                                               : given->second);
    }
    json.end_object().key("columns").begin_array();
    for (auto const& column : table.columns)
        json.begin_object()
            .member("name", column.name)
            .member("label", column.label.in(language))
            .member("type", column.type)
            .end_object();
    json.end_array().key("rows").begin_array();
    for (auto const& row : table.rows) {
        json.begin_object().key("cells").begin_object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            json.member(table.columns[i].name, row.cells[i]);
        json.end_object().key("filter");
        if (row.filter.empty())
            json.null();
        else
            json.string(row.filter);
        json.member("entity", report.entity->plural_name).end_object();
    }
    json.end_array().key("totals");
    if (table.totals.empty())
        json.null();
    else {
        json.begin_object();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (!table.totals[i].is_null())
                json.member(table.columns[i].name, table.totals[i]);
        json.end_object();
    }
    json.member("currency", reading.workspace.currency);
    json.key("chart").begin_object().member("kind", table.chart_kind).member("x", table.chart_x).key("y").begin_array();
    for (auto const& y : table.chart_y)
        json.string(y);
    json.end_array().end_object().end_object();
    return out;
}

std::string run_report_csv(
    Reading& reading, Registry const& registry, std::string_view name, std::map<std::string, std::string> parameters)
{
    auto const table = run(reading, find_report(reading, registry, name), parameters);
    auto out = std::string {};
    auto writer = CsvWriter { out };
    for (auto const& column : table.columns)
        writer.cell(column.name);
    writer.end_row();
    for (auto const& row : table.rows) {
        for (auto const& cell : row.cells) {
            auto const* shown = cell.as_object() ? cell.find("title") : &cell;
            if (!shown || shown->is_null())
                writer.cell("");
            else if (auto const* text = shown->as_string())
                writer.text_cell(*text);
            else
                writer.cell(shown->to_text());
        }
        writer.end_row();
    }
    return out;
}

namespace {

std::string_view severity_name(TodayCard::Severity severity)
{
    switch (severity) {
    case TodayCard::Severity::urgent: return "urgent";
    case TodayCard::Severity::attention: return "attention";
    case TodayCard::Severity::info: return "info";
    }
    return "info";
}

// MODEL.md D: severity times the money at stake on a log scale, more for key clients.
double weight(TodayCard const& card)
{
    auto const money = static_cast<double>(card.money.ten_thousandths) / Decimal::one;
    return (static_cast<double>(card.severity) + 1.0) * std::log10(10.0 + std::max(0.0, money))
        * (card.is_key_client ? 1.5 : 1.0);
}

std::string list_of(
    Reading& reading, std::string_view plural, std::string_view filter, std::string_view order_by, int limit)
{
    auto const* entity = reading.schema.find(plural);
    if (!entity || reading.actor.level(reading.schema, *entity, Right::read) == Level::none)
        return "[]";
    auto query = ListQuery {};
    query.filter = filter;
    query.order_by = order_by;
    query.page_size = limit;
    auto const answer = Reader { reading }.list(*entity, query);
    auto const begin = answer.json.find('['), end = answer.json.rfind("],\"next_page_token\"");
    return answer.json.substr(begin, end - begin + 1);
}

}

std::string today(Reading& reading, Registry const& registry)
{
    auto call = TodayCall { reading };
    for (auto const& rule : registry.today_rules())
        if (reading.actor.level(reading.schema, reading.schema.of(*rule.entity), Right::read) != Level::none)
            rule.run(call);
    std::ranges::stable_sort(call.cards, std::greater {}, weight);
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object().key("attention").begin_array();
    // One card a record: the most severe rule wins, the others are lines in it.
    auto shown = std::set<Id> {};
    for (auto const& card : call.cards) {
        if (!shown.insert(card.record).second)
            continue;
        count_row(reading.actor, card.entity->plural, card.record);
        json.begin_object()
            .key("record")
            .begin_object()
            .member("entity", card.entity->plural)
            .member("id", card.record)
            .member("title", card.title)
            .end_object();
        json.member("rule", card.rule).member("reason", card.reason).member("severity", severity_name(card.severity));
        json.key("also").begin_array();
        for (auto const& other : call.cards)
            if (other.record == card.record && other.rule != card.rule)
                json.string(other.reason);
        json.end_array().key("since");
        if (card.since)
            json.string(card.since->to_string());
        else
            json.null();
        json.key("action").begin_object().member("name", card.verb).member("label", card.verb_label).end_object();
        json.member("amount", card.money.to_string(currency_digits(reading.workspace.currency).value_or(2)))
            .end_object();
        if (shown.size() >= 50)
            break;
    }
    json.end_array();
    json.key("agenda").raw(list_of(reading, "activities",
        "(owner = me() OR members = me()) AND status = \"planned\" AND starts_at = today()", "starts_at", 50));
    json.key("tasks").raw(list_of(reading, "activities",
        "owner = me() AND status = \"planned\" AND kind = \"task\" AND due_on <= today()", "due_on", 50));
    json.key("pipeline");
    auto const* deals = reading.schema.find("deals");
    if (deals && reading.actor.level(reading.schema, *deals, Right::read) != Level::none) {
        auto query = AggregateQuery {};
        query.filter = "owner = me() AND status = \"open\"";
        query.group_by = { "stage" };
        query.sum = { "amount", "weighted_amount" };
        json.raw(Reader { reading }.aggregate(*deals, query));
    } else
        json.null();
    json.end_object();
    return out;
}

}
