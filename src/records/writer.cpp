#include "records/writer.h"

#include "base/check.h"
#include "records/access.h"
#include "records/audit.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/lines.h"
#include "records/link_tables.h"
#include "records/places.h"
#include "records/record_row.h"
#include "records/roll_up.h"
#include "records/sql.h"
#include "records/validation.h"
#include "records/write_connection.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

Event::Access access_columns(Record const& record)
{
    auto access = Event::Access {};
    if (record.is_empty())
        return access;
    auto const& entity = record.entity();
    auto id_of = [&](std::string_view name) {
        auto const* field = name.empty() ? nullptr : entity.find(name);
        auto const* id = field ? std::get_if<Id>(&record.value(*field)) : nullptr;
        return id ? *id : Id {};
    };
    access.owner = entity.access == AccessKind::owned ? id_of("owner") : Id {};
    access.department = entity.access == AccessKind::owned ? id_of("department") : Id {};
    access.account = entity.has_trait("of_account") ? id_of(entity.account_field) : Id {};
    access.parent = id_of(entity.parent_field);
    return access;
}

bool is_found_otherwise(Change const& change)
{
    return std::ranges::any_of(change.entity().fields,
        [&](Field const* field) { return field->definition().searchable && change.changes(*field); });
}

void tell(Transaction& transaction, Change const& change, Event::Kind kind)
{
    auto event = Event {};
    event.kind = kind;
    event.entity = &change.entity();
    event.record = change.after.id;
    event.version = change.after.version;
    event.before = access_columns(change.before);
    event.after = access_columns(change.after);
    for (std::size_t slot = 0; slot < change.entity().slot_count(); ++slot) {
        auto const& field = change.entity().field_at(slot);
        if (!field.definition().is_system && change.changes(field))
            event.fields.push_back(field.name());
    }
    for (auto const& links : change.links)
        event.fields.push_back(links.field->name());
    transaction.enqueue(std::move(event));
    if (kind == Event::Kind::created)
        transaction.search_later(change.entity(), change.after.id, Transaction::Search::for_the_first_time);
    else if (kind != Event::Kind::updated || is_found_otherwise(change))
        transaction.search_later(change.entity(), change.after.id);
}

void store_differences(Transaction& transaction, Change const& change)
{
    auto columns = std::vector<StoredColumn> { { "version", change.after.version } };
    for (std::size_t slot = 0; slot < change.entity().slot_count(); ++slot)
        if (auto const& field = change.entity().field_at(slot); change.changes(field))
            append_stored(columns, change.after, field);
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("update ").name(change.entity().plural).add(" set ");
    for (std::size_t i = 0; i < columns.size(); ++i)
        sql.add(i ? ", " : "").name(columns[i].name).add(" = ").bind(std::move(columns[i].value));
    sql.add(" where ").name("id").add(" = ").bind(change.after.id.value).execute_later(transaction.connection());
}

void stamp(Change& change)
{
    auto& record = change.after;
    auto const& entity = record.entity();
    auto set = [&](std::string_view name, Value value) {
        if (auto const* field = entity.find(name))
            record.set_value(*field, std::move(value));
    };
    auto const now = change.transaction().now();
    if (change.is_creation()) {
        set("created_at", now);
        set("created_by", change.actor().user);
    }
    set("updated_at", now);
    set("updated_by", change.actor().user);
    if (entity.access == AccessKind::owned) {
        auto const* owner = entity.find("owner");
        auto const* department = entity.find("department");
        if (owner && department && (change.is_creation() || change.changes(*owner)))
            record.set_value(*department, department_of(change.transaction(), record.value(*owner)));
    }
}

void run_rules(Transaction& transaction, Moment moment, Change& change)
{
    for (auto const& rule : transaction.store().registry().rules(change.entity().singular, moment))
        rule.run(change);
}

// The record as it is now: read anew when its table was changed by more than its own write, which were so many.
Record as_it_is(Transaction& transaction, Change const& change, std::uint64_t changes)
{
    auto const is_untouched = transaction.writing().changes_of(change.entity().plural) == changes;
    return is_untouched ? change.after : reload(transaction, change.after);
}

bool differs(Change const& change)
{
    for (std::size_t slot = 0; slot < change.entity().slot_count(); ++slot)
        if (change.changes(change.entity().field_at(slot)))
            return true;
    return false;
}

