#include "records/conversions.h"

#include "records/rates.h"
#include "records/roll_up.h"
#include "records/sql.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace kontor::records {

namespace {

bool has_conversions(EntityInfo const& entity)
{
    return std::ranges::any_of(entity.fields, [](Field const* field) { return !field->definition().base_of.empty(); });
}

// How far the amounts have come that are computed anew for another currency of the company: "USD" when all of them are
// in dollars, "USD deals 4711" while those of the deals after that id and of the collections after them are not yet.
struct Progress {
    std::string currency;
    std::string collection;
    std::int64_t last = 0;

    static std::optional<Progress> read(Transaction& transaction)
    {
        auto const text = transaction.store().setting(transaction.connection(), conversion_setting);
        if (!text)
            return {};
        auto progress = Progress {};
        std::istringstream { *text } >> progress.currency >> progress.collection >> progress.last;
        return progress;
    }
    void write(Transaction& transaction) const
    {
        transaction.store().set_setting(transaction.connection(), conversion_setting,
            collection.empty() ? currency : fmt::format("{} {} {}", currency, collection, last));
    }
};

std::vector<Id> records_after(
    Transaction& transaction, EntityInfo const& entity, std::int64_t last, std::size_t at_most)
{
    auto ids = std::vector<Id> {};
    auto rows = transaction.connection().query(
        "select \"id\" from " + db::quote(entity.plural) + " where \"id\" > ?1 order by \"id\" limit ?2",
        { last, static_cast<std::int64_t>(at_most) });
    while (rows->next())
        ids.emplace_back(rows->whole(0));
    return ids;
}

// What is in the bin, too: it may come back. 0 when there is nothing of the kind to do.
std::size_t convert_to_new_currency(Transaction& transaction, std::size_t at_most)
{
    auto const currency = transaction.store().workspace().currency;
    auto progress = Progress::read(transaction);
    if (!progress) { // as the records were written
        Progress { currency, {}, 0 }.write(transaction);
        return 0;
    }
    if (progress->currency == currency && progress->collection.empty())
        return 0;
    auto collections = std::vector<EntityInfo const*> {};
    for (auto const& entity : transaction.schema().entities())
        if (has_conversions(*entity))
            collections.push_back(entity.get());
    if (progress->currency != currency && !collections.empty())
        progress = Progress { currency, collections.front()->plural, 0 };
    auto at = std::ranges::find(collections, progress->collection, &EntityInfo::plural);
    auto done = std::size_t { 0 };
    while (at != collections.end() && done < at_most) {
        auto const ids = records_after(transaction, **at, progress->last, at_most - done);
        for (auto const id : ids)
            write_derived(transaction, **at, id, {});
        done += ids.size();
        progress->last = ids.empty() ? 0 : ids.back().value;
        if (ids.empty())
            progress->collection = ++at == collections.end() ? std::string {} : (*at)->plural;
    }
    if (done > 0 || (at == collections.end() && !collections.empty()))
        progress->write(transaction);
    return done;
}

// Records whose converted amount is not what the newest rate makes of it, or is missing though there is a rate.
std::vector<Id> stale_conversions(
    Transaction& transaction, EntityInfo const& entity, Field const& base, std::size_t at_most)
{
    auto const& amount = *entity.find(base.definition().base_of);
    auto const* day = rate_day_field(entity);
    auto const company = transaction.store().workspace().currency;
    auto const unit = amount.definition().currency_field;
    auto& connection = transaction.connection();
    auto currencies = std::vector<std::string> {};
    auto rows
        = connection.query("select distinct \"currency\" from \"exchange_rates\" where \"deleted_at\" is null union "
                           "select distinct \"in_currency\" from \"exchange_rates\" where \"deleted_at\" is null");
    while (rows->next())
        currencies.emplace_back(rows->text(0));
    rows.reset();
    auto ids = std::vector<Id> {};
    for (auto const& currency : currencies) {
        auto const now = find_conversion(connection, transaction.schema(), currency, company, transaction.today());
        if (currency == company || !now)
            continue;
        auto sql = Sql { connection.dialect() };
        sql.add("select t.\"id\" from ")
            .name(entity.plural)
            .add(" t where ")
            .column("t", unit)
            .add(" = ")
            .bind(currency);
        sql.add(" and t.\"deleted_at\" is null and ").column("t", amount.name()).add(" is not null and (");
        sql.column("t", base.name()).add(" is null");
        if (day)
            sql.add(" and (")
                .column("t", day->name())
                .add(" is null or ")
                .column("t", day->name())
                .add(" >= (select min(\"rated_on\") from \"exchange_rates\"))");
        sql.add(" or ");
        if (day)
            sql.column("t", day->name()).add(" is null and ");
        // Far above what a double loses on the way, far below what a person would see.
        sql.add("abs(cast(").column("t", base.name()).add(" as double precision) - cast(").column("t", amount.name());
        sql.add(" as double precision) * ").bind(now->times.ten_thousandths).add(" / ").bind(now->over.ten_thousandths);
        sql.add(") > 2 + abs(").column("t", amount.name()).add(") / 1000000000) limit ");
        sql.bind(static_cast<std::int64_t>(at_most));
        auto found = sql.query(connection);
        while (found->next() && ids.size() < at_most)
            ids.emplace_back(found->whole(0));
    }
    return ids;
}

}

std::size_t refresh_conversions(Transaction& transaction, std::size_t at_most)
{
    if (auto const converted = convert_to_new_currency(transaction, at_most))
        return converted;
    auto changed = std::size_t { 0 };
    for (auto const& entity : transaction.schema().entities()) {
        auto const base = std::ranges::find_if(
            entity->fields, [](Field const* field) { return !field->definition().base_of.empty(); });
        if (base == entity->fields.end() || changed >= at_most)
            continue;
        for (auto const id : stale_conversions(transaction, *entity, **base, at_most - changed)) {
            auto const record = load(transaction.connection(), transaction.shared_schema(), *entity, id, true);
            auto after = *record;
            compute(transaction, after);
            if (after.value(**base) == record->value(**base))
                continue;
            store_derived(transaction, *record, std::move(after));
            ++changed;
        }
    }
    return changed;
}

}
