#include "api/batch_api.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "records/duplicates.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace kontor::api {

namespace {

struct Operation {
    std::string op;
    Id id;
    std::optional<std::vector<std::int64_t>> if_version;
    std::vector<std::string> match;
    Values values;
};

Operation read_operation(
    Call const& call, EntityInfo const& entity, Json const& json, std::string const& path, records::Faults& faults)
{
    auto operation = Operation {};
    auto const fault = [&](std::string_view key, std::string code, std::string message) {
        faults.shape.push_back({ path + "." + std::string { key }, std::move(code), std::move(message) });
    };
    auto const* values = static_cast<Json const*>(nullptr);
    if (!json.as_object()) {
        faults.shape.push_back({ path, "wrong_type", "An operation is an object." });
        return operation;
    }
    for (auto const& [key, value] : *json.as_object()) {
        auto const* text = value.as_string();
        if (key == "op" && text)
            operation.op = *text;
        else if (key == "id" && text && Id::parse(*text))
            operation.id = *Id::parse(*text);
        else if (key == "if_version" && value.as_whole())
            operation.if_version = std::vector { *value.as_whole() };
        else if (key == "values" && value.as_object())
            values = &value;
        else if (key == "match" && value.as_array()) {
            for (auto const& name : *value.as_array())
                operation.match.push_back(name.as_string() ? *name.as_string() : "");
        } else
            fault(key,
                key == "op" || key == "id" || key == "if_version" || key == "values" || key == "match"
                    ? "wrong_type"
                    : "unknown_field",
                fmt::format("\"{}\" does not fit here.", key));
    }
    static constexpr std::string_view known[] = { "create", "update", "upsert", "delete", "restore" };
    if (std::ranges::find(known, operation.op) == std::end(known))
        fault("op", "no_such_choice", "op is create, update, upsert, delete or restore.");
    auto const needs_id = operation.op == "update" || operation.op == "delete" || operation.op == "restore";
    if (needs_id && operation.id.is_empty())
        fault("id", "required", "Name the record.");
    if (operation.op == "upsert" && (operation.match.empty() || operation.match.size() > 3))
        fault("match", "required", "Say by which 1 to 3 fields a record is found.");
    for (auto const& name : operation.match)
        if (auto const* field = entity.find(name);
            !field || !field->is_stored() || !call.actor.sees(call.schema(), entity, *field))
            fault("match", "unknown_field", fmt::format("{} have no field \"{}\".", entity.label_many.en, name));
    if (!values)
        return operation;
    // All faults of all operations are told at once.
    try {
        operation.values = records::read_values(*values, entity, call.schema(), call.actor, path);
    } catch (Problem const& problem) {
        auto& list = problem.status() == 400 ? faults.shape : faults.meaning;
        list.insert(list.end(), problem.fields().begin(), problem.fields().end());
    }
    return operation;
}

std::optional<Id> find_match(records::Transaction& transaction, EntityInfo const& entity, Operation const& operation)
{
    auto sql = records::Sql { transaction.connection().dialect() };
    sql.add("select t.\"id\" from ").name(entity.plural).add(" t where t.\"deleted_at\" is null");
    for (auto const& name : operation.match) {
        auto const& field = *entity.find(name);
        auto const* assignment = operation.values.find(field);
        if (!assignment || kontor::is_empty(assignment->value))
            return {};
        sql.add(" and ");
        if (field.is_text() && !field.definition().exact)
            sql.column("t", fold_column(name))
                .add(" = ")
                .bind(companion_of(field.type(), std::get<std::string>(assignment->value)));
        else
            sql.column("t", name).add(" = ").bind(records::to_column(assignment->value));
    }
    sql.add(" order by t.\"id\" limit 2");
    auto rows = sql.query(transaction.connection());
    if (!rows->next())
        return {};
    auto const id = Id { rows->whole(0) };
    if (rows->next())
        throw Problem::invalid("match", "ambiguous", "Several records match.");
    return id;
}

records::Writer::Authority const by_actor = records::Writer::Authority::actor;

Record apply(records::Transaction& transaction, EntityInfo const& entity, Operation const& operation)
{
    using records::Writer;
    if (operation.op == "create")
        return Writer::create(transaction, entity, operation.values, by_actor);
    if (operation.op == "update")
        return Writer::update(transaction, entity, operation.id, operation.values, operation.if_version);
    if (operation.op == "delete")
        return Writer::remove(transaction, entity, operation.id, operation.if_version);
    if (operation.op == "restore")
        return Writer::restore(transaction, entity, operation.id, operation.if_version);
    if (auto const found = find_match(transaction, entity, operation))
        return Writer::update(transaction, entity, *found, operation.values, operation.if_version);
    return Writer::create(transaction, entity, operation.values, by_actor);
}

// Faults of shape go before faults of meaning, and `index` says which operation has the first one.
Problem refusal_of(records::Faults faults)
{
    try {
        faults.throw_if_any();
    } catch (Problem const& problem) {
        auto told = problem;
        static constexpr std::string_view prefix = "operations[";
        auto const& first = told.fields().front().field;
        auto index = std::int64_t { 0 };
        if (first.starts_with(prefix)
            && std::from_chars(first.data() + prefix.size(), first.data() + first.size(), index).ec == std::errc {})
            told.with("index", index);
        return told;
    }
    return Problem::internal();
}

}

