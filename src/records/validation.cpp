#include "records/validation.h"

#include "base/check.h"
#include "records/access.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/record_row.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

// The link of the target that narrows its keys ("stage" is unique in its pipeline), with the source's own link to the
// same.
struct KeyScope {
    Field const* in_target = nullptr;
    Field const* in_source = nullptr;
};

KeyScope scope_of(Schema const& schema, EntityInfo const& source, EntityInfo const& target)
{
    for (auto const* narrow : target.fields) {
        if (narrow->type() != FieldType::link || !narrow->definition().required)
            continue;
        for (auto const* own : source.fields)
            if (own->type() == FieldType::link && own->definition().target == narrow->definition().target
                && schema.target_of(*own) != &target)
                return { narrow, own };
    }
    return {};
}

Value find_key(Change& change, Field const& link, std::string const& key)
{
    auto const* target = change.transaction().schema().target_of(link);
    check(target && target->is_keyed, "keys name records of keyed entities only");
    auto const found = find_keyed(change.transaction(), change.after, *target, key);
    return found.is_empty() ? Value {} : Value { found };
}

// first(): the record that leads the target's own order, in the scope of what is set already.
Value find_first(Change& change, Field const& link)
{
    auto& transaction = change.transaction();
    auto const* target = transaction.schema().target_of(link);
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select \"id\" from ").name(target->plural).add(" t where t.\"deleted_at\" is null");
    auto const scope = scope_of(transaction.schema(), change.entity(), *target);
    if (scope.in_source)
        if (auto const* id = std::get_if<Id>(&change.after.value(*scope.in_source)))
            sql.add(" and ").column("t", scope.in_target->name()).add(" = ").bind(id->value);
    sql.add(" order by ")
        .add(target->is_ordered || target->find("rank") ? "t.\"rank\", t.\"id\"" : "t.\"id\"")
        .add(" limit 1");
    auto rows = sql.query(transaction.connection());
    return rows->next() ? Value { Id { rows->whole(0) } } : Value {};
}

Value default_of(Change& change, Field const& field)
{
    auto const& text = field.definition().default_value;
    auto& transaction = change.transaction();
    if (text.empty())
        return {};
    if (text == "me()")
        return transaction.actor().user;
    if (text == "now()")
        return transaction.now();
    if (text == "today()")
        return transaction.today();
    if (text == "first()")
        return find_first(change, field);
    if (text == "workspace()")
        return field.type() == FieldType::currency ? transaction.store().workspace().currency
                                                   : std::string { code_of(transaction.store().workspace().language) };
    if (field.type() == FieldType::link)
        return find_key(change, field, text);
    auto value = Value {};
    auto faults = Faults {};
    read_cell(text, field, transaction.schema(), {}, field.name(), value, faults);
    check(faults.is_empty(), "a declared default fits its field: " + field.name());
    return value;
}

bool is_there(Transaction& transaction, EntityInfo const& target, Id id, bool asks_rights)
{
    if (asks_rights)
        return reaches(transaction.connection(), transaction.schema(), transaction.actor(), target, id, Right::read);
    auto rows = transaction.connection().query(
        "select 1 from " + db::quote(target.plural) + " where \"id\" = ?1 and \"deleted_at\" is null", { id.value });
    return rows->next();
}

void reject_missing(Change& change, Field const& field)
{
    change.reject(field, "no_such_record", "There is no such record.");
}

// RFC 7396: what a patch does not name stays, what it names as null goes.
Value merged_address(Value const& before, Value const& sent, unsigned parts)
{
    auto const* present = std::get_if<Address>(&before);
    auto merged = present ? *present : Address {};
    auto const* named = std::get_if<Address>(&sent);
    for (std::size_t i = 0; i < std::size(address_parts); ++i)
        if (parts & (1U << i))
            part_of(merged, i) = named ? part_of(*named, i) : std::nullopt;
    return merged.is_empty() ? Value {} : Value { std::move(merged) };
}

