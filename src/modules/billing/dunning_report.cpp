#include "modules/accounts/account.h"
#include "modules/billing/invoice.h"
#include "modules/billing/rules.h"
#include "modules/orders/sales.h"
#include "records/input.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::billing {

using records::ReportCall;
using records::ReportTable;

namespace {

// More reminders than anybody writes in a day.
constexpr std::size_t rows_max = 1'000;

// Whom to remind of what: the oldest debts first, but not what is disputed or promised for a day still to come.
ReportTable dunning(ReportCall& call)
{
    auto& reading = call.reading;
    auto const& entity = reading.schema.of(invoice);
    auto const today = reading.actor.zone.day_of(reading.now);
    auto const at_least = call.whole("days", 1, 3'000);
    auto table = ReportTable {};
    table.columns = { { "invoice", { "Invoice", "Счёт" }, "link" }, { "account", { "Account", "Клиент" }, "link" },
        { "due_on", { "Due", "Оплатить до" }, "day" }, { "days_late", { "Days late", "Дней просрочки" }, "whole" },
        { "open_amount", { "Open", "Остаток" }, "money" },
        { "dunning_level", { "Reminders", "Напоминаний" }, "whole" } };
    auto const filter = fmt::format("status IN (\"sent\", \"partly_paid\") AND kind != \"credit_note\" AND open_amount "
                                    "> 0 AND due_on <= days(-{}) AND (promised_pay_on = null OR promised_pay_on < "
                                    "today())",
        at_least);
    auto reader = records::Reader { reading };
    auto total = Decimal {};
    for (auto const& found : reader.records(entity, filter, "due_on", rows_max)) {
        auto const reference = [&](EntityInfo const& target, std::optional<Id> id) {
            auto parsed = id ? parse_json(reader.reference(target, *id)) : parse_json("null");
            return std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json {};
        };
        auto const due = found.get(invoice.due_on).value_or(today);
        auto const* base = std::get_if<Decimal>(&found.value(*entity.find("open_amount_base")));
        if (base)
            total = checked_add(total, *base).value_or(total);
        table.rows.push_back(
            { { reference(entity, found.id),
                  reference(reading.schema.of(accounts::account), found.get(invoice.account)), due.to_string(),
                  std::int64_t { today.days - due.days }, base ? orders::money_cell(reading, *base) : Json {},
                  found.get(invoice.dunning_level).value_or(0) },
                fmt::format("id = \"{}\"", found.id.value) });
    }
    table.totals = { Json {}, Json {}, Json {}, Json {}, orders::money_cell(reading, total), Json {} };
    table.chart_kind = "none";
    return table;
}

}

void add_dunning_report(Registry& registry)
{
    registry.report({ "dunning", { "Dunning list", "Кому напомнить об оплате" }, &invoice,
        { { .name = "days",
            .label = { "Days late, at least", "Дней просрочки, от" },
            .kind = "whole",
            .default_value = "1" } },
        dunning });
}

}
