#include "db/sqlite/database.h"

#include "db/sqlite/reader_pool.h"
#include "db/sqlite/writer.h"
#include "db/write_scope.h"

#include <algorithm>
#include <filesystem>

namespace kontor::db {

namespace {

void make_folder_of(std::filesystem::path const& path)
{
    auto const folder = path.parent_path();
    std::error_code error;
    if (folder.empty() || std::filesystem::exists(folder, error))
        return;
    if (!std::filesystem::create_directories(folder, error))
        throw CannotOpen { "The folder " + folder.string() + " cannot be made: " + error.message() };
    // A client base is nobody else's business.
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
}

std::string const& with_folder(std::string const& path)
{
    make_folder_of(path);
    return path;
}

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(std::string path, Options const& options, Checkpointer::Limits limits)
        : m_path(std::move(path))
        , m_readers(m_path, options)
        , m_writer(with_folder(m_path), options, limits, [this] { m_readers.end_oldest(); })
    {
    }

    [[nodiscard]] Dialect dialect() const override { return Dialect::sqlite; }

    void read(std::function<void(Connection&)> const& work, std::chrono::milliseconds deadline) override
    {
        WriteScope::refuse_read();
        constexpr std::chrono::milliseconds longest = std::chrono::hours { 24 * 365 };
        m_readers.read(work, std::chrono::steady_clock::now() + std::min(deadline, longest));
    }

    void write(std::function<void(Transaction&)> const& work, Lane lane) override
    {
        WriteScope::refuse_write();
        m_writer.write(work, lane);
    }

    void alter(std::function<void(Connection&)> const& work) override
    {
        WriteScope::refuse_write();
        m_writer.alter(work);
    }

    void announce(std::string_view) override { }
    void on_announcement(std::function<void(std::string_view)>) override { }

    std::string check_integrity() override
    {
        std::string found;
        auto const add = [&](std::string_view line) { found.append(found.empty() ? "" : "\n").append(line); };
        auto const check = [&](Connection& connection) {
            for (auto const rows = connection.query("PRAGMA integrity_check"); rows->next();) {
                if (rows->text(0) != "ok")
                    add(rows->text(0));
            }
            for (auto const rows = connection.query("PRAGMA foreign_key_check"); rows->next();) {
                add("A row of " + std::string { rows->text(0) } + " links to a row of " + std::string { rows->text(2) }
                    + " that is not there (rowid " + std::string { rows->text(1) } + ").");
            }
        };
        read(check, std::chrono::hours { 24 });
        return found.empty() ? "ok" : found;
    }

    [[nodiscard]] Statistics statistics() const override
    {
        std::error_code error;
        auto const log_bytes = std::filesystem::file_size(m_path + "-wal", error);
        return { .commits = m_writer.commits(),
            .writes = m_writer.writes(),
            .round_trips = m_writer.statements(),
            .log_bytes = error ? 0 : static_cast<std::int64_t>(log_bytes),
            .waiting = m_writer.waiting() };
    }

private:
    std::string m_path;
    SqliteReaderPool m_readers;
    SqliteWriter m_writer;
};

}

std::unique_ptr<Database> open_sqlite(std::string path, Options const& options, Checkpointer::Limits limits)
{
    return std::make_unique<SqliteDatabase>(std::move(path), options, limits);
}

}
