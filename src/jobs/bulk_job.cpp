#include "jobs/bulk_job.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/action.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

namespace kontor::jobs {

namespace {

constexpr std::size_t records_a_slice = 50;

enum class Outcome { changed, unchanged };

Outcome apply(records::Transaction& transaction, JobRun const& run, EntityInfo const& entity, Id id)
{
    if (auto const* update = run.input.find("update")) {
        auto const values = records::read_values(*update, entity, transaction.schema(), transaction.actor(), "update");
        auto const before = records::load(transaction.connection(), transaction.shared_schema(), entity, id);
        auto const after = records::Writer::update(transaction, entity, id, values);
        return before && before->version == after.version ? Outcome::unchanged : Outcome::changed;
    }
    if (auto const* action = run.input.find("action")) {
        auto const* input = run.input.find("input");
        (void)records::run_action(
            transaction, entity, id, *action->as_string(), input ? *input : Json { JsonObject {} }, {});
        return Outcome::changed;
    }
    (void)records::Writer::remove(transaction, entity, id);
    return Outcome::changed;
}

}

void run_bulk(JobRun& run)
{
    auto const schema = run.store.schema();
    auto const* plural = run.input.find("entity");
    auto const* entity = plural && plural->as_string() ? schema->find(*plural->as_string()) : nullptr;
    auto const* list = run.input.find("ids");
    check(entity && list && list->as_array(), "a bulk change names its records");
    auto const& ids = *list->as_array();
    auto changed = std::int64_t { 0 }, unchanged = std::int64_t { 0 }, refused = std::int64_t { 0 };
    auto reasons = std::map<std::string, std::int64_t> {};
    auto from = std::size_t { 0 };
    if (!run.position.empty())
        from = static_cast<std::size_t>(std::stoull(run.position));
    auto const total = static_cast<std::int64_t>(ids.size());
    while (from < ids.size() && !run.is_cancelled()) {
        auto const to = std::min(ids.size(), from + records_a_slice);
        auto slice_changed = std::int64_t { 0 }, slice_unchanged = std::int64_t { 0 };
        auto slice_reasons = std::vector<std::string> {};
        run.slice([&](records::Transaction& transaction) {
            slice_changed = slice_unchanged = 0;
            slice_reasons.clear();
            for (auto i = from; i < to; ++i) {
                auto const id = Id::parse(*ids[i].as_string()).value_or(Id {});
                auto const mark = transaction.mark();
                transaction.connection().execute("savepoint bulk_record");
                try {
                    (apply(transaction, run, *entity, id) == Outcome::changed ? slice_changed : slice_unchanged) += 1;
                } catch (Problem const& problem) {
                    transaction.connection().execute("rollback to savepoint bulk_record");
                    transaction.rewind(mark);
                    slice_reasons.push_back(problem.fields().empty() ? problem.detail() : problem.fields()[0].message);
                }
                transaction.connection().execute("release savepoint bulk_record");
            }
            return JobRun::Reached { std::to_string(to), static_cast<std::int64_t>(to), total };
        });
        changed += slice_changed;
        unchanged += slice_unchanged;
        refused += static_cast<std::int64_t>(slice_reasons.size());
        for (auto const& reason : slice_reasons)
            ++reasons[reason];
        from = to;
    }
    auto told = JsonArray {};
    for (auto const& [reason, count] : reasons)
        told.push_back(JsonObject { { "reason", reason }, { "count", count } });
    run.set_result(JsonObject {
        { "changed", changed }, { "unchanged", unchanged }, { "refused", refused }, { "reasons", std::move(told) } });
}

}
