#include "records/platform_table.h"

#include "records/filter_binding.h"
#include "records/filter_sql.h"

#include <fmt/format.h>

namespace kontor::records {

namespace {

// A line of the trail (API.md 12).
struct AuditEntry : FieldSet {
    AuditEntry() : FieldSet("audit_entry") { }

    InstantField at { *this, "at", { .label = { "At", "Когда" } } };
    Link by { *this, "by", "user", { .label = { "By", "Кто" } } };
    Text via { *this, "via", { .label = { "Via", "Откуда" } } };
    Text address { *this, "address", { .label = { "Address", "Адрес" } } };
    Text request_id { *this, "request_id", { .label = { "Request", "Запрос" } } };
    Text event { *this, "event", { .label = { "Event", "Событие" } } };
    Text entity { *this, "entity", { .label = { "Collection", "Раздел" } } };
    AnyLink record { *this, "record", { .label = { "Record", "Запись" } } };
    AnyLink change { *this, "change", { .label = { "Change", "Изменение" } } };
    Whole version { *this, "version", { .label = { "Version", "Версия" } } };
};

// Background work (API.md 13).
struct JobEntry : FieldSet {
    JobEntry() : FieldSet("job") { }

    Text kind { *this, "kind", { .label = { "Kind", "Вид" } } };
    Text state { *this, "state", { .label = { "State", "Состояние" } } };
    Link by { *this, "by", "user", { .label = { "By", "Кто" } } };
    InstantField created_at { *this, "created_at", { .label = { "Created", "Создано" } } };
    InstantField started_at { *this, "started_at", { .label = { "Started", "Начато" } } };
    InstantField finished_at { *this, "finished_at", { .label = { "Finished", "Окончено" } } };
};

struct Description {
    std::string_view table;
    std::string_view columns; // the table's own, and what the wire calls otherwise
    OwnedLabel label;
    FieldSet const& fields;
};

Description description_of(PlatformTable table)
{
    static AuditEntry const audit_entry;
    static JobEntry const job_entry;
    if (table == PlatformTable::audit)
        return { "kontor_audit",
            "p.\"id\", p.\"change\", p.\"at\", p.\"actor\", p.\"actor\" as \"by\", p.\"via\", p.\"address\", "
            "p.\"request_id\", p.\"event\", p.\"entity\", p.\"record\", p.\"title\", p.\"version\", p.\"changes\", "
            "p.\"seal\"",
            { "Audit entries", "Записи журнала" }, audit_entry };
    return { "kontor_job",
        "p.\"id\", p.\"kind\", p.\"state\", p.\"member\", p.\"member\" as \"by\", p.\"done\", p.\"total\", "
        "p.\"unit\", p.\"created_at\", p.\"started_at\", p.\"finished_at\", p.\"result\", p.\"problem\"",
        { "Jobs", "Задания" }, job_entry };
}

// As much of an entity as the filter language asks for.
EntityInfo entity_of(Description const& description, Schema const& schema)
{
    auto info = EntityInfo {};
    info.singular = description.fields.singular_name;
    info.plural = description.table;
    info.label_many = description.label;
    info.fields = description.fields.fields;
    info.index_fields();
    for (auto const* field : info.fields)
        if (field->type() == FieldType::link)
            info.relations.push_back({ Relation::Kind::to_one, field->name(), schema.target_of(*field), field });
    return info;
}

}

void append_filtered(Sql& sql, PlatformTable table, std::string_view alias, std::string_view filter, Reading& reading)
{
    auto const description = description_of(table);
    auto const entity = entity_of(description, reading.schema);
    auto const condition
        = bind_filter(filter, entity, { reading.schema, reading.actor, reading.now, reading.workspace.week_starts });
    sql.add("(select ").add(description.columns);
    // What these columns hold is ASCII (names, addresses, ids), so that its folded form is its lower case.
    for (auto const* field : entity.fields)
        if (field->is_text())
            sql.add(", lower(p.").name(field->name()).add(") as ").name(fold_column(field->name()));
    sql.add(" from ").name(description.table).add(" p) ").add(alias).add(" where ");
    append_condition(sql, condition, alias, { reading.schema, reading.actor });
}

}