http::Response batch_records(Call const& call)
{
    call.allow_parameters({});
    auto const& entity = call.entity_to_write();
    auto const body = call.body();
    auto operations = std::vector<Operation> {};
    auto with_records = false, is_dry = false, has_operations = false;
    auto faults = records::Faults {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "operations" && value.as_array()) {
            has_operations = true;
            if (value.as_array()->size() > 1'000)
                throw Problem::invalid("operations", "too_large", "A batch has at most 1,000 operations.");
            for (std::size_t i = 0; i < value.as_array()->size(); ++i)
                operations.push_back(
                    read_operation(call, entity, (*value.as_array())[i], fmt::format("operations[{}]", i), faults));
        } else if (key == "answer" && value.as_string() && *value.as_string() == "records")
            with_records = true;
        else if (key == "dry_run" && value.as_bool())
            is_dry = *value.as_bool();
        else if (key == "operations" || key == "answer" || key == "dry_run")
            faults.shape.push_back({ key, "wrong_type", fmt::format("\"{}\" does not fit here.", key) });
        else
            faults.shape.push_back({ key, "unknown_field", fmt::format("There is no option \"{}\".", key) });
    }
    if (!has_operations && faults.shape.empty())
        faults.shape.push_back({ "operations", "required", "Send a list of operations." });
    if (!faults.is_empty())
        throw refusal_of(std::move(faults));
    auto const work = [&](records::Transaction& transaction) {
        auto answer = Answer { 200, "{\"results\":[", {} };
        for (std::size_t i = 0; i < operations.size(); ++i) {
            auto const& operation = operations[i];
            auto record = Record {};
            try {
                record = apply(transaction, entity, operation);
            } catch (Problem const& problem) {
                // One fault and nothing is written; the path says whose it is.
                auto named = std::vector<FieldFault> {};
                for (auto fault : problem.fields()) {
                    fault.field = fmt::format("operations[{}].{}", i, fault.field);
                    named.push_back(std::move(fault));
                }
                if (!named.empty()) {
                    auto told = problem.status() == 400 ? Problem::bad_request(std::move(named))
                                                        : Problem::invalid(std::move(named));
                    throw told.with("index", static_cast<std::int64_t>(i));
                }
                auto told = problem;
                throw told.with("index", static_cast<std::int64_t>(i));
            }
            answer.body += i ? "," : "";
            auto json = JsonWriter { answer.body };
            json.begin_object().member("op", operation.op);
            if (!is_dry || operation.op != "create")
                json.member("id", record.id);
            json.member("version", record.version);
            if (with_records) {
                auto const workspace = transaction.store().workspace();
                auto reading = reading_in(transaction, workspace);
                auto shape = records::ListQuery {};
                shape.bin = operation.op == "delete" ? records::Bin::only : records::Bin::without;
                if (auto const shown = records::Reader { reading }.one(entity, record.id, shape))
                    json.key("record").raw(shown->json);
            }
            json.end_object();
        }
        answer.body += "]}";
        return answer;
    };
    return is_dry ? call.rehearse(work) : call.write(work);
}

http::Response find_duplicates(Call const& call)
{
    call.allow_parameters({});
    auto const& entity = call.entity();
    auto const body = call.body();
    auto const* values = body.find("values");
    if (!values || !values->as_object() || body.as_object()->size() != 1)
        throw Problem::bad_request({ { "values", "required", "Send {\"values\": {...}}." } });
    auto const wanted = records::read_values(*values, entity, call.schema(), call.actor, "values");
    return call.read(
        [&](records::Reading& reading) { return ok(records::likely_duplicates_json(reading, entity, wanted)); });
}

}
