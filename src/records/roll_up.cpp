#include "records/roll_up.h"

#include "base/check.h"
#include "model/formula.h"
#include "records/filter_sql.h"
#include "records/rates.h"
#include "records/record_row.h"
#include "records/sql.h"
#include "records/validation.h"
#include "records/write_connection.h"
#include "records/writer.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace kontor::records {

namespace {

// Formulas are parsed once; a custom field's text never changes under the same number.
Formula const& parsed_formula(Field const& field)
{
    static std::mutex mutex;
    static std::unordered_map<int, std::unique_ptr<Formula>> formulas;
    auto const lock = std::scoped_lock { mutex };
    auto& formula = formulas[field.number()];
    if (!formula)
        formula = std::make_unique<Formula>(Formula::parse(field.definition().formula));
    return *formula;
}

struct Parent {
    EntityInfo const* entity;
    Id id;
    bool operator==(Parent const&) const = default;
};

std::vector<Parent> parents_of(EntityInfo const& child, Record const& before, Record const& after)
{
    auto parents = std::vector<Parent> {};
    for (auto const& kept : child.kept_roll_ups)
        for (auto const* record : { &before, &after }) {
            auto const* id = record->is_empty() ? nullptr : std::get_if<Id>(&record->value(*kept.via));
            if (id && std::ranges::find(parents, Parent { kept.parent, *id }) == parents.end())
                parents.push_back({ kept.parent, *id });
        }
    return parents;
}

void sort_for_locking(std::vector<Parent>& parents)
{
    std::ranges::sort(parents, [](Parent const& first, Parent const& second) {
        return first.entity->order != second.entity->order ? first.entity->order < second.entity->order
                                                           : first.id < second.id;
    });
}

// What the parents' own sums are added up into as well: whoever changes a line changes them too.
void add_ancestors(Transaction& transaction, std::vector<Parent>& parents)
{
    for (std::size_t i = 0; i < parents.size(); ++i) {
        auto const parent = parents[i];
        if (parent.entity->kept_roll_ups.empty())
            continue;
        auto const record
            = load(transaction.connection(), transaction.shared_schema(), *parent.entity, parent.id, true);
        if (!record)
            continue;
        for (auto const& above : parents_of(*parent.entity, *record, *record))
            if (std::ranges::find(parents, above) == parents.end())
                parents.push_back(above);
    }
}

bool may_change(
    EntityInfo::KeptBy const& kept, EntityInfo const& child, Record const& before, Record const& after, Id parent)
{
    auto id_in
        = [&](Record const& record) { return !record.is_empty() && record.value(*kept.via) == Value { parent }; };
    if (id_in(before) != id_in(after))
        return true;
    if (!id_in(after))
        return false;
    auto const& roll_up = *kept.field->definition().roll_up;
    if (!roll_up.where.empty())
        return true;
    auto const* summed = child.find(roll_up.field);
    return summed && before.value(*summed) != after.value(*summed);
}

std::string_view function_name(RollUpFunction function)
{
    switch (function) {
    case RollUpFunction::sum: return "sum";
    case RollUpFunction::count: return "count";
    case RollUpFunction::min: return "min";
    case RollUpFunction::max: return "max";
    }
    return "count";
}

}

namespace {

Day day_of_rate(Transaction& transaction, Record const& record)
{
    auto const* field = rate_day_field(record.entity());
    auto const* day = field ? std::get_if<Day>(&record.value(*field)) : nullptr;
    return day ? *day : transaction.today();
}

}

void compute(Transaction& transaction, Record& record)
{
    auto const& entity = record.entity();
    auto const currency = transaction.store().workspace().currency;
    auto conversion = std::optional<std::pair<std::string, std::optional<Conversion>>> {}; // of the last code looked up
    for (auto const* field : entity.fields) {
        auto const& definition = field->definition();
        if (!definition.base_of.empty()) {
            auto const* amount = entity.find(definition.base_of);
            auto const* unit = entity.find(amount->definition().currency_field);
            auto const* code = std::get_if<std::string>(&record.value(*unit));
            auto const* value = std::get_if<Decimal>(&record.value(*amount));
            if (!value || !code || *code == currency) {
                record.set_value(*field, record.value(*amount));
                continue;
            }
            if (!conversion || conversion->first != *code)
                conversion.emplace(*code,
                    find_conversion(transaction.connection(), transaction.schema(), *code, currency,
                        day_of_rate(transaction, record)));
            // Without a rate an amount in another currency has no value here; sums count it as "unconverted".
            auto const converted = conversion->second ? conversion->second->of(*value) : std::nullopt;
            record.set_value(*field, converted ? Value { *converted } : Value {});
        }
        if (!definition.formula.empty())
            record.set_value(
                *field, parsed_formula(*field).evaluate_as(field->type(), [&](std::string_view name) -> Value {
                    auto const* source = entity.find(name);
                    return source ? record.value(*source) : Value {};
                }));
    }
}

void lock_parents(Transaction& transaction, Record const& before, Record const& after)
{
    if (transaction.connection().dialect() != db::Dialect::postgresql)
        return;
    auto const& child = after.is_empty() ? before.entity() : after.entity();
    auto parents = parents_of(child, before, after);
    add_ancestors(transaction, parents);
    sort_for_locking(parents);
    for (auto const& parent : parents)
        transaction.writing().lock_row(parent.entity->plural, parent.id);
}

