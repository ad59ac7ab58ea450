#include "modules/platform/alarms.h"

#include "modules/platform/notify.h"
#include "modules/platform/theft_alarm.h"
#include "records/action.h"
#include "records/change.h"
#include "records/said.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::platform {

using records::ActionCall;
using records::ActionResult;
using records::ReadMeasure;
using records::said;
using records::Transaction;
using records::Writer;

namespace {

Label phrase_of(ReadMeasure measure)
{
    switch (measure) {
    case ReadMeasure::rows: return { "{} records in a day", "записей за день: {}" };
    case ReadMeasure::contacts: return { "{} contacts in a day", "контактов за день: {}" };
    case ReadMeasure::accounts: return { "{} clients in a day", "клиентов за день: {}" };
    case ReadMeasure::fresh: return { "{} new names in four weeks", "новых имён за четыре недели: {}" };
    case ReadMeasure::exports: return { "{} exports in a day", "выгрузок за день: {}" };
    case ReadMeasure::none: break;
    }
    return { "{}", "{}" };
}

std::string numbers_of(records::ReadTotals const& totals)
{
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object()
        .member("rows", totals.rows)
        .member("accounts", totals.accounts)
        .member("contacts", totals.contacts)
        .member("fresh", totals.fresh)
        .member("exports", totals.exports)
        .end_object();
    return out;
}

// Who is told: the heads of the person's department and of those above it, and where none of them is somebody else, the
// administrators.
std::vector<Id> watchers_of(db::Connection& connection, Id person)
{
    auto watchers = std::vector<Id> {};
    auto department = std::int64_t { 0 };
    {
        auto rows = connection.query("select \"department\" from \"users\" where \"id\" = ?1", { person.value });
        if (rows->next())
            department = rows->whole(0);
    }
    for (auto step = 0; department != 0 && step < 100 && watchers.empty(); ++step) {
        auto rows = connection.query(
            "select \"head\", \"parent\" from \"departments\" where \"id\" = ?1 and \"deleted_at\" is null",
            { department });
        if (!rows->next())
            break;
        if (!rows->is_null(0) && Id { rows->whole(0) } != person)
            watchers.emplace_back(rows->whole(0));
        department = rows->is_null(1) ? 0 : rows->whole(1);
    }
    if (!watchers.empty())
        return watchers;
    auto rows = connection.query(
        "select u.\"id\" from \"users\" u join \"roles\" r on r.\"id\" = u.\"role\" where r.\"key\" = 'administrator' "
        "and u.\"active\" = 1 and u.\"deleted_at\" is null and u.\"id\" <> ?1 order by u.\"id\"",
        { person.value });
    while (rows->next())
        watchers.emplace_back(rows->whole(0));
    return watchers;
}

bool is_raised(db::Connection& connection, Alarm const& alarm)
{
    auto rows = connection.query("select 1 from \"theft_alarms\" where \"owner\" = ?1 and \"day\" = ?2 and "
                                 "\"consequence\" = ?3 and \"deleted_at\" is null limit 1",
        { alarm.person.value, alarm.day.to_string(), std::string { name_of(alarm.verdict.consequence) } });
    return rows->next();
}

std::string name_of_person(db::Connection& connection, Id person)
{
    auto rows = connection.query("select \"name\" from \"users\" where \"id\" = ?1", { person.value });
    return rows->next() ? std::string { rows->text(0) } : std::string {};
}

struct DecisionInput : Input {
    LongText note { *this, "note", { .label = { "Why", "Почему" }, .required = true } };
};
DecisionInput const decision_input;

// Nobody judges himself.
ActionResult decide(ActionCall& call, std::string_view status, Label message)
{
    if (call.record.get(theft_alarm.owned.owner) == call.transaction.actor().user)
        throw Problem::forbidden(
            said(call, { "Somebody else decides on your own alarm.", "О вашей тревоге решает другой." }));
    auto values = Values { { theft_alarm.lifecycle.status, std::string { status } } };
    values.set(theft_alarm.decision, call.get(decision_input.note).value_or(""))
        .set(theft_alarm.decided_by, call.transaction.actor().user)
        .set(theft_alarm.decided_at, call.transaction.now());
    Writer::update(call.transaction, call.record, values);
    return { .message = said(call, message) };
}

ActionResult explain(ActionCall& call)
{
    return decide(call, "explained", { "Explained: the person may read on.", "Объяснено: чтение разрешено." });
}

ActionResult confirm(ActionCall& call)
{
    return decide(call, "confirmed",
        { "Confirmed. Suspend the person to end all access.",
            "Подтверждено. Чтобы закрыть доступ, отключите человека." });
}

}

void raise_alarm(Transaction& transaction, Alarm const& alarm)
{
    if (is_raised(transaction.connection(), alarm))
        return;
    auto const language = transaction.store().workspace().language;
    auto const& verdict = alarm.verdict;
    auto const phrase = std::string { phrase_of(verdict.measure).in(language) };
    auto const title = fmt::format("{}: {}", name_of_person(transaction.connection(), alarm.person),
        fmt::format(fmt::runtime(phrase), verdict.count));
    auto values = Values { { theft_alarm.title, title }, { theft_alarm.day, alarm.day },
        { theft_alarm.consequence, std::string { name_of(verdict.consequence) } },
        { theft_alarm.measure, std::string { name_of(verdict.measure) } }, { theft_alarm.door, alarm.door },
        { theft_alarm.counted, verdict.count }, { theft_alarm.threshold, verdict.threshold },
        { theft_alarm.owned.owner, alarm.person } };
    values.set(theft_alarm.numbers, JsonText { numbers_of(alarm.totals) });
    if (verdict.usual > 0)
        values.set(theft_alarm.usual, verdict.usual);
    auto const made = Writer::create(transaction, theft_alarm, values);
    for (auto const watcher : watchers_of(transaction.connection(), alarm.person))
        notify(transaction,
            { .whom = watcher, .kind = "alarm", .title = title, .collection = "theft_alarms", .record = made.id });
}

bool is_explained(db::Connection& connection, Id person, Day day)
{
    auto rows = connection.query("select 1 from \"theft_alarms\" where \"owner\" = ?1 and \"day\" = ?2 and \"status\" "
                                 "= 'explained' and \"deleted_at\" is null limit 1",
        { person.value, day.to_string() });
    return rows->next();
}

void add_alarm_actions(Registry& registry)
{
    registry.action(theft_alarm,
        { .name = "explain", .label = { "Explain", "Объяснить" }, .icon = "check", .when = "status != \"explained\"" },
        &decision_input, explain);
    registry.action(theft_alarm,
        { .name = "confirm",
            .label = { "Confirm the theft", "Подтвердить вынос" },
            .icon = "x",
            .when = "status = \"open\"",
            .confirm = true,
            .style = "danger" },
        &decision_input, confirm);
}

}