// Also what is in the bin.
bool sees(Transaction& transaction, EntityInfo const& entity, Id id)
{
    auto const reach = Reach { transaction.schema(), transaction.actor(), entity, Right::read };
    if (reach.is_all() || reach.is_none())
        return reach.is_all();
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select 1 from ").name(entity.plural).add(" t where t.\"id\" = ").bind(id.value).add(" and ");
    reach.predicate(sql, "t");
    return sql.query(transaction.connection())->next();
}

// PostgreSQL: parents are locked before their children, whoever writes (ENGINE.md 2); two people at one parent then
// wait for each other and do not deadlock. The record is read without a lock: when another write moves it meanwhile,
// its new parent is locked out of order, which may cost a retry and nothing else.
void lock_family(Transaction& transaction, EntityInfo const& entity, Id id, Values const* values)
{
    if (transaction.connection().dialect() != db::Dialect::postgresql || entity.kept_roll_ups.empty())
        return;
    auto const before = load(transaction.connection(), transaction.shared_schema(), entity, id, true);
    if (!before)
        return;
    auto after = *before;
    for (auto const& kept : entity.kept_roll_ups)
        if (auto const* assignment = values ? values->find(*kept.via) : nullptr)
            after.set_value(*kept.via, assignment->value);
    lock_parents(transaction, *before, after);
}

// Seen now: what one may not read does not exist for him (404), what one may only read is 403.
Record load_for(Transaction& transaction, EntityInfo const& entity, Id id, Right right, Writer::Authority authority,
    bool in_bin = false, Values const* values = nullptr)
{
    lock_family(transaction, entity, id, values);
    auto record = load_locked(transaction, entity, id);
    if (!record)
        throw Problem::not_found();
    auto const& actor = transaction.actor();
    auto const& schema = transaction.schema();
    if (authority == Writer::Authority::actor && !sees(transaction, entity, id))
        throw Problem::not_found();
    auto const is_binned = !kontor::is_empty(record->value(*entity.find("deleted_at")));
    if (is_binned != in_bin)
        throw is_binned ? Problem::in_bin() : Problem::conflict("not_in_bin", "The record is not in the bin.");
    if (authority == Writer::Authority::actor
        && !reaches(transaction.connection(), schema, actor, entity, id, actor.level(schema, entity, right)))
        throw Problem::forbidden(
            fmt::format("You may not {} this {}.", right == Right::remove ? "delete" : "change", entity.label_one.en));
    return std::move(*record);
}

// Seen then: whoever may write only his own may not write a record away from himself.
void demand_reach_after(Transaction& transaction, Change const& change, Right right, Writer::Authority authority)
{
    if (authority == Writer::Authority::engine)
        return;
    auto const& actor = transaction.actor();
    auto const level = actor.level(transaction.schema(), change.entity(), right);
    if (reaches(transaction.connection(), transaction.schema(), actor, change.entity(), change.after.id, level))
        return;
    auto const is_unowned = change.entity().access == AccessKind::owned
        && kontor::is_empty(change.after.value(*change.entity().find("owner")));
    if (change.is_creation() && is_unowned && level != Level::none)
        return; // the queue of what nobody has taken yet
    throw Problem::forbidden(change.is_creation()
            ? fmt::format("You may not create this {}.", change.entity().label_one.en)
            : fmt::format("You may not give this {} away.", change.entity().label_one.en));
}

}

Record Writer::create(Transaction& transaction, EntityInfo const& entity, Values const& values, Authority authority)
{
    if (authority == Authority::actor
        && transaction.actor().level(transaction.schema(), entity, Right::create) == Level::none) {
        if (transaction.actor().level(transaction.schema(), entity, Right::read) == Level::none)
            throw Problem::not_found();
        throw Problem::forbidden(fmt::format("You may not create {}.", entity.label_many.en));
    }
    auto change = Change { transaction, Change::Kind::create, Record { transaction.shared_schema(), entity },
        Record { transaction.shared_schema(), entity } };
    change.values = &values;
    change.after.id = transaction.next_id();
    change.after.version = 1;
    assign(change, values, authority == Authority::actor);
    stamp(change);
    run_rules(transaction, Moment::before_save, change);
    compute(transaction, change.after);
    validate(change);
    change.throw_if_rejected();
    lock_parents(transaction, change.before, change.after);
    place(change, values);
    place_line(change, values);
    auto row = insert_row(change.after);
    transaction.connection().execute_later(row.sql, row.values);
    auto const changes = transaction.writing().changes_of(entity.plural);
    write_links(change, values, authority == Authority::actor);
    write_lines(change, values, authority);
    change.throw_if_rejected();
    demand_reach_after(transaction, change, Right::create, authority);
    roll_up(transaction, entity, change.before, change.after);
    write_audit(transaction, change, "created", describe_changes(transaction, change));
    tell(transaction, change, Event::Kind::created);
    run_rules(transaction, Moment::after_save, change);
    change.throw_if_rejected();
    return as_it_is(transaction, change, changes);
}

