#pragma once

// The rows of writing, on SQLite: an import and many creations, beside the same rows written by hand; and people beside
// an import.

#include "app/application.h"
#include "base/json.h"
#include "modules/accounts/account.h"
#include "records/writer.h"

#include "floor.h"
#include "inserts.h"
#include "measure.h"
#include "workspace_data.h"

#include <atomic>
#include <filesystem>
#include <thread>

namespace kontor::bench {

inline double cpu_seconds_of_rows_by_hand(std::filesystem::path const& folder, std::int64_t accounts)
{
    auto const file = folder / "kontor.sqlite";
    // The same rows into a table with the same columns and indexes, search included, in transactions of a thousand.
    auto copy = SqliteFloor { folder / "floor.sqlite", true };
    auto schema = std::vector<std::string> {};
    {
        auto source = SqliteFloor { file };
        auto* statement
            = source.statement("select sql from sqlite_master where sql is not null and (tbl_name = 'accounts' or "
                               "name in ('kontor_search', 'kontor_search_word', 'kontor_search_part'))");
        while (sqlite3_step(statement) == SQLITE_ROW)
            schema.emplace_back(reinterpret_cast<char const*>(sqlite3_column_text(statement, 0)));
        sqlite3_finalize(statement);
    }
    for (auto const& sql : schema)
        copy.script(sql);
    copy.script(fmt::format("attach '{}' as source", file.string()));
    auto const floor = cpu_seconds_of([&] {
        for (std::int64_t begin = 0; begin < accounts; begin += 1'000) {
            copy.script("begin");
            copy.script(
                "insert into accounts select * from source.accounts where id > (select coalesce(max(id), 0) from "
                "accounts) order by id limit 1000");
            copy.script(
                "insert into kontor_search select * from source.kontor_search where entity = 'accounts' and id > "
                "(select coalesce(max(id), 0) from kontor_search) order by id limit 1000");
            copy.script("insert into kontor_search_word (rowid, entity, title_fold, text_fold) select id, entity, "
                        "title_fold, text_fold from kontor_search where id > (select coalesce(max(rowid), 0) from "
                        "kontor_search_word) order by id");
            copy.script(
                "insert into kontor_search_part (rowid, title_fold, text_fold) select id, title_fold, text_fold "
                "from kontor_search where id > (select coalesce(max(rowid), 0) from kontor_search_part) order by "
                "id");
            copy.script("commit");
        }
    });
    std::filesystem::remove(folder / "floor.sqlite");
    return floor;
}

// 64 clients, each write durable; beside it a hand-written group commit of the same rows into a copy of the same file:
// the account, its audit and outbox lines, and search.
inline void creates(Application& application, std::filesystem::path const& file, std::string const& size)
{
    constexpr auto clients = 64, each = 60, total = clients * each;
    auto const copy = file.parent_path() / "floor.sqlite";
    std::filesystem::remove(copy);
    SqliteFloor { file }.script(fmt::format("vacuum into '{}'", copy.string()));
    auto const who = records::Actor::system();
    auto number = std::atomic<int> { 0 };
    auto const ours = cpu_seconds_of([&] {
        auto people = std::vector<std::jthread> {};
        for (auto client = 0; client < clients; ++client)
            people.emplace_back([&] {
                for (auto i = 0; i < each; ++i)
                    application.store().write(
                        who, [&, name = fmt::format("New {}", ++number)](records::Transaction& transaction) {
                            records::Writer::create(
                                transaction, accounts::account, { { accounts::account.name, name } });
                        });
            });
    });
    auto source = SqliteFloor { file };
    auto floor_file = SqliteFloor { copy, true };
    auto const search = std::string { "select id, entity, title_fold, text_fold from kontor_search" };
    auto rows = std::vector<Inserts> {}, later = std::vector<Inserts> {};
    rows.emplace_back(source, floor_file, "select * from accounts", "accounts", total);
    rows.emplace_back(source, floor_file, "select * from kontor_audit", "kontor_audit", total);
    rows.emplace_back(source, floor_file, "select * from kontor_outbox", "kontor_outbox", total);
    later.emplace_back(source, floor_file, search, "kontor_search", total);
    later.emplace_back(source, floor_file, search, "kontor_search_word (rowid, entity, title_fold, text_fold)", total);
    later.emplace_back(source, floor_file, "select id, title_fold, text_fold from kontor_search",
        "kontor_search_part (rowid, title_fold, text_fold)", total);
    auto const floor = cpu_seconds_of([&] {
        for (std::size_t begin = 0; begin < total; begin += clients) {
            floor_file.script("begin immediate");
            for (auto row = begin; row < begin + clients; ++row) {
                floor_file.script("savepoint closure");
                for (auto& insert : rows)
                    insert.run(row);
                floor_file.script("release closure");
            }
            for (auto& insert : later) // search after the rows, once a group
                for (auto row = begin; row < begin + clients; ++row)
                    insert.run(row);
            floor_file.script("commit");
        }
    });
    auto const count = static_cast<double>(total);
    print({ fmt::format("durable creates, 64 clients, {} there", size), rate(count / ours), rate(count / floor),
        ratio(floor / ours), "0.50", floor / ours >= 0.5 });
}

// Eight people who create an account, think for 5 ms and create the next, for some seconds: how many a second.
inline double people_at_work(Application& application, std::chrono::milliseconds duration)
{
    auto created = std::atomic<int> { 0 };
    auto const until = Clock::now() + duration;
    auto people = std::vector<std::jthread> {};
    for (auto person = 0; person < 8; ++person)
        people.emplace_back([&, person] {
            for (auto i = 0; Clock::now() < until; ++i) {
                application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
                    records::Writer::create(transaction, accounts::account,
                        { { accounts::account.name, fmt::format("By hand {} {}", person, i) } });
                });
                ++created;
                std::this_thread::sleep_for(std::chrono::milliseconds { 5 });
            }
        });
    people.clear();
    return created / std::chrono::duration<double>(duration).count();
}

// Alone, beside an import, and alone again: whatever else runs meets both.
inline void people_beside_an_import(Application& application, std::filesystem::path const& csv, std::string const& size)
{
    constexpr auto a_while = std::chrono::milliseconds { 2'000 };
    auto job = Id {};
    auto const alone_before = people_at_work(application, a_while);
    auto input = Json { JsonObject {} };
    input.set("entity", "accounts").set("via", "command line").set("path", csv.string());
    application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
        job = application.worker().enqueue(transaction, "import", input, "bytes");
    });
    application.worker().claim(job);
    auto is_running = std::atomic<bool> { true };
    auto import = std::jthread { [&] {
        application.worker().run_one(job);
        is_running = false;
    } };
    auto const beside = people_at_work(application, 2 * a_while);
    auto const lasted = is_running.load();
    import.join();
    auto const alone = (alone_before + people_at_work(application, a_while)) / 2;
    if (!lasted)
        return print_not_measured("people beside an import, " + size, "the import was over too soon");
    print({ "8 people beside an import, " + size + " there", fmt::format("{:.0f} a second", beside),
        fmt::format("{:.0f} a second alone", alone), ratio(beside / alone), "0.75", beside / alone >= 0.75 });
}

}