void assign_one(Change& change, Assignment const& assignment, bool asks_rights)
{
    auto const& field = *assignment.field;
    auto& transaction = change.transaction();
    auto const& schema = transaction.schema();
    if (field.type() == FieldType::any_link) {
        auto const* id = std::get_if<Id>(&assignment.value);
        if (!id) {
            change.after.set_any(field, {}, {});
            return;
        }
        auto const* target = schema.find(assignment.any_entity);
        if (!target || !is_there(transaction, *target, *id, asks_rights)) {
            reject_missing(change, field);
            return;
        }
        change.after.set_any(field, assignment.any_entity, *id);
        return;
    }
    auto value = assignment.value;
    if (auto const* key = std::get_if<Key>(&value)) {
        value = find_key(change, field, key->text);
        if (kontor::is_empty(value)) {
            change.reject(field, "no_such_record", fmt::format("There is no \"{}\".", key->text));
            return;
        }
    } else if (auto const* id = std::get_if<Id>(&value);
               id && field.type() == FieldType::link && change.before.value(field) != value) {
        auto const* target = schema.target_of(field);
        if (!target || !is_there(transaction, *target, *id, asks_rights)) {
            reject_missing(change, field);
            return;
        }
    }
    if (assignment.parts && !change.is_creation())
        value = merged_address(change.before.value(field), value, *assignment.parts);
    change.after.set_value(field, std::move(value));
}

void check_unique(Change& change, Field const& field)
{
    auto const& value = change.after.value(field);
    if (kontor::is_empty(value) || (!change.changes(field) && change.kind != Change::Kind::restore))
        return;
    // E-mails are one when their lower-case forms are (API.md 1).
    auto const by_companion = field.type() == FieldType::email;
    auto rows = change.transaction().connection().query("select 1 from " + db::quote(change.entity().plural) + " where "
            + db::quote(by_companion ? fold_column(field.name()) : field.name())
            + " = ?1 and \"deleted_at\" is null and \"id\" <> ?2",
        { by_companion ? db::Value { companion_of(field.type(), std::get<std::string>(value)) } : to_column(value),
            change.after.id.value });
    if (rows->next()) {
        auto text = cell_text(field, value);
        change.reject(field, "not_unique", fmt::format("\"{}\" is already used.", text));
    }
}

void check_moves(Change& change)
{
    auto const* declaration = change.entity().declaration;
    auto const* field = declaration ? declaration->lifecycle_field : nullptr;
    if (!field || !change.changes(*field))
        return;
    if (auto const* since = change.entity().find("status_changed_at"))
        change.after.set_value(*since, change.transaction().now());
    if (change.is_creation() || declaration->lifecycle_moves.empty())
        return;
    auto const* from = std::get_if<std::string>(&change.before.value(*field));
    auto const* to = std::get_if<std::string>(&change.after.value(*field));
    auto const allowed = from && to && std::ranges::any_of(declaration->lifecycle_moves, [&](Move const& move) {
        return move.from == *from && move.to == *to;
    });
    if (!allowed)
        change.reject(*field, "not_allowed_move",
            fmt::format("{} cannot go from {} to {}.", change.entity().label_one.en, from ? *from : "nothing",
                to ? *to : "nothing"));
}

}

void assign(Change& change, Values const& values, bool asks_rights)
{
    // In declared order, so that a key finds the scope that an earlier field has set (a stage its pipeline).
    for (auto const* field : change.entity().fields) {
        if (auto const* assignment = values.find(*field))
            assign_one(change, *assignment, asks_rights);
        else if (change.is_creation())
            change.after.set_value(*field, default_of(change, *field));
    }
}

void validate(Change& change)
{
    for (auto const* field : change.entity().fields) {
        auto const& definition = field->definition();
        if (definition.required && change.lacks(*field) && (change.is_creation() || change.changes(*field)))
            change.reject(*field, "required", fmt::format("Fill in {}.", definition.label.en));
        if (definition.unique)
            check_unique(change, *field);
    }
    check_moves(change);
}

Value department_of(Transaction& transaction, Value const& owner)
{
    auto const* id = std::get_if<Id>(&owner);
    if (!id)
        return {};
    auto rows = transaction.connection().query("select \"department\" from \"users\" where \"id\" = ?1", { id->value });
    return rows->next() && !rows->is_null(0) ? Value { Id { rows->whole(0) } } : Value {};
}

namespace {

std::optional<Record> select_one(db::Connection& connection, std::shared_ptr<Schema const> const& schema,
    EntityInfo const& entity, Id id, std::string_view ending)
{
    auto sql = Sql { connection.dialect() };
    sql.add("select ");
    append_record_columns(sql, entity, "t");
    sql.add(" from ").name(entity.plural).add(" t where t.\"id\" = ").bind(id.value).add(ending);
    auto rows = sql.query(connection);
    if (!rows->next())
        return {};
    return read_record(*rows, schema, entity);
}

}