Record Writer::create(Transaction& transaction, Entity const& entity, Values const& values, Authority authority)
{
    return create(transaction, transaction.schema().of(entity), values, authority);
}

void Writer::admit(Transaction& transaction, EntityInfo const& entity, Id id, WantedVersions const& if_versions)
{
    auto const record = load_for(transaction, entity, id, Right::update, Authority::actor);
    demand_version(transaction, record, if_versions);
}

Record Writer::update(Transaction& transaction, EntityInfo const& entity, Id id, Values const& values,
    std::optional<std::vector<std::int64_t>> const& if_versions, Authority authority)
{
    auto record = load_for(transaction, entity, id, Right::update, authority, false, &values);
    demand_version(transaction, record, if_versions);
    auto const changes = transaction.writing().changes_of(entity.plural);
    auto change = Change { transaction, Change::Kind::update, record, record };
    change.values = &values;
    assign(change, values, authority == Authority::actor);
    auto is_changed = differs(change);
    if (is_changed) {
        run_rules(transaction, Moment::before_save, change);
        compute(transaction, change.after);
        validate(change);
        change.throw_if_rejected();
        is_changed = differs(change); // a rule may have said that nothing follows from what was asked
        lock_parents(transaction, change.before, change.after);
    }
    auto const is_moved = place(change, values) | place_line(change, values);
    write_links(change, values, authority == Authority::actor);
    auto const lines_changed = write_lines(change, values, authority);
    change.throw_if_rejected();
    if (!is_changed && !is_moved && !lines_changed && change.links.empty())
        return record;
    stamp(change);
    change.after.version = record.version + 1;
    store_differences(transaction, change);
    demand_reach_after(transaction, change, Right::update, authority);
    roll_up(transaction, entity, change.before, change.after);
    write_audit(transaction, change, "updated", describe_changes(transaction, change));
    tell(transaction, change, Event::Kind::updated);
    run_rules(transaction, Moment::after_save, change);
    change.throw_if_rejected();
    return as_it_is(transaction, change, changes + 1);
}

Record Writer::update(Transaction& transaction, Record const& record, Values const& values, Authority authority)
{
    return update(transaction, record.entity(), record.id, values, {}, authority);
}

namespace {

void bin_children(Transaction& transaction, Record const& record)
{
    for (auto const& relation : record.entity().relations) {
        if (relation.kind != Relation::Kind::to_many)
            continue;
        auto const on_delete = relation.via->definition().on_delete;
        auto ids = std::vector<Id> {};
        {
            auto rows = transaction.connection().query("select \"id\" from " + db::quote(relation.target->plural)
                    + " where " + db::quote(relation.via->name()) + " = ?1 and \"deleted_at\" is null order by \"id\"",
                { record.id.value });
            while (rows->next())
                ids.emplace_back(rows->whole(0));
        }
        if (ids.empty())
            continue;
        if (on_delete == OnDelete::refuse) {
            auto problem = Problem::conflict("in_use",
                fmt::format("{} {} hold on to this {}; move or delete them first.", ids.size(),
                    relation.target->label_many.en, record.entity().label_one.en));
            auto holders = JsonArray {};
            for (auto id : ids)
                if (holders.size() < 10
                    && reaches(transaction.connection(), transaction.schema(), transaction.actor(), *relation.target,
                        id, Right::read))
                    holders.push_back(JsonObject { { "entity", relation.target->plural }, { "id", id.to_string() } });
            problem.with("records", std::move(holders));
            throw problem;
        }
        for (auto id : ids) {
            if (on_delete == OnDelete::cascade) {
                Writer::remove(transaction, *relation.target, id, {}, Writer::Authority::engine);
                continue;
            }
            auto values = Values {};
            values.assignments.emplace_back(*relation.via, Value {}, 0);
            Writer::update(transaction, *relation.target, id, values, {}, Writer::Authority::engine);
        }
    }
}

}

