#include "records/numbering.h"

#include "base/check.h"
#include "records/audit.h"
#include "records/change.h"
#include "records/roll_up.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

void refuse_another_number(Change& change, Text const& number)
{
    if (change.is_creation() || !change.changes(number))
        return;
    if (change.before.get(number))
        change.reject(
            number, "read_only", Label { "A number that was given stays.", "Присвоенный номер не меняется." });
}

bool is_used(Transaction& transaction, EntityInfo const& entity, std::string const& number)
{
    // Also in the bin: no number is used twice.
    auto rows = transaction.connection().query(
        "select 1 from " + db::quote(entity.plural) + " where \"number\" = ?1", { number });
    return rows->next();
}

void give_number(Change& change, Numbering const& numbering)
{
    auto const& number = numbering.numbered.number;
    auto const* status = numbering.entity.lifecycle_field;
    check(status != nullptr, "numbers are given in a state: " + numbering.entity.singular_name);
    auto const* state = std::get_if<std::string>(&change.after.value(*status));
    if (!change.lacks(number) || !state || std::ranges::find(numbering.states, *state) == numbering.states.end())
        return;
    auto& transaction = change.transaction();
    auto const day = change.get(numbering.day).value_or(transaction.today());
    auto const prefix = numbering.prefix(change.after).in(transaction.store().workspace().language);
    auto drawn = draw_number(transaction, prefix, day.year());
    while (is_used(transaction, change.entity(), drawn)) // somebody gave it by hand
        drawn = draw_number(transaction, prefix, day.year());
    write_derived(transaction, change.entity(), change.after.id, { { number, drawn } });
    change.set(number, drawn);
    auto told = Json { JsonObject {} };
    told.set("field", number.name());
    told.set("from", Json {});
    told.set("to", drawn);
    write_audit(transaction, change, "updated", Json { JsonArray { std::move(told) } }.to_text());
}

}

void give_numbers(Registry& registry, Numbering numbering)
{
    auto const& number = numbering.numbered.number;
    registry.rule(numbering.entity, Moment::before_save, "number_stays",
        [&number](Change& change) { refuse_another_number(change, number); });
    registry.rule(numbering.entity, Moment::after_save, "number",
        [numbering = std::move(numbering)](Change& change) { give_number(change, numbering); });
}

std::string draw_number(Transaction& transaction, std::string_view prefix, int year)
{
    auto const series = fmt::format("{}-{:04}", prefix, year);
    auto rows = transaction.connection().query(
        "insert into \"kontor_number\" (\"id\", \"series\", \"last\") values (?1, ?2, 1) on conflict (\"series\") do "
        "update set \"last\" = \"kontor_number\".\"last\" + 1 returning \"last\"",
        { transaction.next_id().value, series });
    check(rows->next(), "a counter answers with its number");
    return fmt::format("{}-{:04}", series, rows->whole(0));
}

}