std::optional<Record> load_locked(Transaction& transaction, EntityInfo const& entity, Id id)
{
    auto const is_postgresql = transaction.connection().dialect() == db::Dialect::postgresql;
    return select_one(
        transaction.connection(), transaction.shared_schema(), entity, id, is_postgresql ? " for no key update" : "");
}

Record reload(Transaction& transaction, Record const& record)
{
    auto found = load(transaction.connection(), transaction.shared_schema(), record.entity(), record.id, true);
    check(found.has_value(), "the record that was just written is there");
    return std::move(*found);
}

std::optional<Record> load(db::Connection& connection, std::shared_ptr<Schema const> const& schema,
    EntityInfo const& entity, Id id, bool with_bin)
{
    return select_one(connection, schema, entity, id, with_bin ? "" : " and t.\"deleted_at\" is null");
}

std::optional<Record> load(Transaction& transaction, Entity const& entity, Id id)
{
    return load(transaction.connection(), transaction.shared_schema(), transaction.schema().of(entity), id);
}

std::vector<Record> load_where(
    Transaction& transaction, EntityInfo const& entity, std::string_view filter, std::size_t limit)
{
    auto const context = BindingContext { transaction.schema(), transaction.actor(), transaction.now(), 1, true };
    auto const condition = bind_filter(filter, entity, context);
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select ");
    append_record_columns(sql, entity, "t");
    sql.add(" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null and ");
    append_condition(sql, condition, "t", { transaction.schema(), transaction.actor(), true });
    sql.add(" order by t.\"id\" limit ").bind(static_cast<std::int64_t>(limit));
    auto records = std::vector<Record> {};
    auto rows = sql.query(transaction.connection());
    while (rows->next())
        records.push_back(read_record(*rows, transaction.shared_schema(), entity));
    return records;
}

std::vector<Record> load_linked(Transaction& transaction, Entity const& entity, Link const& link, Id target)
{
    return load_where(
        transaction, transaction.schema().of(entity), fmt::format("{} = \"{}\"", link.name(), target.value), 10'000);
}

Id find_keyed(Transaction& transaction, Record const& source, EntityInfo const& target, std::string const& key)
{
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select \"id\" from ")
        .name(target.plural)
        .add(" t where t.\"key\" = ")
        .bind(key)
        .add(" and t.\"deleted_at\" is null");
    auto const scope = scope_of(transaction.schema(), source.entity(), target);
    if (scope.in_source)
        if (auto const* id = std::get_if<Id>(&source.value(*scope.in_source)))
            sql.add(" and ").column("t", scope.in_target->name()).add(" = ").bind(id->value);
    sql.add(" order by t.\"id\" limit 1");
    auto rows = sql.query(transaction.connection());
    return rows->next() ? Id { rows->whole(0) } : Id {};
}

bool reaches(
    db::Connection& connection, Schema const& schema, Actor const& actor, EntityInfo const& entity, Id id, Right right)
{
    auto const level = actor.level(schema, entity, right);
    if (level == Level::none)
        return false;
    auto const sees_house_lists = entity.access == AccessKind::everyone && right == Right::read;
    auto sql = Sql { connection.dialect() };
    sql.add("select 1 from ")
        .name(entity.plural)
        .add(" t where t.\"id\" = ")
        .bind(id.value)
        .add(" and t.\"deleted_at\" is null");
    if (auto reach = Reach { schema, actor, entity, right }; !reach.is_all() && !sees_house_lists) {
        sql.add(" and ");
        reach.predicate(sql, "t");
    }
    return sql.query(connection)->next();
}

bool reaches(
    db::Connection& connection, Schema const& schema, Actor const& actor, EntityInfo const& entity, Id id, Level level)
{
    if (level == Level::none)
        return false;
    if (level == Level::all)
        return true;
    auto sql = Sql { connection.dialect() };
    sql.add("select 1 from ").name(entity.plural).add(" t where t.\"id\" = ").bind(id.value).add(" and ");
    Reach { schema, actor, entity, level }.predicate(sql, "t");
    return sql.query(connection)->next();
}

}
