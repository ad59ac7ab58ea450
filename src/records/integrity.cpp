#include "records/integrity.h"

#include "records/audit.h"
#include "records/record_row.h"
#include "records/roll_up.h"
#include "records/search_index.h"
#include "records/tables.h"

#include <fmt/format.h>

#include <filesystem>

namespace kontor::records {

namespace {

constexpr std::size_t faults_told = 100;

class IntegrityRun {
public:
    IntegrityRun(Store& store, IntegrityReport& report) : m_store(store), m_schema(store.schema()), m_report(report) { }

    void run(std::function<std::string(std::string_view)> const& path_of_file)
    {
        if (auto const engine = m_store.database().check_integrity(); engine != "ok")
            fault("The database's own check: " + engine);
        m_store.database().read([&](db::Connection& connection) {
            for (auto const& statement : difference(connection, *m_schema))
                fault("The tables do not follow the declarations; missing: " + statement);
        });
        for (auto const& entity : m_schema->entities())
            check_entity(*entity);
        check_files(path_of_file);
        for (auto& sentence : verify_audit(m_store))
            fault(std::move(sentence));
    }

private:
    void fault(std::string sentence)
    {
        if (m_report.faults.size() < faults_told)
            m_report.faults.push_back(std::move(sentence));
    }

    // In slices by id, so that no snapshot is held for long.
    void check_entity(EntityInfo const& entity)
    {
        for (auto last = std::int64_t { 0 };;) {
            auto count = 0;
            m_store.database().read([&](db::Connection& connection) {
                count = 0;
                auto sql = Sql { connection.dialect() };
                sql.add("select ");
                append_record_columns(sql, entity, "t");
                sql.add(" from ")
                    .name(entity.plural)
                    .add(" t where t.\"id\" > ")
                    .bind(last)
                    .add(" order by t.\"id\" limit 1000");
                auto records = std::vector<Record> {};
                {
                    auto rows = sql.query(connection);
                    while (rows->next())
                        records.push_back(read_record(*rows, m_schema, entity));
                }
                for (auto const& record : records)
                    check_record(connection, record);
                count = static_cast<int>(records.size());
                if (!records.empty())
                    last = records.back().id.value;
            });
            m_report.records += count;
            if (count == 0)
                break;
        }
        check_links(entity);
    }

    void check_record(db::Connection& connection, Record const& record)
    {
        auto const& entity = record.entity();
        for (auto const* field : entity.fields)
            if (field->definition().roll_up) {
                auto const defined = defined_roll_up(connection, *m_schema, entity, *field, record.id);
                auto const is_zero = kontor::is_empty(record.value(*field))
                    && (defined == Value { Decimal {} } || defined == Value { std::int64_t { 0 } });
                if (defined != record.value(*field) && !is_zero)
                    fault(fmt::format("{} {}: {} is not what its definition adds up to.", entity.plural,
                        record.id.value, field->name()));
            }
        if (!searched_fields(entity).empty() && kontor::is_empty(record.value(*entity.find("deleted_at")))) {
            auto rows = connection.query("select 1 from \"kontor_search\" where \"id\" = ?1", { record.id.value });
            if (!rows->next())
                fault(fmt::format("{} {} is missing in the search index.", entity.plural, record.id.value));
        }
    }

    void check_links(EntityInfo const& entity)
    {
        m_store.database().read([&](db::Connection& connection) {
            for (auto const* field : entity.fields) {
                if (field->type() != FieldType::link)
                    continue;
                auto const* target = m_schema->target_of(*field);
                auto rows = connection.query(fmt::format("select t.\"id\" from {} t left join {} l on l.\"id\" = t.{} "
                                                         "where t.{} is not null and l.\"id\" is null limit 10",
                    db::quote(entity.plural), db::quote(target->plural), db::quote(field->name()),
                    db::quote(field->name())));
                while (rows->next())
                    fault(fmt::format("{} {}: {} leads nowhere.", entity.plural, rows->whole(0), field->name()));
            }
        });
    }

    void check_files(std::function<std::string(std::string_view)> const& path_of_file)
    {
        m_store.database().read([&](db::Connection& connection) {
            auto rows = connection.query("select \"id\", \"content_hash\", \"size_bytes\" from \"files\"");
            while (rows->next()) {
                auto error = std::error_code {};
                auto const size = std::filesystem::file_size(path_of_file(rows->text(1)), error);
                if (error || static_cast<std::int64_t>(size) != rows->whole(2))
                    fault(fmt::format("The bytes of file {} are missing or cut.", rows->whole(0)));
            }
        });
    }

    Store& m_store;
    std::shared_ptr<Schema const> m_schema;
    IntegrityReport& m_report;
};

}

IntegrityReport check_integrity(Store& store, std::function<std::string(std::string_view hash)> const& path_of_file)
{
    auto report = IntegrityReport {};
    IntegrityRun { store, report }.run(path_of_file);
    return report;
}

}
