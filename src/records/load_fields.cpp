#include "records/load_fields.h"

#include "base/check.h"
#include "records/record_row.h"
#include "records/sql.h"

namespace kontor::records {

std::optional<Record> load_fields(
    Transaction& transaction, Entity const& entity, Id id, std::initializer_list<Field const*> fields, bool with_bin)
{
    auto const& info = transaction.schema().of(entity);
    auto sql = Sql { transaction.connection().dialect() };
    sql.add("select t.\"version\"");
    for (auto const* field : fields)
        sql.add(", ").column("t", field->name());
    sql.add(" from ").name(info.plural).add(" t where t.\"id\" = ").bind(id.value);
    if (!with_bin)
        sql.add(" and t.\"deleted_at\" is null");
    auto const rows = sql.query(transaction.connection());
    if (!rows->next())
        return {};
    auto record = Record { transaction.shared_schema(), info };
    record.id = id;
    record.version = rows->whole(0);
    auto column = 1;
    for (auto const* field : fields) {
        auto const type = field->type();
        check(type != FieldType::address && type != FieldType::any_link && type != FieldType::links,
            "A field of several columns was to be loaded by itself.");
        record.set_value(*field, read_column(*rows, column++, type));
    }
    return record;
}

}
