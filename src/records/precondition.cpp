#include "records/precondition.h"

#include "base/problem.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

// The fields that differ from the newest version that the caller knew, each once, in the order of their change.
JsonArray fields_changed_since(Transaction& transaction, Record const& record, std::int64_t known_version)
{
    auto names = JsonArray {};
    auto rows = transaction.connection().query("select \"changes\" from \"kontor_audit\" where \"record\" = ?1 and "
                                               "\"entity\" = ?2 and \"version\" > ?3 order by \"id\"",
        { record.id.value, record.entity().plural, known_version });
    while (rows->next()) {
        auto const parsed = parse_json(rows->text(0), { .depth = 32, .keys_per_object = 10'000 });
        auto const* list = std::get_if<Json>(&parsed);
        if (!list || !list->as_array())
            continue;
        for (auto const& item : *list->as_array()) {
            auto const* name = item.find("field");
            auto const* field = name && name->as_string() ? record.entity().find(*name->as_string()) : nullptr;
            auto const is_told = field
                && std::ranges::any_of(names, [&](Json const& told) { return *told.as_string() == field->name(); });
            if (field && !is_told && transaction.actor().sees(transaction.schema(), record.entity(), *field))
                names.emplace_back(field->name());
        }
    }
    return names;
}

}

void demand_version(Transaction& transaction, Record const& record, WantedVersions const& wanted)
{
    if (!wanted || std::ranges::find(*wanted, record.version) != wanted->end())
        return;
    auto const* by = std::get_if<Id>(&record.value(*record.entity().find("updated_by")));
    auto const* at = std::get_if<Instant>(&record.value(*record.entity().find("updated_at")));
    auto name = std::string { "Somebody" };
    if (by) {
        auto rows = transaction.connection().query("select \"name\" from \"users\" where \"id\" = ?1", { by->value });
        if (rows->next())
            name = rows->text(0);
    }
    auto details = Json {};
    details.set("current_version", record.version);
    if (by)
        details.set("changed_by", JsonObject { { "id", by->to_string() }, { "title", name } });
    if (at)
        details.set("changed_at", at->to_string());
    auto const known = wanted->empty() ? record.version : *std::ranges::max_element(*wanted);
    details.set("changed_fields", fields_changed_since(transaction, record, known));
    throw Problem::version_conflict(
        fmt::format("{} changed this {} meanwhile.", name, record.entity().label_one.en), std::move(details));
}

}