Value defined_roll_up(
    db::Connection& connection, Schema const& schema, EntityInfo const& parent, Field const& field, Id parent_id)
{
    auto const& roll_up = *field.definition().roll_up;
    auto const* child = schema.find(roll_up.of);
    check(child != nullptr, "a roll-up names its children");
    auto const actor = Actor::system();
    auto sql = Sql { connection.dialect() };
    sql.add("select cast(").add(function_name(roll_up.function)).add("(");
    auto const* summed = child->find(roll_up.field);
    if (summed)
        sql.column("c", summed->name());
    else
        sql.add("*");
    auto const is_text = summed && (summed->type() == FieldType::day || summed->is_text());
    sql.add(is_text ? ") as text)" : ") as bigint)")
        .add(" from ")
        .name(child->plural)
        .add(" c where ")
        .column("c", roll_up.via)
        .add(" = ")
        .bind(parent_id.value);
    sql.add(" and c.\"deleted_at\" is null");
    if (!roll_up.where.empty()) {
        auto const context = BindingContext { schema, actor, Instant {}, 1, true };
        sql.add(" and ");
        append_condition(sql, bind_filter(roll_up.where, *child, context), "c", { schema, actor, true });
    }
    auto rows = sql.query(connection);
    rows->next();
    (void)parent;
    auto value = read_column(*rows, 0, field.type());
    if (kontor::is_empty(value) && roll_up.function == RollUpFunction::sum)
        return field.is_decimal() ? Value { Decimal {} } : Value { std::int64_t { 0 } };
    return value;
}

void roll_up(Transaction& transaction, EntityInfo const& child, Record const& before, Record const& after)
{
    auto parents = parents_of(child, before, after);
    sort_for_locking(parents);
    for (auto const& parent : parents) {
        auto touched = std::vector<Field const*> {};
        for (auto const& kept : child.kept_roll_ups)
            if (kept.parent == parent.entity && may_change(kept, child, before, after, parent.id))
                touched.push_back(kept.field);
        if (touched.empty())
            continue;
        auto const old = load(transaction.connection(), transaction.shared_schema(), *parent.entity, parent.id, true);
        if (!old)
            continue; // its parent was purged
        auto mended = *old;
        for (auto const* field : touched)
            mended.set_value(*field,
                defined_roll_up(transaction.connection(), transaction.schema(), *parent.entity, *field, parent.id));
        store_derived(transaction, *old, std::move(mended));
    }
}

void store_derived(Transaction& transaction, Record const& before, Record after)
{
    compute(transaction, after);
    auto const& entity = after.entity();
    auto columns = std::vector<StoredColumn> {};
    auto event = Event {};
    auto is_searched = false;
    for (auto const* field : entity.fields)
        if (before.value(*field) != after.value(*field)) {
            append_stored(columns, after, *field);
            event.fields.push_back(field->name());
            is_searched |= field->definition().searchable;
        }
    if (columns.empty())
        return;
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("update ").name(entity.plural).add(" set ");
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql.add(i ? ", " : "").name(columns[i].name).add(" = ").bind(std::move(columns[i].value));
    sql.add(" where ").name("id").add(" = ").bind(after.id.value).execute_later(transaction.connection());
    event.entity = &entity;
    event.record = after.id;
    event.version = after.version;
    if (auto const* owner = entity.find("owner"); owner && entity.access == AccessKind::owned)
        if (auto const* id = std::get_if<Id>(&after.value(*owner)))
            event.before.owner = event.after.owner = *id;
    if (auto const* department = entity.find("department"); department && entity.access == AccessKind::owned)
        if (auto const* id = std::get_if<Id>(&after.value(*department)))
            event.before.department = event.after.department = *id;
    transaction.enqueue(std::move(event));
    if (is_searched)
        transaction.search_later(entity, after.id);
    // What follows in turn is kept by parents of its own, which nobody has locked yet.
    lock_parents(transaction, before, after);
    roll_up(transaction, entity, before, after);
}

void write_derived(Transaction& transaction, EntityInfo const& entity, Id id, Values const& values)
{
    auto const before = load_locked(transaction, entity, id);
    if (!before)
        return;
    auto after = *before;
    for (auto const& assignment : values.assignments)
        after.set_value(*assignment.field, assignment.value);
    store_derived(transaction, *before, std::move(after));
}

std::size_t recompute_slice(Transaction& transaction, EntityInfo const& entity, std::int64_t& last, std::size_t at_most)
{
    auto ids = std::vector<Id> {};
    {
        auto rows = transaction.connection().query(
            "select \"id\" from " + db::quote(entity.plural) + " where \"id\" > ?1 order by \"id\" limit ?2",
            { last, static_cast<std::int64_t>(at_most) });
        while (rows->next())
            ids.emplace_back(rows->whole(0));
    }
    for (auto id : ids) {
        auto const record = load(transaction.connection(), transaction.shared_schema(), entity, id, true);
        if (!record)
            continue;
        auto after = *record;
        for (auto const* field : entity.fields)
            if (field->definition().roll_up)
                after.set_value(
                    *field, defined_roll_up(transaction.connection(), transaction.schema(), entity, *field, id));
        compute(transaction, after);
        store_derived(transaction, *record, std::move(after));
    }
    if (!ids.empty())
        last = ids.back().value;
    return ids.size();
}

}