Record Writer::remove(Transaction& transaction, EntityInfo const& entity, Id id,
    std::optional<std::vector<std::int64_t>> const& if_versions, Authority authority)
{
    auto record = load_for(transaction, entity, id, Right::remove, authority);
    demand_version(transaction, record, if_versions);
    auto change = Change { transaction, Change::Kind::remove, record, record };
    run_rules(transaction, Moment::before_remove, change);
    change.throw_if_rejected();
    bin_children(transaction, record);
    change.after.version = record.version + 1;
    change.after.set_value(*entity.find("deleted_at"), transaction.now());
    change.after.set_value(*entity.find("deleted_by"), transaction.actor().user);
    lock_parents(transaction, change.before, change.after);
    store_differences(transaction, change);
    roll_up(transaction, entity, change.before, Record {});
    write_audit(transaction, change, "removed", "[]");
    tell(transaction, change, Event::Kind::removed);
    run_rules(transaction, Moment::after_remove, change);
    return change.after;
}

Record Writer::restore(Transaction& transaction, EntityInfo const& entity, Id id,
    std::optional<std::vector<std::int64_t>> const& if_versions, Authority authority)
{
    auto record = load_for(transaction, entity, id, Right::remove, authority, true);
    demand_version(transaction, record, if_versions);
    // What the same delete took comes back with it, and nothing that was in the bin before.
    auto removal = Id {};
    {
        auto rows = transaction.connection().query("select \"change\" from \"kontor_audit\" where \"record\" = ?1 and "
                                                   "\"event\" = 'removed' order by \"id\" desc limit 1",
            { id.value });
        if (rows->next())
            removal = Id { rows->whole(0) };
    }
    auto change = Change { transaction, Change::Kind::restore, record, record };
    change.after.version = record.version + 1;
    change.after.set_value(*entity.find("deleted_at"), {});
    change.after.set_value(*entity.find("deleted_by"), {});
    validate(change); // a unique code may have been given away meanwhile
    change.throw_if_rejected();
    lock_parents(transaction, change.before, change.after);
    store_differences(transaction, change);
    roll_up(transaction, entity, Record {}, change.after);
    write_audit(transaction, change, "restored", "[]");
    tell(transaction, change, Event::Kind::restored);
    run_rules(transaction, Moment::after_save, change);
    change.throw_if_rejected();
    if (!removal.is_empty()) {
        auto companions = std::vector<std::pair<EntityInfo const*, Id>> {};
        {
            auto rows
                = transaction.connection().query("select \"entity\", \"record\" from \"kontor_audit\" where \"change\" "
                                                 "= ?1 and \"event\" = 'removed' and \"record\" <> ?2 order by \"id\"",
                    { removal.value, id.value });
            while (rows->next())
                if (auto const* other = transaction.schema().find(rows->text(0)))
                    companions.emplace_back(other, Id { rows->whole(1) });
        }
        // Only what hangs below this record: one change may have binned several records side by side.
        for (auto const& [other, companion] : companions) {
            auto found = load(transaction.connection(), transaction.shared_schema(), *other, companion, true);
            auto const hangs_here = found && std::ranges::any_of(other->fields, [&](Field const* field) {
                auto const* link = std::get_if<Id>(&found->value(*field));
                return field->type() == FieldType::link && field->definition().on_delete == OnDelete::cascade && link
                    && *link == id;
            });
            if (hangs_here && !kontor::is_empty(found->value(*other->find("deleted_at"))))
                restore(transaction, *other, companion, {}, Authority::engine);
        }
    }
    return reload(transaction, change.after);
}

void Writer::purge(Transaction& transaction, EntityInfo const& entity, Id id)
{
    if (!transaction.actor().is_administrator()) {
        if (!sees(transaction, entity, id))
            throw Problem::not_found();
        throw Problem::forbidden("Only an administrator may delete for good.");
    }
    auto record = load_locked(transaction, entity, id);
    if (!record)
        throw Problem::not_found();
    if (kontor::is_empty(record->value(*entity.find("deleted_at"))))
        *record = remove(transaction, entity, id);
    forget_links(transaction.connection(), transaction.schema(), entity, id);
    transaction.connection().execute("delete from " + db::quote(entity.plural) + " where \"id\" = ?1", { id.value });
    auto change = Change { transaction, Change::Kind::remove, *record, *record };
    write_audit(transaction, change, "purged", "[]");
    tell(transaction, change, Event::Kind::removed);
}

}
