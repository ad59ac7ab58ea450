#include "jobs/undo_job.h"

#include "base/check.h"
#include "base/problem.h"
#include "records/audit.h"

#include <fmt/format.h>

#include <set>
#include <sstream>

namespace kontor::jobs {

namespace {

using Left = std::vector<std::pair<std::string, Id>>;

std::vector<Id> changes_of(db::Connection& connection, Id job)
{
    auto changes = std::vector<Id> {};
    auto rows = connection.query(
        "select \"change\" from \"kontor_job_change\" where \"job\" = ?1 order by \"id\" desc", { job.value });
    while (rows->next())
        changes.emplace_back(rows->whole(0));
    return changes;
}

std::size_t take_back(records::Transaction& transaction, Id change, std::set<Id> const& ignored, Left& left)
{
    try {
        return records::undo_unchanged(transaction, change, ignored, left);
    } catch (Problem const& problem) {
        if (problem.status() != 404) // a slice that only rejected rows has nothing to take back
            throw;
        return 0;
    }
}

void mark_undone(records::Transaction& transaction, Id job)
{
    transaction.connection().execute("update \"kontor_job\" set \"state\" = 'undone' where \"id\" = ?1", { job.value });
}

Json result_of(std::size_t count, Left const& left)
{
    auto named = JsonArray {};
    for (auto const& [entity, id] : left)
        named.push_back(JsonObject { { "entity", entity }, { "id", id.to_string() } });
    return JsonObject { { "taken_back", static_cast<std::int64_t>(count) }, { "left", std::move(named) } };
}

std::string input_of(Id job) { return Json { JsonObject { { "job", job.to_string() } } }.to_text(); }

}

std::size_t demand_undoable(records::Transaction& transaction, Id job)
{
    auto& connection = transaction.connection();
    auto const& actor = transaction.actor();
    auto state = std::string {}, kind = std::string {};
    {
        auto rows = connection.query(
            "select \"state\", \"kind\" from \"kontor_job\" where \"id\" = ?1 and (\"member\" = ?2 or ?3 = 1)",
            { job.value, actor.user.value, std::int64_t { actor.is_administrator() ? 1 : 0 } });
        if (!rows->next())
            throw Problem::not_found();
        state = rows->text(0), kind = rows->text(1);
    }
    if (kind != "import" && kind != "bulk")
        throw Problem::not_in_this_state("Only imports and bulk changes can be taken back.", {});
    if (state == "undone")
        throw Problem::not_in_this_state("The job was taken back already.", {});
    if (state == "queued" || state == "running")
        throw Problem::not_in_this_state("Only a job that has ended can be taken back.", { "cancel" });
    auto under_way = connection.query("select 1 from \"kontor_job\" where \"kind\" = 'undo' and \"input\" = ?1 and "
                                      "\"state\" in ('queued', 'running')",
        { input_of(job) });
    if (under_way->next())
        throw Problem::not_in_this_state("The job is being taken back.", {});
    auto rows = connection.query("select count(*) from \"kontor_audit\" where \"change\" in (select \"change\" from "
                                 "\"kontor_job_change\" where \"job\" = ?1)",
        { job.value });
    rows->next();
    return static_cast<std::size_t>(rows->whole(0));
}

std::string undo_at_once(records::Transaction& transaction, Id job)
{
    auto const changes = changes_of(transaction.connection(), job);
    auto const ignored = std::set<Id> { changes.begin(), changes.end() };
    auto left = Left {};
    auto count = std::size_t { 0 };
    for (auto const change : changes)
        count += take_back(transaction, change, ignored, left);
    mark_undone(transaction, job);
    auto answer = Json { JsonObject { { "id", job.to_string() }, { "state", "undone" } } };
    auto const result = result_of(count, left);
    for (auto const& [key, value] : *result.as_object())
        answer.set(key, value);
    return answer.to_text();
}

void run_undo(JobRun& run)
{
    auto const* named = run.input.find("job");
    auto const job = named && named->as_string() ? Id::parse(*named->as_string()) : std::nullopt;
    check(job.has_value(), "an undo names the job that it takes back");
    auto changes = std::vector<Id> {};
    auto ignored = std::set<Id> {};
    run.store.database().read([&](db::Connection& connection) {
        changes = changes_of(connection, *job);
        auto const own = changes_of(connection, run.id); // of a run that was killed
        ignored = { changes.begin(), changes.end() };
        ignored.insert(own.begin(), own.end());
    });
    // The position is "changes records", and then what was left: "accounts 17 accounts 18".
    auto from = std::size_t { 0 }, count = std::size_t { 0 };
    auto left = Left {};
    auto stream = std::istringstream { run.position };
    stream >> from >> count;
    auto entity = std::string {};
    for (auto id = std::int64_t { 0 }; stream >> entity >> id;)
        left.emplace_back(entity, Id { id });
    auto const total = static_cast<std::int64_t>(changes.size());
    while (from < changes.size() && !run.is_cancelled()) {
        auto slice_left = Left {};
        auto slice_count = std::size_t { 0 };
        auto own = Id {};
        run.slice([&](records::Transaction& transaction) {
            slice_left.clear();
            slice_count = take_back(transaction, changes[from], ignored, slice_left);
            own = transaction.change();
            if (from + 1 == changes.size())
                mark_undone(transaction, *job);
            auto position = fmt::format("{} {}", from + 1, count + slice_count);
            for (auto const* list : { &left, &slice_left })
                for (auto const& [collection, id] : *list)
                    position += fmt::format(" {} {}", collection, id.value);
            return JobRun::Reached { position, static_cast<std::int64_t>(from + 1), total };
        });
        ignored.insert(own);
        count += slice_count;
        left.insert(left.end(), slice_left.begin(), slice_left.end());
        ++from;
    }
    run.set_result(result_of(count, left));
}

}
