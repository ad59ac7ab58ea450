#include "modules/billing/dunning.h"

#include "modules/billing/dunning_step.h"
#include "modules/billing/invoice.h"
#include "records/change.h"
#include "records/filter_binding.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::billing {

using records::Change;
using records::Transaction;
using records::Writer;

namespace {

constexpr std::size_t reminders_a_slice = 100;

bool applies(Transaction& transaction, Record const& step, Record const& charged)
{
    auto const filter = step.get(dunning_step.applies_to).value_or("");
    return filter.empty()
        || !records::load_where(
            transaction, charged.entity(), fmt::format("id = \"{}\" AND ({})", charged.id.value, filter), 1)
                .empty();
}

void check_applies_to(Change& change)
{
    auto const text = change.get(dunning_step.applies_to).value_or("");
    if (text.empty() || !change.changes(dunning_step.applies_to))
        return;
    auto const& schema = change.transaction().schema();
    try {
        records::bind_filter(text, schema.of(invoice),
            { schema, change.actor(), change.transaction().now(),
                change.transaction().store().workspace().week_starts });
    } catch (Problem const& problem) {
        change.reject(dunning_step.applies_to, problem.code(), problem.detail());
    }
}

// What is paid needs no reminder, and stops nothing.
void forget_when_paid(Change& change)
{
    auto const status = change.get(invoice.lifecycle.status);
    if (status != "paid" && status != "written_off" && status != "cancelled")
        return;
    change.clear(invoice.dunning_step);
    change.set(invoice.stops_deliveries, false);
}

struct ShippedStep {
    std::int64_t level, days;
    Label name;
    std::string_view channel;
};
constexpr std::array shipped_steps = {
    ShippedStep { 1, 1, { "Friendly reminder", "Вежливое напоминание" }, "email" },
    ShippedStep { 2, 14, { "Second reminder", "Повторное напоминание" }, "phone" },
    ShippedStep { 3, 30, { "Last reminder", "Претензия" }, "post" },
};

void seed_steps(Transaction& transaction)
{
    auto const language = transaction.store().workspace().language;
    for (auto const& shipped : shipped_steps)
        Writer::create(transaction, dunning_step,
            { { dunning_step.name, std::string { shipped.name.in(language) } }, { dunning_step.level, shipped.level },
                { dunning_step.days_after_due, shipped.days },
                { dunning_step.channel, std::string { shipped.channel } } });
}

}

std::optional<Record> due_step(Transaction& transaction, Record const& charged)
{
    auto const due = charged.get(invoice.due_on);
    auto const late = due ? std::int64_t { transaction.today().days } - due->days : std::int64_t { 0 };
    auto const reached = charged.get(invoice.dunning_level).value_or(0);
    auto steps = records::load_where(transaction, transaction.schema().of(dunning_step),
        fmt::format("level > {} AND days_after_due <= {}", reached, std::max(late, std::int64_t { -1 })));
    std::ranges::sort(steps, {}, [](Record const& step) { return step.get(dunning_step.level).value_or(0); });
    for (auto const& step : steps)
        if (late > 0 && applies(transaction, step, charged))
            return step;
    return {};
}

std::optional<Record> step_of_level(Transaction& transaction, std::int64_t level)
{
    auto const found
        = records::load_where(transaction, transaction.schema().of(dunning_step), fmt::format("level = {}", level), 1);
    return found.empty() ? std::nullopt : std::optional { found.front() };
}

std::size_t mark_due_reminders(Transaction& transaction)
{
    auto done = std::size_t { 0 };
    // Those without a mark only: what is marked waits for the person who sends the reminder.
    for (auto const& charged : records::load_where(transaction, transaction.schema().of(invoice),
             "status IN (\"sent\", \"partly_paid\") AND kind != \"credit_note\" AND open_amount > 0 AND due_on < "
             "today() AND dunning_step = null AND (promised_pay_on = null OR promised_pay_on < today()) AND "
             "(reminded_at = null OR reminded_at < days(-1))",
             1'000)) {
        auto const step = due_step(transaction, charged);
        if (!step)
            continue;
        Writer::update(transaction, charged, { { invoice.dunning_step, step->id } });
        if (++done == reminders_a_slice)
            break;
    }
    return done;
}

void add_dunning(Registry& registry)
{
    registry.rule(dunning_step, Moment::before_save, "applies_to", check_applies_to);
    registry.rule(invoice, Moment::before_save, "dunning", forget_when_paid);
    registry.seed({ "dunning_steps", seed_steps });
}

}
